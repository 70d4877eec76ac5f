import { forEachConcurrently } from '../promises';
import { urlBatches } from '../request';
import { toWireId, type Id, type WireId } from '../ids';

/** A call that takes a list of ids in its URL, and answers with the rows of these ids. Its functions throw Refusals. */
export interface CallByIds<Row> {
	/** Bytes that the ids and their commas may take in a URL. */
	urlBytes: number;
	idOf(row: Row): WireId;
	/** `too many`: fewer may be accepted; `refused`: one id alone. */
	ask(ids: Id[]): Promise<Row[] | 'too many' | 'refused'>;
	/** The rows of one id, where lists of ids are of no use. */
	askSingly(id: Id): Promise<Row[]>;
	/** The ids of two who have a row, no matter who. Where there is no such call, two answers without rows are believed. */
	anyone?(): Promise<Id[]>;
	/** Whether an id has one row at most; of several, an answer that is cut short may hold a part. */
	isUnique: boolean;
	/** Tells the user that ids are asked for one by one. */
	saySingly(why: 'ignored' | 'refused'): void;
}

/** Ids to ask for together. */
interface Asking {
	ids: Id[];
	/** An id that has rows, asked for behind the others. */
	control?: Id;
	/** The answer that left these ids out. */
	leftOutOf?: { ids: Id[]; rows: number };
	/** Whether they were asked for before, and nobody had rows. */
	isSecond?: true;
}

/** Bytes of an id and its comma in a URL. */
const LONGEST_ID = 20;

/**
 * Reads rows by their ids, as many in one request as its URL takes, and learns how a server answers. Rows are matched by
 * id, since servers were seen that ignore the list and answer with anybody; they may also give fewer rows than asked,
 * quietly, or honour a part of the list. So whoever an answer leaves out is asked for again, with somebody behind them
 * who has a row: that they have none is believed of an answer that holds that one alone, where the server gives more.
 */
export class RowsByIds<Row> {
	private readonly learned = {
		/** The most ids that the server takes, or answers for, at once. */
		cap: Infinity,
		lists: 'unknown' as 'unknown' | 'honoured' | 'ignored' | 'refused',
		/** An id that has rows. */
		known: undefined as Id | undefined,
		/** The most rows of an answer: one with fewer was not cut short. */
		mostRows: 0,
		/** Rows of an answer that was cut short: as many as the server gives. */
		fullAnswer: Infinity,
		/** The most ids whose list was honoured to its end. */
		honouredIds: 0,
	};
	/** The first requests tell whether the rows may be read at all, and how: the others wait for them. */
	private learning: Promise<unknown> | undefined;

	/** @param concurrency the most requests at once */
	constructor(private readonly concurrency: number) {}

	/**
	 * @param take is given all rows of an id together, and again where those before were not all of them
	 * @param isOver whether nobody waits for the rows any more
	 */
	async read(
		call: CallByIds<Row>,
		ids: Iterable<Id>,
		take: (id: WireId, rows: Row[]) => void,
		isOver: () => boolean,
	): Promise<void> {
		const singly: Id[] = [];
		let queue: Asking[] = [{ ids: [...ids] }];
		while (queue.length > 0 && !isOver()) {
			const next: Asking[] = [];
			await forEachConcurrently(this.concurrency, this.batches(queue, call.urlBytes), async (asking) => {
				if (isOver()) return;
				const again = await this.afterFirst(async () => await this.ask(call, asking, take));
				if (again === 'singly') for (const id of asking.ids) singly.push(id);
				else for (const each of again) next.push(each);
			});
			queue = next;
		}
		const { lists } = this.learned;
		if (singly.length > 0 && (lists === 'ignored' || lists === 'refused')) call.saySingly(lists);
		await forEachConcurrently(this.concurrency, singly, async (id) => {
			if (isOver()) return;
			const rows = await call.askSingly(id);
			if (rows.length > 0) take(toWireId(id), rows);
		});
	}

	private async afterFirst<T>(work: () => Promise<T>): Promise<T> {
		while (this.learning) await this.learning;
		const working = work();
		if (this.learned.lists === 'unknown')
			this.learning = settled(working).then(() => (this.learning = undefined));
		return await working;
	}

	/** Cuts ids into batches of one request each; they shrink when a request takes less. */
	private *batches(queue: Asking[], urlBytes: number): Generator<Asking> {
		for (const { ids, ...more } of queue) {
			const room = more.control === undefined ? 0 : 1;
			const limits = () => ({ count: this.learned.cap - room, bytes: urlBytes - room * LONGEST_ID });
			for (const batch of urlBatches(limits, ids)) yield { ids: batch, ...more };
		}
	}

	/** Asks once; gives what has to be asked for again, or that these ids have to be asked for alone. */
	private async ask(
		call: CallByIds<Row>,
		asking: Asking,
		take: (id: WireId, rows: Row[]) => void,
	): Promise<Asking[] | 'singly'> {
		const { learned } = this;
		const { ids, control } = asking;
		if (learned.lists === 'ignored' || learned.lists === 'refused') return 'singly';
		if (ids.length > 1 && ids.length > learned.cap) return [asking];
		const rows = await call.ask(control === undefined ? ids : [...ids, control]);
		if (rows === 'too many') return this.withFewer(asking);
		if (rows === 'refused') {
			// Where others were answered for, it is this id that is refused, whatever their number.
			if (learned.lists === 'honoured') learned.cap = Infinity;
			else learned.lists = 'refused';
			return 'singly';
		}
		const wanted = new Set(ids.map(toWireId));
		const found = new Map<WireId, Row[]>();
		for (const row of rows) {
			const id = call.idOf(row);
			if (!wanted.has(id) && String(id) !== control) {
				learned.lists = 'ignored';
				return 'singly';
			}
			const own = found.get(id);
			if (own) own.push(row);
			else found.set(id, [row]);
		}
		learned.mostRows = Math.max(learned.mostRows, rows.length);
		// Of the last id it may hold a part.
		if (!call.isUnique && ids.length > 1 && rows.length >= learned.fullAnswer) return this.withFewer(asking);
		const hasControl =
			control !== undefined && !wanted.has(toWireId(control)) && found.delete(toWireId(control));
		for (const [id, own] of found) take(id, own);
		return found.size > 0
			? this.afterSome(call, asking, found, rows.length)
			: await this.afterNone(call, asking, hasControl && rows.length);
	}

	private afterSome(
		call: CallByIds<Row>,
		{ ids, leftOutOf }: Asking,
		found: Map<WireId, Row[]>,
		rows: number,
	): Asking[] {
		const { learned } = this;
		learned.lists = 'honoured';
		[learned.known] = [...found.keys()].map(String);
		if (leftOutOf) {
			// The earlier answer left them out, though they have rows: it was as much as the server gives at once.
			learned.fullAnswer = Math.min(learned.fullAnswer, leftOutOf.rows);
			if (!call.isUnique) return [{ ids: leftOutOf.ids }];
			learned.cap = Math.min(learned.cap, leftOutOf.rows);
		}
		const missing = ids.filter((id) => !found.has(toWireId(id)));
		if (found.has(toWireId(ids[ids.length - 1]))) this.honoured(ids.length);
		return missing.length === 0 || (ids.length <= learned.honouredIds && rows < learned.mostRows)
			? []
			: [{ ids: missing, control: learned.known, leftOutOf: { ids, rows } }];
	}

	/** @param controlRows how many rows of the control the answer held; false where it was not asked for, or left out */
	private async afterNone(
		call: CallByIds<Row>,
		asking: Asking,
		controlRows: number | false,
	): Promise<Asking[] | 'singly'> {
		const { learned } = this;
		const { ids, control } = asking;
		if (controlRows !== false) {
			// It may have been all that the server gives at once.
			if (controlRows >= learned.mostRows) return 'singly';
			learned.lists = 'honoured';
			this.honoured(ids.length + 1);
			return [];
		}
		if (control === undefined) {
			if (learned.known === undefined && ids.length > 1) await this.findAnyone(call);
			if (learned.known !== undefined) return [{ ...asking, control: learned.known }];
			if (call.anyone) return 'singly';
			if (!asking.isSecond) return [{ ...asking, isSecond: true }];
			learned.lists = 'honoured';
			return [];
		}
		// The list was not honoured to its end, or not at all.
		const alone = await call.ask([control]);
		if (typeof alone === 'object' && alone.some((row) => String(call.idOf(row)) === control))
			return this.withFewer(asking);
		learned.lists = 'ignored';
		return 'singly';
	}

	private async findAnyone(call: CallByIds<Row>): Promise<void> {
		const some = (await call.anyone?.()) ?? [];
		[this.learned.known] = some;
		this.learned.mostRows = Math.max(this.learned.mostRows, some.length);
	}

	private withFewer(asking: Asking): Asking[] | 'singly' {
		const { length } = asking.ids;
		if (length === 1) return 'singly';
		this.learned.cap = Math.min(this.learned.cap, Math.ceil(length / 2));
		return [asking];
	}

	private honoured(ids: number): void {
		this.learned.honouredIds = Math.max(this.learned.honouredIds, ids);
	}
}

const settled = async (promise: Promise<unknown>): Promise<unknown> => await promise.catch(() => undefined);
