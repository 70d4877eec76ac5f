import fc from 'fast-check';
import { direction, hubOf, membersOf, pairs, readAll, uniquePairs } from './servers';
import { byValue } from '../support/inputs';
import type { Send } from '../../nodes/api/request';
import { memberPages } from '../../nodes/api/reading/memberPages';
import type { MemberSort } from '../../nodes/api/types';

const cap = fc.integer({ min: 1, max: 7 });

/** A field that is unique among the memberships that the filter lets through. */
const uniqueField = fc.constantFrom<[MemberSort, { listId?: string; customerId?: string }]>(
	['id', {}],
	['id', { listId: '2' }],
	['customerId', { listId: '2' }],
	['listId', { customerId: '3' }],
);

test('every membership comes once, in the order of a field that is unique, however few rows the server gives', async () => {
	const property = fc.asyncProperty(
		uniquePairs,
		uniqueField,
		direction,
		cap,
		async (given, [field, filter], sord, most) => {
			const members = membersOf(given);
			const pages = memberPages(hubOf(members, most), filter, { sortBy: field, direction: sord });
			const sign = sord === 'asc' ? 1 : -1;
			const expected = members
				.filter(({ listId }) => filter.listId === undefined || String(listId) === filter.listId)
				.filter(({ customerId }) => !filter.customerId || String(customerId) === filter.customerId)
				.sort((one, other) => sign * byValue(one[field], other[field]));
			expect(await readAll(pages)).toEqual(expected);
		},
	);
	await fc.assert(property, { numRuns: 500 });
});

test('a limit gives exactly the first ones and never asks for more rows', async () => {
	const limits = fc.integer({ min: 1, max: 12 });
	const property = fc.asyncProperty(pairs, direction, limits, async (given, sord, limit) => {
		const hub = hubOf(membersOf(given), 5);
		const order = { sortBy: 'id', direction: sord } as const;
		const some = await readAll(memberPages(hub, {}, order, { limit }));
		const all = await readAll(memberPages(hubOf(membersOf(given), 5), {}, order));
		expect(some).toEqual(all.slice(0, limit));
		for (const { query } of hub.asked) expect(Number(query?.rows)).toBeLessThanOrEqual(limit);
	});
	await fc.assert(property, { numRuns: 300 });
});

test('reading after a membership gives only later ones', async () => {
	const property = fc.asyncProperty(pairs, fc.integer({ min: 90, max: 220 }), async (given, since) => {
		const members = membersOf(given);
		const all = await readAll(
			memberPages(hubOf(members, 3), { listId: '2' }, undefined, { since: String(since) }),
		);
		expect(all).toEqual(members.filter(({ id, listId }) => listId === 2 && byValue(id, since) > 0));
	});
	await fc.assert(property, { numRuns: 300 });
});

test.each([
	[30, 2],
	[10_000, 3],
	[10_001, 3],
	[0, 2],
])('a list of %d members takes %d requests to its end', async (members, requests) => {
	const hub = hubOf(membersOf(Array.from({ length: members }, (_, at) => [1, at])), 10_000);
	expect(await readAll(memberPages(hub, {}))).toHaveLength(members);
	expect(hub.asked).toHaveLength(requests);
});

test('ids above 2^53 are paged exactly', async () => {
	const ids = Array.from({ length: 50 }, (_, index) => String(1627652953215191041n + BigInt(index)));
	const members = ids.map((id) => ({ id, listId: 1, customerId: id, dateCreated: '', lastUpdated: '' }));
	const all = await readAll(memberPages(hubOf(members, 7), {}));
	expect(all.map(({ id }) => id)).toEqual(ids);
});

/** A server that gives these pages one after the other, and its last membership when it is asked for that. */
const serverOf = (...pages: number[][]) =>
	(async ({ query, read }: { query?: { sord?: string }; read(body: unknown, status: number): unknown }) => {
		const ids = query?.sord === 'desc' ? [Math.max(0, ...pages.flat())] : (pages.shift() ?? []);
		const items = ids.map((id) => ({ id, listId: 1, customerId: id, dateCreated: '', lastUpdated: '' }));
		return read({ items }, 200);
	}) as Send;
const idsFrom = async (...pages: number[][]) =>
	(await readAll(memberPages(serverOf(...pages, [9]), {}))).map(({ id }) => id);

test('a membership that comes twice in a page or on two pages is one', async () => {
	expect(await idsFrom([1, 2, 2, 3], [2, 3, 4, 5], [5], [5, 9])).toEqual([1, 2, 3, 4, 5, 9]);
});

test('the same members again instead of the next ones are a refusal', async () => {
	await expect(idsFrom([1, 2], [1, 2])).rejects.toMatchObject({
		kind: 'unreadable',
		description: expect.stringContaining('too old') as string,
	});
});
