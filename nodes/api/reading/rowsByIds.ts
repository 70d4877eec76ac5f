import { forEachConcurrently } from '../promises';
import { urlBatches } from '../request';
import { toWireId, type Id, type WireId } from '../ids';

/** A call that takes a list of ids in its URL, and answers with the rows of these ids. Its functions throw Refusals. */
export interface CallByIds<Row> {
	/** Bytes that the ids and their commas may take in a URL. */
	urlBytes: number;
	idOf(row: Row): WireId;
	/** `too many`: fewer may be accepted; `refused`: one id alone. */
	rowsOf(ids: Id[]): Promise<Row[] | 'too many' | 'refused'>;
	/** The rows of one id, where lists of ids are of no use. */
	rowsOfOne(id: Id): Promise<Row[]>;
	/** The ids of two who have a row, no matter who. Where there is no such call, two answers without rows are believed. */
	anyone?(): Promise<Id[]>;
	/** Whether an id has one row at most; of several, an answer that is cut short may hold a part. */
	isUnique: boolean;
	/** Tells the user that ids are asked for one by one. */
	saySingly(why: 'ignored' | 'refused'): void;
}

/** Ids to ask for in one request, once it has been cut to the size that a request takes. */
interface Batch {
	ids: Id[];
	/** An id that has rows, asked for behind the others. */
	control?: Id;
	/** The answer that left these ids out. */
	leftOutOf?: { ids: Id[]; rows: number };
	/** Whether they were asked for before, and nobody had rows. */
	isSecond?: true;
}

/** The rows that an answer held, by id; and the ids to ask for again, or that these have to be asked for one by one. */
interface Outcome<Row> {
	found?: Map<WireId, Row[]>;
	next: Batch[] | 'singly';
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
	 * What is kept of each id that has rows.
	 * @param keep is given all rows of an id together, and again where those before were not all of them
	 * @param isOver whether nobody waits for the rows any more
	 */
	async read<T>(
		call: CallByIds<Row>,
		ids: Iterable<Id>,
		keep: (rows: Row[]) => T,
		isOver: () => boolean,
	): Promise<Map<WireId, T>> {
		const kept = new Map<WireId, T>();
		const singly: Id[] = [];
		let queue: Batch[] = [{ ids: [...ids] }];
		while (queue.length > 0 && !isOver()) {
			const again: Batch[] = [];
			await forEachConcurrently(this.concurrency, this.batches(queue, call.urlBytes), async (batch) => {
				if (isOver()) return;
				const { found, next } = await this.afterFirst(async () => await this.request(call, batch));
				for (const [id, rows] of found ?? []) kept.set(id, keep(rows));
				if (next === 'singly') for (const id of batch.ids) singly.push(id);
				else for (const each of next) again.push(each);
			});
			queue = again;
		}
		const { lists } = this.learned;
		if (singly.length > 0 && (lists === 'ignored' || lists === 'refused')) call.saySingly(lists);
		await forEachConcurrently(this.concurrency, singly, async (id) => {
			if (isOver()) return;
			const rows = await call.rowsOfOne(id);
			if (rows.length > 0) kept.set(toWireId(id), keep(rows));
		});
		return kept;
	}

	private async afterFirst<T>(work: () => Promise<T>): Promise<T> {
		while (this.learning) await this.learning;
		const working = work();
		if (this.learned.lists === 'unknown')
			this.learning = settled(working).then(() => (this.learning = undefined));
		return await working;
	}

	/** Cuts ids into batches of one request each; they shrink when a request takes less. */
	private *batches(queue: Batch[], urlBytes: number): Generator<Batch> {
		for (const { ids, ...more } of queue) {
			const room = more.control === undefined ? 0 : 1;
			const limits = () => ({ count: this.learned.cap - room, bytes: urlBytes - room * LONGEST_ID });
			for (const part of urlBatches(limits, ids)) yield { ids: part, ...more };
		}
	}

	private async request(call: CallByIds<Row>, batch: Batch): Promise<Outcome<Row>> {
		const { learned } = this;
		const { ids, control } = batch;
		if (learned.lists === 'ignored' || learned.lists === 'refused') return { next: 'singly' };
		if (ids.length > 1 && ids.length > learned.cap) return { next: [batch] };
		const rows = await call.rowsOf(control === undefined ? ids : [...ids, control]);
		if (rows === 'too many') return { next: this.withFewer(batch) };
		if (rows === 'refused') {
			// Where others were answered for, it is this id that is refused, whatever their number.
			if (learned.lists === 'honoured') learned.cap = Infinity;
			else learned.lists = 'refused';
			return { next: 'singly' };
		}
		const wanted = new Set(ids.map(toWireId));
		const found = new Map<WireId, Row[]>();
		for (const row of rows) {
			const id = call.idOf(row);
			if (!wanted.has(id) && String(id) !== control) {
				learned.lists = 'ignored';
				return { next: 'singly' };
			}
			const own = found.get(id);
			if (own) own.push(row);
			else found.set(id, [row]);
		}
		learned.mostRows = Math.max(learned.mostRows, rows.length);
		// Of the last id it may hold a part.
		if (!call.isUnique && ids.length > 1 && rows.length >= learned.fullAnswer)
			return { next: this.withFewer(batch) };
		const hasControl =
			control !== undefined && !wanted.has(toWireId(control)) && found.delete(toWireId(control));
		return found.size > 0
			? { found, next: this.afterSome(call, batch, found, rows.length) }
			: { next: await this.afterNone(call, batch, hasControl && rows.length) };
	}

	private afterSome(
		call: CallByIds<Row>,
		{ ids, leftOutOf }: Batch,
		found: Map<WireId, Row[]>,
		rows: number,
	): Batch[] {
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
		batch: Batch,
		controlRows: number | false,
	): Promise<Batch[] | 'singly'> {
		const { learned } = this;
		const { ids, control } = batch;
		if (controlRows !== false) {
			// It may have been all that the server gives at once.
			if (controlRows >= learned.mostRows) return 'singly';
			learned.lists = 'honoured';
			this.honoured(ids.length + 1);
			return [];
		}
		if (control === undefined) {
			if (learned.known === undefined && ids.length > 1) await this.findAnyone(call);
			if (learned.known !== undefined) return [{ ...batch, control: learned.known }];
			if (call.anyone) return 'singly';
			if (!batch.isSecond) return [{ ...batch, isSecond: true }];
			learned.lists = 'honoured';
			return [];
		}
		// The list was not honoured to its end, or not at all.
		const alone = await call.rowsOf([control]);
		if (typeof alone === 'object' && alone.some((row) => String(call.idOf(row)) === control))
			return this.withFewer(batch);
		learned.lists = 'ignored';
		return 'singly';
	}

	private async findAnyone(call: CallByIds<Row>): Promise<void> {
		const some = (await call.anyone?.()) ?? [];
		[this.learned.known] = some;
		this.learned.mostRows = Math.max(this.learned.mostRows, some.length);
	}

	private withFewer(batch: Batch): Batch[] | 'singly' {
		const { length } = batch.ids;
		if (length === 1) return 'singly';
		this.learned.cap = Math.min(this.learned.cap, Math.ceil(length / 2));
		return [batch];
	}

	private honoured(ids: number): void {
		this.learned.honouredIds = Math.max(this.learned.honouredIds, ids);
	}
}

const settled = async (promise: Promise<unknown>): Promise<unknown> => await promise.catch(() => undefined);
