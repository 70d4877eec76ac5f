import type { Id, WireId } from '../ids';
import type { Send } from '../request';
import type { Customer } from '../types';
import { CustomerIdentities } from './customerIdentities';
import { SearchByIds } from './searchByIds';
import { RowsByIds } from './rowsByIds';

/** Which fields to ask for, and what to keep of each customer: a page of whole ones would be megabytes. */
export interface Wanted<T> {
	fields: readonly string[];
	keep(customer: Customer): T;
	/** Whether nobody waits for them any more. */
	isOver?(): boolean;
}

/** Customers by their ids, as many in one request as its URL takes, or one by one where DM Hub takes no list of them. */
export class CustomersById {
	private readonly search: SearchByIds;
	private readonly rows: RowsByIds<Customer>;
	readonly identities: CustomerIdentities;

	/**
	 * @param concurrency the most requests at once
	 * @param urlBytes what may follow the address in a request line
	 * @param say tells the user something once
	 */
	constructor(send: Send, concurrency: number, urlBytes: number, say: (sentence: string) => void) {
		this.search = new SearchByIds(send, urlBytes, say);
		this.rows = new RowsByIds(concurrency);
		this.identities = new CustomerIdentities(send, concurrency, urlBytes, this.search, say);
	}

	/** What is kept of each customer, by id; whoever is gone is not in it. */
	async read<T>(
		ids: Iterable<Id>,
		{ fields, keep, isOver = () => false }: Wanted<T>,
	): Promise<Map<WireId, T>> {
		return await this.rows.read(this.search.for(fields), ids, ([customer]) => keep(customer), isOver);
	}
}
