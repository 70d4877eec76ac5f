import { listMembers } from '../endpoints';
import { pagesById, type Range } from './pagesById';
import { pagesByTiedField } from './pagesByTiedField';
import type { MemberFilter, MemberSort, Membership, Order } from '../types';
import type { Send } from '../request';

export { MOST_ROWS } from './pagesById';

/**
 * Memberships page by page, each once. A short page proves nothing, since servers may quietly give fewer rows than asked
 * for: only an empty answer is the end.
 */
export function memberPages(
	send: Send,
	filter: MemberFilter,
	{ sortBy, direction }: Order<MemberSort> = { sortBy: 'id', direction: 'asc' },
	range: Range = {},
): AsyncGenerator<Membership[]> {
	// Where the filter leaves a single value of the field, order by id serves as well.
	if (sortBy === 'id' || filter[sortBy] !== undefined) return pagesById(send, filter, direction, range);
	return pagesByTiedField(send, filter, { sortBy, direction }, range.limit ?? Infinity);
}

/** The membership with the highest id, or undefined when there is none. */
export async function newestMember(send: Send, filter: MemberFilter): Promise<Membership | undefined> {
	const [newest] = await send(listMembers(filter, { sortBy: 'id', direction: 'desc' }, 1));
	return newest;
}
