import { listMembers } from '../endpoints';
import { Refusal } from '../errors';
import { compareIds, isLong, moved, type Id, type WireId } from '../ids';
import { readMemberships } from '../http/rows';
import type { MemberFilter, MemberSort, Membership, Order, SortDirection } from '../types';
import type { Send } from '../request';

/** The most rows that DM Hub gives in one answer of members. */
export const MOST_ROWS = 10_000;

/** Which part of a list to read. */
export interface Range {
	/** Membership id to start after (below, when descending); for the order by id. */
	since?: Id;
	/** The most memberships to give; no more rows are asked for. */
	limit?: number;
	/** Rows per request. */
	rows?: number;
}

/**
 * Memberships, page by page, each one once. A page shorter than asked proves nothing, since servers quietly give
 * fewer rows: only an empty answer is the end.
 */
export function memberPages(
	send: Send,
	filter: MemberFilter,
	order: Order<MemberSort> = { sortBy: 'id', direction: 'asc' },
	range: Range = {},
): AsyncGenerator<Membership[]> {
	// Where the filter leaves one value of the field, every order by that field is the order by id.
	const fixed = order.sortBy !== 'id' && filter[order.sortBy] !== undefined;
	if (order.sortBy === 'id' || fixed) return byId(send, filter, order.direction, range);
	return byTiedField(send, filter, { ...order, sortBy: order.sortBy }, range.limit ?? Infinity);
}

/** A membership's id is unique, so the last one of a page is the exclusive bound of the next. */
async function* byId(
	send: Send,
	filter: MemberFilter,
	direction: SortDirection,
	{ since, limit = Infinity, rows = MOST_ROWS }: Range = {},
): AsyncGenerator<Membership[]> {
	const order = { sortBy: 'id', direction } as const;
	const sign = direction === 'asc' ? 1 : -1;
	let bound = since;
	for (let left = limit; left > 0;) {
		const answer = readMemberships(await send(listMembers(filter, order, Math.min(rows, left), bound)));
		if (answer.length === 0) return;
		const page = inOrder(answer, sign).filter(
			(row) => bound === undefined || sign * compareIds(row.id, bound) > 0,
		);
		if (page.length === 0) throw repeating();
		if (page.length > left) page.length = left;
		left -= page.length;
		bound = String(page[page.length - 1].id);
		yield page;
	}
}

/** The membership with the highest id, or undefined when there is none. */
export async function newestMember(send: Send, filter: MemberFilter): Promise<Membership | undefined> {
	const [newest] = readMemberships(await send(listMembers(filter, { sortBy: 'id', direction: 'desc' }, 1)));
	return newest;
}

/**
 * A field that several memberships share: a page may be cut in the middle of equal values, and the exclusive bound
 * would lose the rest of them. So the last value is asked for again with the next page, and what was given already is
 * left out. Where equal values fill a whole page, they are read on their own, by the filter.
 */
async function* byTiedField(
	send: Send,
	filter: MemberFilter,
	order: Order<'listId' | 'customerId'>,
	limit: number,
): AsyncGenerator<Membership[]> {
	const sign = order.direction === 'asc' ? 1 : -1;
	let last: Id | undefined;
	let given = new Set<WireId>();
	let tiesAreGiven = false;
	let left = limit;

	const take = (rows: Membership[]): Membership[] => {
		const page = rows.filter(({ id, [order.sortBy]: value }) => {
			const beyond = last === undefined ? 1 : sign * compareIds(value, last);
			return beyond > 0 || (beyond === 0 && !tiesAreGiven && !given.has(id));
		});
		if (page.length > left) page.length = left;
		left -= page.length;
		for (const { id, [order.sortBy]: value } of page) {
			if (String(value) !== last) given = new Set();
			last = String(value);
			given.add(id);
		}
		return page;
	};

	while (left > 0) {
		const again = last === undefined || tiesAreGiven ? last : moved(last, BigInt(-sign));
		const wanted = Math.min(MOST_ROWS, left + (tiesAreGiven ? 0 : given.size));
		// Above the largest Long there is no bound to ask with: the ties of that one value are read on their own.
		const beyondLong = again !== undefined && !isLong(again);
		const rows = beyondLong ? [] : readMemberships(await send(listMembers(filter, order, wanted, again)));
		const page = take(inOrder(rows, sign, order.sortBy));
		if (page.length > 0) {
			tiesAreGiven = false;
			yield page;
		} else if (last === undefined || tiesAreGiven) {
			if (rows.length > 0) throw repeating();
			return;
		} else {
			for await (const ties of byId(send, { ...filter, [order.sortBy]: last }, 'asc')) {
				const rest = take(ties);
				if (rest.length > 0) yield rest;
				if (left === 0) return;
			}
			tiesAreGiven = true;
		}
	}
}

function inOrder(rows: Membership[], sign: number, field: MemberSort = 'id'): Membership[] {
	return rows.sort((one, other) => sign * compareIds(one[field], other[field]));
}

export function repeating(): Refusal {
	return new Refusal({
		kind: 'unreadable',
		work: 'undone',
		message: 'DM Hub sends the same members again instead of the next ones',
		description:
			'The list cannot be read to its end, so nothing of it is given. Ask Convertlab with this message.',
	});
}
