import { compareIds } from '../ids';
import { MemberList, memberPages, MOST_ROWS, type Range } from './memberPages';
import { membersSideBySide } from './sideBySide';
import type { MemberFilter, Membership, MemberSort, Order } from '../types';
import type { Send } from '../request';

/**
 * Memberships in any order, each once, all of them or the first `limit`.
 *
 * A list without a limit by ascending id is read side by side. Sorted by a field that several memberships share, a page
 * may end between equals, and the next one would begin after them: such a list is read whole by id and sorted here,
 * unless a single answer is all that is asked for. With a limit, a field that is unique under the filter is paged by.
 * @param width the most requests at once
 */
export async function* membersInOrder(
	send: Send,
	width: number,
	filter: MemberFilter,
	{ sortBy: field, direction }: Order<MemberSort>,
	{ since, limit = Infinity }: Omit<Range, 'rows'> = {},
): AsyncGenerator<Membership[]> {
	// Where the filter leaves a single value of the field, the order of ids serves as well.
	const sortBy = field !== 'id' && filter[field] !== undefined ? 'id' : field;
	const order = { sortBy, direction };
	if (sortBy === 'id' && direction === 'asc' && limit === Infinity)
		return yield* membersSideBySide(send, width, filter, since);
	if (sortBy === 'id' || (limit < Infinity && isUnique(sortBy, filter)))
		return yield* memberPages(send, filter, order, { since, limit });
	if (limit <= MOST_ROWS) {
		const page = await new MemberList(send, filter, order).page(since, limit);
		if (page.length >= limit) return yield page.slice(0, limit);
	}
	const all: Membership[] = [];
	for await (const page of membersSideBySide(send, width, filter)) for (const row of page) all.push(row);
	const sign = direction === 'asc' ? 1 : -1;
	all.sort((one, other) => sign * (compareIds(one[sortBy], other[sortBy]) || compareIds(one.id, other.id)));
	for (let start = 0; start < Math.min(all.length, limit); start += MOST_ROWS)
		yield all.slice(start, Math.min(start + MOST_ROWS, limit));
}

/** Whether no two memberships have the same value: a customer is in a group once. */
const isUnique = (field: MemberSort, { listId, customerId }: MemberFilter): boolean =>
	(field === 'customerId' && listId !== undefined) || (field === 'listId' && customerId !== undefined);
