import fc from 'fast-check';
import { byValue } from './ids';
import type { Request, Send } from '../../nodes/api/request';
import type { Membership, MemberSort, SortDirection } from '../../nodes/api/types';

/** A DM Hub of one function: lists memberships as the reference says, at most `cap` at a time. */
export function hubOf(members: Membership[], cap: number): Send & { asked: Request[] } {
	const asked: Request[] = [];
	const send = async (request: Request): Promise<unknown> => {
		asked.push(request);
		const { listId, customerId, sinceId, rows, sidx, sord } = request.query ?? {};
		const field = sidx as MemberSort;
		const sign = sord === 'desc' ? -1 : 1;
		const items = members
			.filter((row) => listId === undefined || String(row.listId) === listId)
			.filter((row) => customerId === undefined || String(row.customerId) === customerId)
			.filter((row) => sinceId === undefined || sign * byValue(row[field], String(sinceId)) > 0)
			// Equal values come in an order that nobody promises.
			.sort((one, other) => sign * byValue(one[field], other[field]) || byValue(other.id, one.id))
			.slice(0, Math.min(Number(rows), cap));
		return request.read({ items }, 200);
	};
	return Object.assign(send as Send, { asked });
}

/** Memberships of these groups and customers. */
export const membersOf = (pairs: Array<[number, number]>): Membership[] =>
	pairs.map(([listId, customerId], index) => ({
		id: 100 + index * 3,
		listId,
		customerId,
		dateCreated: '',
		lastUpdated: '',
	}));

const pair = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 6 }));
/** Few groups and customers, so that many memberships share one. */
export const pairs = fc.array(pair, { maxLength: 40 });
/** The same, with each customer once in a group. */
export const uniquePairs = fc.uniqueArray(pair, { maxLength: 18, selector: String });
export const direction = fc.constantFrom<SortDirection>('asc', 'desc');

export async function readAll(pages: AsyncIterable<Membership[]>): Promise<Membership[]> {
	const all: Membership[] = [];
	for await (const page of pages) all.push(...page);
	return all;
}
