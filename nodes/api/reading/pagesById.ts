import { listMembers } from '../endpoints';
import { compareIds, type Id } from '../ids';
import { inOrder, repeating, signOf } from './pageOrder';
import type { MemberFilter, Membership, SortDirection } from '../types';
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

/** A membership's id is unique, so the last one of a page is the exclusive bound of the next. */
export async function* pagesById(
	send: Send,
	filter: MemberFilter,
	direction: SortDirection,
	{ since, limit = Infinity, rows = MOST_ROWS }: Range = {},
): AsyncGenerator<Membership[]> {
	const order = { sortBy: 'id', direction } as const;
	const sign = signOf(direction);
	let bound = since;
	for (let left = limit; left > 0;) {
		const answer = await send(listMembers(filter, order, Math.min(rows, left), bound));
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
