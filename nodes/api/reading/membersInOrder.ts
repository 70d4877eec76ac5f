import { compareIds, type Id } from '../ids';
import { MemberList, memberPages, MOST_ROWS } from './memberPages';
import { membersJoined } from './membersJoined';
import type { MemberFilter, Membership, MemberSort, Order } from '../types';
import type { Send } from '../request';

/** Which part of a list to give. */
interface Part {
	/** Membership id to start after; for the order of ids, ascending. */
	since?: Id;
	/** The first so many. */
	limit?: number;
	/** When they joined: UTC, `2016-11-11T11:11:11`, both ends included. */
	from?: string;
	until?: string;
}

/**
 * Memberships in any order, each once.
 *
 * Whole lists and those of people who joined in a range are read by ascending id, side by side, and sorted here where
 * another order is asked for: of a field that several memberships share, a page may end between equals, and the next one
 * would begin after them. A limited list is read in its order where that costs nobody: by id, by a field that is unique
 * under the filter, or with a single answer.
 * @param concurrency the most requests at once
 */
export async function* membersInOrder(
	send: Send,
	concurrency: number,
	filter: MemberFilter,
	{ sortBy: field, direction }: Order<MemberSort>,
	{ since, limit = Infinity, from, until }: Part = {},
): AsyncGenerator<Membership[]> {
	// Where the filter leaves a single value of the field, the order of ids serves as well.
	const sortBy = field !== 'id' && filter[field] !== undefined ? 'id' : field;
	const order = { sortBy, direction };
	const isRange = from !== undefined || until !== undefined;
	if (sortBy === 'id' && direction === 'asc' && (isRange || limit === Infinity))
		return yield* firstOf(limit, membersJoined(send, concurrency, filter, { from, until, since }));
	if (!isRange) {
		if (sortBy === 'id' || (limit < Infinity && isUnique(sortBy, filter)))
			return yield* memberPages(send, filter, order, { since, limit });
		if (limit <= MOST_ROWS) {
			const page = await new MemberList(send, filter, order).page(undefined, limit);
			if (page.length >= limit) return yield page.slice(0, limit);
		}
	}
	yield* firstOf(limit, sorted(membersJoined(send, concurrency, filter, { from, until }), order));
}

async function* sorted(
	pages: AsyncIterable<Membership[]>,
	{ sortBy, direction }: Order<MemberSort>,
): AsyncGenerator<Membership[]> {
	const all: Membership[] = [];
	for await (const page of pages) for (const row of page) all.push(row);
	const sign = direction === 'asc' ? 1 : -1;
	all.sort((one, other) => sign * (compareIds(one[sortBy], other[sortBy]) || compareIds(one.id, other.id)));
	for (let start = 0; start < all.length; start += MOST_ROWS) yield all.slice(start, start + MOST_ROWS);
}

async function* firstOf(limit: number, pages: AsyncIterable<Membership[]>): AsyncGenerator<Membership[]> {
	let left = limit;
	for await (const page of pages) {
		yield page.length > left ? page.slice(0, left) : page;
		left -= page.length;
		if (left <= 0) return;
	}
}

/** Whether no two memberships have the same value: a customer is in a group once. */
const isUnique = (field: MemberSort, { listId, customerId }: MemberFilter): boolean =>
	(field === 'customerId' && listId !== undefined) || (field === 'listId' && customerId !== undefined);
