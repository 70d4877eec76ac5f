import { listMembers } from '../endpoints';
import { Refusal } from '../errors';
import { compareIds, type Id } from '../ids';
import { newestMember } from './memberPages';
import { inOrder, repeating } from './pageOrder';
import type { MemberFilter, Membership } from '../types';
import type { Send } from '../request';

const BY_ID = { sortBy: 'id', direction: 'asc' } as const;

export const isBeyond = ({ id }: Membership, since: Id | undefined): boolean =>
	since === undefined || compareIds(id, since) > 0;

/** The first memberships after `since`, ids ascending; the server decides how many. */
export async function rowsAfter(
	send: Send,
	filter: MemberFilter,
	since: Id | undefined,
	rows: number,
): Promise<Membership[]> {
	const page = inOrder(await send(listMembers(filter, BY_ID, rows, since)), 1);
	if (page.length > 0 && !isBeyond(page[0], since)) throw repeating();
	return page;
}

/**
 * The same, but an empty answer is believed only when the newest membership confirms it. One in the middle would cut the
 * list short, and a sync would take that for the whole group, so it is asked for once more and then refused.
 */
export async function surelyRowsAfter(
	send: Send,
	filter: MemberFilter,
	since: Id | undefined,
	rows: number,
): Promise<Membership[]> {
	const page = await rowsAfter(send, filter, since, rows);
	if (page.length > 0) return page;
	const newest = await newestMember(send, filter);
	if (!newest || !isBeyond(newest, since)) return [];
	const again = await rowsAfter(send, filter, since, rows);
	if (again.length > 0) return again;
	throw new Refusal({
		kind: 'unreadable',
		work: 'undone',
		message: `DM Hub sent no members after membership ${since ?? 0}, though its newest is ${newest.id}`,
		description: 'The list cannot be read completely, so none of it was used. Try again later.',
	});
}
