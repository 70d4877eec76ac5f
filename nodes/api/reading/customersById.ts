import { eachOf } from '../batches';
import { fromId, type Id, type WireId } from '../ids';
import type { Send } from '../request';
import type { Customer } from '../types';
import { CustomerSearch } from './customerSearch';
import { customersSingly } from './customersSingly';

/** Customers asked for singly before an answer that holds nobody is believed. */
const PROBES = 3;
const ONE_BY_ONE =
	'DM Hub ignored the list of customer IDs, so customers were read one by one: one request per member, which is slow for large groups.';

/** Which fields to ask for, and what to keep of each customer: a page of whole ones would be megabytes. */
export interface Wanted<T> {
	fields: readonly string[];
	keep(customer: Customer): T;
	/** Whether nobody waits for them any more. */
	isOver?(): boolean;
}

interface Reading {
	fields: readonly string[];
	take(customer: Customer): void;
	isOver(): boolean;
}

/**
 * Customers by their ids, as many in one request as its URL takes. Rows are matched by id, since servers were seen that
 * pass over `idList` and answer with anybody; they may also give fewer rows than asked, quietly, and other fields.
 */
export class CustomersById {
	private readonly search: CustomerSearch;
	/** Whether `idList` is honoured; not known before it has found somebody. */
	private idListWorks: boolean | undefined;
	/** The first search tells whether customers may be read at all, and how: the others wait for it. */
	private first: Promise<unknown> | undefined;

	/**
	 * @param width the most requests at once
	 * @param urlBytes what may follow the address in a request line
	 * @param say tells the user something once
	 */
	constructor(
		private readonly send: Send,
		private readonly width: number,
		urlBytes: number,
		private readonly say: (sentence: string) => void,
	) {
		this.search = new CustomerSearch(send, urlBytes);
	}

	/** What is kept of each customer, by id; whoever is gone is not in it. */
	async read<T>(ids: Set<Id>, { fields, keep, isOver = () => false }: Wanted<T>): Promise<Map<WireId, T>> {
		const found = new Map<WireId, T>();
		const reading = { fields, isOver, take: (customer: Customer) => found.set(customer.id, keep(customer)) };
		const isMissing = (id: Id) => !found.has(fromId(id));
		const missing = await this.together([...ids], isMissing, reading);
		if (this.idListWorks === undefined && missing.length > 0) {
			await customersSingly(this.send, this.width, spread(missing, PROBES), reading);
			if (found.size > 0) this.idListWorks = false;
		}
		if (this.idListWorks === false && missing.some(isMissing)) {
			this.say(ONE_BY_ONE);
			await customersSingly(this.send, this.width, missing.filter(isMissing), reading);
		}
		return found;
	}

	/** Asks for many at once, and again for those who were left out, until nobody new is found. Gives those still missing. */
	private async together(ids: Id[], isMissing: (id: Id) => boolean, reading: Reading): Promise<Id[]> {
		let missing = ids;
		for (let cap = Infinity; missing.length > 0 && this.idListWorks !== false;) {
			const most = await this.askAll(missing, reading);
			const left = missing.filter(isMissing);
			if (left.length === missing.length) break;
			// Whoever was left out before is there: the server gives no more at once than it gave then.
			this.search.shrink(cap);
			cap = most;
			missing = left;
		}
		return missing;
	}

	/** Asks for all of them once. Gives how many of them the fullest answer held. */
	private async askAll(ids: Id[], reading: Reading): Promise<number> {
		const { fields, isOver } = reading;
		let most = 0;
		const ask = async (some: Id[]): Promise<void> => {
			for (const batch of this.search.batches(some, fields)) {
				if (this.idListWorks === false || isOver()) return;
				const rows = await this.search.ask(batch, fields);
				if (rows) most = Math.max(most, this.takeOf(batch, rows, reading));
				else await ask(batch);
			}
		};
		await eachOf(this.width, this.search.batches(ids, fields), async (batch) => {
			if (this.first) return await this.first.then(async () => await ask(batch));
			const asking = ask(batch);
			this.first = asking.catch(() => undefined);
			return await asking;
		});
		return most;
	}

	/** Takes the rows that were asked for. Gives how many they were. */
	private takeOf(batch: Id[], rows: Customer[], { take }: Reading): number {
		const asked = new Set(batch.map(fromId));
		const own = rows.filter(({ id }) => asked.has(id));
		if (own.length < rows.length) this.idListWorks = false;
		else if (own.length > 0) this.idListWorks ??= true;
		for (const row of own) take(row);
		return own.length;
	}
}

/** Some of them, from the beginning, the end and between. */
const spread = (ids: Id[], count: number): Id[] =>
	ids.length <= count
		? ids
		: Array.from({ length: count }, (_, at) => ids[Math.round((at * (ids.length - 1)) / (count - 1))]);
