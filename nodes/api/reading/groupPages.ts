import { listGroups } from '../endpoints';
import { Refusal } from '../errors';
import type { WireId } from '../ids';
import { settle } from '../promises';
import type { Group, GroupSort, Order } from '../types';
import type { Send } from '../request';

/** Rows to ask for in a page of groups. */
const GROUP_ROWS = 1_000;
/** Rows to ask for where a server refuses so many: the reference names no most. */
const FEWER_ROWS = 100;

/**
 * Groups page by page, each once. A server may cap `rows`, and may count `total` and the start of a page by either size;
 * so a short first page sets the size of all others, and neither a short nor an empty page tells the end.
 *
 * By id, the last group of the list tells it. Where that was on no page, pages were missing or groups have moved up
 * because another was deleted: all pages are asked for once more, and then the list is refused. By any other field,
 * several groups may be last, so a page without new groups is asked for once more.
 */
export async function* groupPages(
	send: Send,
	order: Order<GroupSort> = { sortBy: 'id', direction: 'asc' },
	limit = Infinity,
): AsyncGenerator<Group[]> {
	const isById = order.sortBy === 'id';
	const given = new Set<WireId>();
	let rows = Math.min(GROUP_ROWS, limit);
	let last: Group | undefined;
	/** The page without new groups after which all are asked for again. */
	let readTo = 0;
	for (let page = 1; given.size < limit; page += 1) {
		const answer = await settle(send(listGroups(order, page, rows)));
		if (answer instanceof Refusal) {
			if (page > 1 || rows <= FEWER_ROWS || !isAboutRows(answer)) throw answer;
			rows = FEWER_ROWS;
			page = 0;
			continue;
		}
		const groups = unseen(answer, given).slice(0, limit - given.size);
		for (const { id } of groups) given.add(id);
		if (groups.length > 0) yield groups;
		const isShort = answer.length > 0 && answer.length < rows;
		if (isById && isShort && given.size < limit) last ??= await lastOf(send, order);
		if (last && given.has(last.id)) return;
		if (page === 1 && readTo === 0 && isShort) rows = answer.length;
		if (groups.length > 0 || page < readTo) continue;
		if (isById) {
			last = await lastOf(send, order);
			if (last ? given.has(last.id) : given.size === 0) return;
		}
		if (readTo > 0) {
			if (isById) throw cutShort(last);
			return;
		}
		readTo = page;
		page = isById ? 0 : page - 1;
	}
}

/**
 * Whether a group may have been on no page that was read: when one is deleted meanwhile, the groups after it move up,
 * and one of them may move to a page that was read already. Only a single page that is not full holds all.
 */
export const mayHaveShifted = (pages: number, groups: number): boolean => pages > 1 || groups >= GROUP_ROWS;

const isAboutRows = ({ kind, serverMessage = '' }: Refusal): boolean =>
	kind === 'size' || (kind === 'refused' && /\brows\b|page.?size|每页|条数|行数|记录数/i.test(serverMessage));

/** The groups of an answer that were not given before, each once. */
function unseen(answer: Group[], given: Set<WireId>): Group[] {
	const groups = new Map<WireId, Group>();
	for (const group of answer) if (!given.has(group.id)) groups.set(group.id, group);
	return [...groups.values()];
}

/** The group that the list ends with at this moment, which is the first in the opposite order. */
async function lastOf(send: Send, { sortBy, direction }: Order<GroupSort>): Promise<Group | undefined> {
	const opposite = { sortBy, direction: direction === 'asc' ? 'desc' : 'asc' } as const;
	const [last] = await send(listGroups(opposite, 1, 1));
	return last;
}

const cutShort = (last: Group | undefined): Refusal =>
	new Refusal({
		kind: 'unreadable',
		work: 'undone',
		message: last
			? `DM Hub did not list all groups: group ${last.id} is missing from every page`
			: 'DM Hub did not list all groups: it listed some, and then none',
		description: 'The list cannot be read completely, so it was not used. Try again later.',
	});
