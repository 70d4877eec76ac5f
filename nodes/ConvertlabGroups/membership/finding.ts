import { eachOf } from '../../api/batches';
import { countMembers, listMembers } from '../../api/endpoints';
import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import { MOST_ROWS } from '../../api/reading/memberPages';
import { unexpectedShape } from '../../api/readers';
import { settle } from '../../api/result';
import { membersSideBySide } from '../../api/reading/sideBySide';
import type { Membership } from '../../api/types';
import type { Send } from '../../api/request';

/** Up to this many customers are asked for one by one, without asking for the size of the group. */
export const FEW = 8;
const BY_ID = { sortBy: 'id', direction: 'asc' } as const;

/**
 * Finds which of these customers are in the group, with their memberships: one by one when they are few, else by reading
 * the group from its beginning where that takes fewer requests.
 * @param width the most requests at once
 * @param onRefusal called with a refusal that concerns one customer alone; without it, that is thrown
 */
export async function findMembers(
	send: Send,
	width: number,
	listId: Id,
	customers: Iterable<Id>,
	onRefusal?: (customerId: Id, refusal: Refusal) => void,
): Promise<Map<Id, Membership>> {
	const found = new Map<Id, Membership>();
	const missing = new Set(customers);
	const size = missing.size > FEW ? await sizeOf(send, listId) : undefined;
	if (size !== undefined && pagesLeft(size, MOST_ROWS) < missing.size) {
		const scan = await readUntilFound(membersSideBySide(send, width, { listId }), size, missing, found);
		if (scan === 'whole') return found;
	}
	await eachOf(width, missing, async (customerId) => {
		const asked = await settle(send(listMembers({ listId, customerId }, BY_ID, 1)));
		if (asked instanceof Refusal) {
			if (!onRefusal || asked.concernsEverything) throw asked;
			return onRefusal(customerId, asked);
		}
		const rows = asked;
		const own = rows.find((row) => String(row.customerId) === customerId && String(row.listId) === listId);
		if (own) found.set(customerId, own);
		else if (rows.length > 0) throw unexpectedShape('a membership of the customer that was asked for');
	});
	return found;
}

/** Reads the group until all are found, it ends, or its pages are so small that asking one by one takes fewer requests. */
async function readUntilFound(
	pages: AsyncIterable<Membership[]>,
	size: number,
	missing: Set<Id>,
	found: Map<Id, Membership>,
): Promise<'whole' | 'given up'> {
	let read = 0;
	let rows = 1;
	for await (const page of pages) {
		for (const membership of page) {
			const customer = String(membership.customerId);
			if (missing.delete(customer)) found.set(customer, membership);
		}
		read += page.length;
		rows = Math.max(rows, page.length);
		if (missing.size === 0) return 'whole';
		if (pagesLeft(size - read, rows) > missing.size) return 'given up';
	}
	return 'whole';
}

/** Requests to the end of this many members, including the empty one at the end. */
const pagesLeft = (members: number, rows: number): number => Math.ceil(Math.max(0, members) / rows) + 1;

/** The number of members; undefined where DM Hub does not say. */
async function sizeOf(send: Send, listId: Id): Promise<number | undefined> {
	const counted = await settle(send(countMembers(listId)));
	if (!(counted instanceof Refusal)) return counted;
	if (counted.concernsEverything) throw counted;
	return undefined;
}
