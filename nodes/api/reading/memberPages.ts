import { listMembers } from '../endpoints';
import { readMemberships } from '../http/rows';
import { pagesById, type Range } from './pagesById';
import { pagesByTiedField } from './pagesByTiedField';
import type { MemberFilter, MemberSort, Membership, Order } from '../types';
import type { Send } from '../request';

export { MOST_ROWS } from './pagesById';

/**
 * Memberships, page by page, each one once. A page shorter than asked proves nothing, since servers quietly give
 * fewer rows: only an empty answer is the end.
 */
export function memberPages(
	send: Send,
	filter: MemberFilter,
	{ sortBy, direction }: Order<MemberSort> = { sortBy: 'id', direction: 'asc' },
	range: Range = {},
): AsyncGenerator<Membership[]> {
	// Where the filter leaves one value of the field, every order by that field is the order by id.
	if (sortBy === 'id' || filter[sortBy] !== undefined) return pagesById(send, filter, direction, range);
	return pagesByTiedField(send, filter, { sortBy, direction }, range.limit ?? Infinity);
}

/** The membership with the highest id, or undefined when there is none. */
export async function newestMember(send: Send, filter: MemberFilter): Promise<Membership | undefined> {
	const [newest] = readMemberships(await send(listMembers(filter, { sortBy: 'id', direction: 'desc' }, 1)));
	return newest;
}
