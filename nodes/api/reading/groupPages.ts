import { listGroups } from '../endpoints';
import type { WireId } from '../ids';
import type { Group, GroupSort, Order } from '../types';
import type { Send } from '../request';

/** Rows to ask for in a page of groups. */
export const GROUP_ROWS = 1_000;

/**
 * Groups page by page, each once. A server may cap `rows`, and may count `total` and the start of a page by either size;
 * so a short first page sets the size of all others, and only a page with nothing new is the end.
 */
export async function* groupPages(
	send: Send,
	order: Order<GroupSort> = { sortBy: 'id', direction: 'asc' },
	limit = Infinity,
): AsyncGenerator<Group[]> {
	const given = new Set<WireId>();
	let rows = Math.min(GROUP_ROWS, limit);
	for (let page = 1; given.size < limit; page += 1) {
		const answer = await send(listGroups(order, page, rows));
		const groups = answer.filter(({ id }) => !given.has(id)).slice(0, limit - given.size);
		if (groups.length === 0) return;
		if (page === 1 && answer.length < rows) rows = answer.length;
		for (const { id } of groups) given.add(id);
		yield groups;
	}
}
