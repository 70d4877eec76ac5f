import fc from 'fast-check';
import { compareIds } from '../../nodes/api/ids';
import { groupPages } from '../../nodes/api/reading/groupPages';
import { memberPages } from '../../nodes/api/reading/memberPages';
import type { Membership, MemberSort, SortDirection } from '../../nodes/api/types';
import type { Request, Send } from '../../nodes/api/request';

/** A DM Hub of one function: lists memberships as the reference says, at most `cap` at a time. */
function hubOf(members: Membership[], cap: number): Send & { asked: Request[] } {
	const asked: Request[] = [];
	const send = async (request: Request): Promise<unknown> => {
		asked.push(request);
		const { listId, customerId, sinceId, rows, sidx, sord } = request.query ?? {};
		const field = sidx as MemberSort;
		const sign = sord === 'desc' ? -1 : 1;
		const items = members
			.filter((row) => listId === undefined || String(row.listId) === listId)
			.filter((row) => customerId === undefined || String(row.customerId) === customerId)
			.filter((row) => sinceId === undefined || sign * compareIds(row[field], String(sinceId)) > 0)
			// Equal values come in an order that nobody promises.
			.sort((one, other) => sign * compareIds(one[field], other[field]) || compareIds(other.id, one.id))
			.slice(0, Math.min(Number(rows), cap));
		return { items };
	};
	return Object.assign(send as Send, { asked });
}

const membersOf = (pairs: Array<[number, number]>): Membership[] =>
	pairs.map(([listId, customerId], index) => ({
		id: 100 + index * 3,
		listId,
		customerId,
		dateCreated: '',
		lastUpdated: '',
	}));

const pairs = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 6 })), {
	maxLength: 40,
});
const sortBy = fc.constantFrom<MemberSort>('id', 'customerId', 'listId');
const direction = fc.constantFrom<SortDirection>('asc', 'desc');

async function read(pages: AsyncIterable<Membership[]>): Promise<Membership[]> {
	const all: Membership[] = [];
	for await (const page of pages) all.push(...page);
	return all;
}

test('every membership comes once, in order, however few rows the server gives and however many share a value', async () => {
	const property = fc.asyncProperty(
		pairs,
		sortBy,
		direction,
		fc.integer({ min: 1, max: 7 }),
		async (given, field, sord, cap) => {
			const members = membersOf(given);
			const all = await read(memberPages(hubOf(members, cap), {}, { sortBy: field, direction: sord }));
			expect(all.map(({ id }) => id).sort((a, b) => compareIds(a, b))).toEqual(members.map(({ id }) => id));
			const sign = sord === 'asc' ? 1 : -1;
			for (let at = 1; at < all.length; at += 1)
				expect(sign * compareIds(all[at - 1][field], all[at][field])).toBeLessThanOrEqual(0);
		},
	);
	await fc.assert(property, { numRuns: 500 });
});

test('a limit gives exactly the first ones and never asks for more rows', async () => {
	const limits = fc.integer({ min: 1, max: 12 });
	const property = fc.asyncProperty(pairs, direction, limits, async (given, sord, limit) => {
		const hub = hubOf(membersOf(given), 5);
		const order = { sortBy: 'id', direction: sord } as const;
		const some = await read(memberPages(hub, {}, order, { limit }));
		const all = await read(memberPages(hubOf(membersOf(given), 5), {}, order));
		expect(some).toEqual(all.slice(0, limit));
		for (const { query } of hub.asked) expect(Number(query?.rows)).toBeLessThanOrEqual(limit);
	});
	await fc.assert(property, { numRuns: 300 });
});

test('reading after a membership gives only later ones', async () => {
	const property = fc.asyncProperty(pairs, fc.integer({ min: 90, max: 220 }), async (given, since) => {
		const members = membersOf(given);
		const all = await read(
			memberPages(hubOf(members, 3), { listId: '2' }, undefined, { since: String(since) }),
		);
		expect(all).toEqual(members.filter(({ id, listId }) => listId === 2 && compareIds(id, since) > 0));
	});
	await fc.assert(property, { numRuns: 300 });
});

test('ids above 2^53 are paged exactly', async () => {
	const ids = Array.from({ length: 50 }, (_, index) => String(1627652953215191041n + BigInt(index)));
	const members = ids.map((id) => ({ id, listId: 1, customerId: id, dateCreated: '', lastUpdated: '' }));
	const all = await read(memberPages(hubOf(members, 7), {}));
	expect(all.map(({ id }) => id)).toEqual(ids);
});

test('a server that ignores sinceId is detected', async () => {
	const send = (async () => ({ items: membersOf([[1, 1]]) })) as Send;
	await expect(read(memberPages(send, {}))).rejects.toThrow('returned the same members again');
});

test.each(['asked', 'capped'])(
	'groups come once each where page 2 starts after the rows %s',
	async (start) => {
		const property = fc.asyncProperty(
			fc.integer({ min: 0, max: 60 }),
			fc.integer({ min: 1, max: 20 }),
			async (count, cap) => {
				const groups = Array.from({ length: count }, (_, index) => ({ id: index + 1, name: 'n' }));
				const send = (async ({ query }: Request) => {
					const rows = Number(query?.rows);
					const size = start === 'asked' ? rows : Math.min(rows, cap);
					const from = (Number(query?.page) - 1) * size;
					return {
						page: query?.page,
						records: 0,
						rows: groups.slice(from, from + Math.min(rows, cap)),
						total: 1,
					};
				}) as Send;
				const found: unknown[] = [];
				for await (const page of groupPages(send)) for (const { id } of page) found.push(id);
				expect(found).toEqual(groups.map(({ id }) => id));
			},
		);
		await fc.assert(property, { numRuns: 200 });
	},
);

test('a limit gives exactly the first ones of a field whose values repeat', async () => {
	const limits = fc.integer({ min: 1, max: 12 });
	const ties = fc.constantFrom<MemberSort>('customerId', 'listId');
	const property = fc.asyncProperty(pairs, ties, direction, limits, async (given, field, sord, limit) => {
		const order = { sortBy: field, direction: sord };
		const some = await read(memberPages(hubOf(membersOf(given), 4), {}, order, { limit }));
		expect(new Set(some.map(({ id }) => id)).size).toBe(Math.min(limit, given.length));
		const sign = sord === 'asc' ? 1 : -1;
		const values = membersOf(given)
			.map((row) => Number(row[field]))
			.sort((one, other) => sign * (one - other));
		expect(some.map((row) => row[field])).toEqual(values.slice(0, limit));
	});
	await fc.assert(property, { numRuns: 300 });
});

test('the largest possible value is read to its end, though no bound lies beyond it', async () => {
	const customerId = '9223372036854775807';
	const members = membersOf(Array.from({ length: 25 }, () => [1, 1])).map((row) => ({ ...row, customerId }));
	for (const sord of ['asc', 'desc'] as const) {
		const all = await read(memberPages(hubOf(members, 10), {}, { sortBy: 'customerId', direction: sord }));
		expect(new Set(all.map(({ id }) => id)).size).toBe(25);
	}
});

test('a server that ignores sinceId is detected where values repeat, too', async () => {
	const send = (async ({ query }: Request) => ({
		items: query?.customerId === undefined ? membersOf([[1, 1]]) : [],
	})) as Send;
	const byCustomer = { sortBy: 'customerId', direction: 'asc' } as const;
	await expect(read(memberPages(send, {}, byCustomer))).rejects.toThrow('returned the same members again');
});
