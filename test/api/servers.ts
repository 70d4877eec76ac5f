import fc from 'fast-check';
import { allMembers } from '../../nodes/api/reading/sideBySide';
import type { Request, Send } from '../../nodes/api/request';
import type { Membership, MemberSort, SortDirection } from '../../nodes/api/types';
import { byValue } from '../support/inputs';

export interface MemberServer {
	send: Send;
	seen: { requests: number; inFlight: number; mostInFlight: number };
	/** The ids of its members, ascending; what a test takes away or adds is gone or there. */
	sorted: number[];
}

interface MemberServerOptions {
	/** Rows it gives at most. */
	cap?: number;
	/** Turns of the event loop before an answer. */
	delay?: () => number;
	customerOf?: (id: number) => number;
	dateOf?: (id: number) => string;
}

/** A server that holds members of these ids in group 1; counts what it is asked. */
export function memberServer(
	ids: number[],
	{
		cap = 10_000,
		delay = () => 1,
		customerOf = (id) => id + 7,
		dateOf = () => '2017-06-07T12:20:20Z',
	}: MemberServerOptions = {},
): MemberServer {
	const sorted = [...new Set(ids)].sort((one, other) => one - other);
	const seen = { requests: 0, inFlight: 0, mostInFlight: 0 };
	const row = (id: number) => ({
		id,
		listId: 1,
		customerId: customerOf(id),
		dateCreated: dateOf(id),
		lastUpdated: '',
	});
	let byCustomer: number[] | undefined;
	const inOrder = (field: unknown) =>
		field === 'id'
			? { list: sorted, valueOf: (id: number) => id }
			: {
					list: (byCustomer ??= sorted.toSorted((one, other) => customerOf(one) - customerOf(other))),
					valueOf: customerOf,
				};
	const send = async ({ query = {}, read }: Request) => {
		seen.requests += 1;
		seen.inFlight += 1;
		seen.mostInFlight = Math.max(seen.mostInFlight, seen.inFlight);
		for (let turn = delay(); turn > 0; turn -= 1) await new Promise(setImmediate);
		const rows = Math.min(Number(query.rows), cap);
		const { list, valueOf } = inOrder(query.sidx);
		const isDescending = query.sord === 'desc';
		const since = query.sinceId === undefined ? undefined : Number(query.sinceId);
		const start = since === undefined ? 0 : firstWhere(list, (id) => valueOf(id) > since);
		const end = since === undefined ? list.length : firstWhere(list, (id) => valueOf(id) >= since);
		const found = isDescending
			? list.slice(Math.max(0, end - rows), end).reverse()
			: list.slice(start, start + rows);
		seen.inFlight -= 1;
		return read({ items: found.map(row) }, 200);
	};
	return { send: send as Send, seen, sorted };
}

function firstWhere(list: number[], holds: (id: number) => boolean): number {
	let [low, high] = [0, list.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (holds(list[middle])) high = middle;
		else low = middle + 1;
	}
	return low;
}

/** The ids that the node reads from such a server. */
export async function readIds(server: MemberServer, width: number, since?: number): Promise<number[]> {
	const ids: number[] = [];
	for await (const page of allMembers(
		server.send,
		width,
		{ listId: '1' },
		since === undefined ? undefined : String(since),
	))
		for (const { id } of page) ids.push(Number(id));
	return ids;
}

interface GroupServerOptions {
	/** Rows it gives at most. */
	cap?: number;
	/** Where page 2 starts: after the rows that were asked for, or after those that were given. */
	start?: 'asked' | 'given';
	/** Happens before the nth request is answered; a list is what that answers instead. */
	before?: (nth: number) => number[] | void;
	nameOf?: (id: number) => string;
}

/** A server that lists groups of these ids, as they are at the moment. */
export function groupServer(
	ids: number[],
	{
		cap = 1_000,
		start = 'given',
		before = () => undefined,
		nameOf = (id) => `group ${id}`,
	}: GroupServerOptions = {},
): { send: Send; asked: Request[] } {
	const asked: Request[] = [];
	const row = (id: number) => ({ id, name: nameOf(id), dateCreated: '', lastUpdated: '' });
	const send = (async (request: Request) => {
		const { query = {} } = request;
		asked.push(request);
		const instead = before(asked.length);
		const rows = Number(query.rows);
		const given = Math.min(rows, cap);
		const from = (Number(query.page) - 1) * (start === 'asked' ? rows : given);
		const sign = query.sord === 'desc' ? -1 : 1;
		const sorted = ids.toSorted((one, other) =>
			query.sidx === 'name' && nameOf(one) !== nameOf(other)
				? sign * (nameOf(one) < nameOf(other) ? -1 : 1)
				: sign * (one - other),
		);
		const page = instead ?? sorted.slice(from, from + given);
		return await Promise.resolve(
			request.read({ page: query.page, records: 0, rows: page.map(row), total: 1 }, 200),
		);
	}) as Send;
	return { send, asked };
}

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
