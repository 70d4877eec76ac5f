import { listMembers } from '../endpoints';
import { compareIds, isLong, moved, type Id, type WireId } from '../ids';
import { inOrder, repeating, signOf } from './pageOrder';
import { MOST_ROWS, pagesById } from './pagesById';
import type { MemberFilter, Membership, Order } from '../types';
import type { Send } from '../request';

/** A field that several memberships share. */
type TiedField = 'listId' | 'customerId';

/**
 * Memberships in the order of a field whose values repeat: a page may end inside equal values, and the exclusive bound
 * would lose the rest of them. So the next page asks for the last value again, and what was given already is left out.
 * Where equal values fill a whole page, they are read separately, with the filter.
 */
export async function* pagesByTiedField(
	send: Send,
	filter: MemberFilter,
	order: Order<TiedField>,
	limit: number,
): AsyncGenerator<Membership[]> {
	const cursor = new TiedCursor(order, limit);
	while (cursor.left > 0) {
		const { bound, value } = cursor;
		// No bound lies beyond the largest Long: the memberships with that value are read separately.
		const canAsk = bound === undefined || isLong(bound);
		const rows = canAsk ? await send(listMembers(filter, order, cursor.rows, bound)) : [];
		const page = cursor.take(rows);
		if (page.length > 0) yield page;
		else if (value !== undefined) {
			for await (const ties of pagesById(send, { ...filter, [order.sortBy]: value }, 'asc')) {
				const rest = cursor.take(ties);
				if (rest.length > 0) yield rest;
				if (cursor.left === 0) return;
			}
			cursor.endValue();
		} else if (rows.length > 0) throw repeating();
		else return;
	}
}

/** The position of a reading. */
class TiedCursor {
	private last: Id | undefined;
	/** Whether all memberships of the last value were given. */
	private isValueDone = true;
	/** The memberships of the last value that were given. */
	private given = new Set<WireId>();
	private readonly field: TiedField;
	private readonly sign: 1 | -1;

	/** @param left how many memberships are still wanted */
	constructor(
		{ sortBy, direction }: Order<TiedField>,
		public left: number,
	) {
		this.field = sortBy;
		this.sign = signOf(direction);
	}

	/** The value that more memberships may have; undefined where none can. */
	get value(): Id | undefined {
		return this.isValueDone ? undefined : this.last;
	}

	/** The exclusive bound of the next request; it includes the last value again while that is not done. */
	get bound(): Id | undefined {
		return this.value === undefined ? this.last : moved(this.value, BigInt(-this.sign));
	}

	/** Rows to ask for, including those that come again. */
	get rows(): number {
		return Math.min(MOST_ROWS, this.left + (this.isValueDone ? 0 : this.given.size));
	}

	/** The rows of an answer that are new, in order. */
	take(rows: Membership[]): Membership[] {
		const page = inOrder(rows, this.sign, this.field).filter((row) => this.isNew(row));
		if (page.length > this.left) page.length = this.left;
		this.left -= page.length;
		for (const row of page) this.pass(row);
		return page;
	}

	/** All memberships of the last value were given. */
	endValue(): void {
		this.isValueDone = true;
	}

	private isNew({ id, [this.field]: value }: Membership): boolean {
		const beyond = this.last === undefined ? 1 : this.sign * compareIds(value, this.last);
		return beyond > 0 || (beyond === 0 && !this.isValueDone && !this.given.has(id));
	}

	private pass({ id, [this.field]: value }: Membership): void {
		if (String(value) !== this.last) this.given = new Set();
		this.last = String(value);
		this.given.add(id);
		this.isValueDone = false;
	}
}
