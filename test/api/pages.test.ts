import fc from 'fast-check';
import { compareIds } from '../../nodes/api/ids';
import type { Send } from '../../nodes/api/request';
import { memberPages } from '../../nodes/api/reading/memberPages';
import type { MemberSort } from '../../nodes/api/types';
import { direction, hubOf, membersOf, pairs, readAll } from '../support/memberLists';

const sortBy = fc.constantFrom<MemberSort>('id', 'customerId', 'listId');

test('every membership comes once, in order, however few rows the server gives and however many share a value', async () => {
	const property = fc.asyncProperty(
		pairs,
		sortBy,
		direction,
		fc.integer({ min: 1, max: 7 }),
		async (given, field, sord, cap) => {
			const members = membersOf(given);
			const all = await readAll(memberPages(hubOf(members, cap), {}, { sortBy: field, direction: sord }));
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
		expect(all).toEqual(members.filter(({ id, listId }) => listId === 2 && compareIds(id, since) > 0));
	});
	await fc.assert(property, { numRuns: 300 });
});

test('ids above 2^53 are paged exactly', async () => {
	const ids = Array.from({ length: 50 }, (_, index) => String(1627652953215191041n + BigInt(index)));
	const members = ids.map((id) => ({ id, listId: 1, customerId: id, dateCreated: '', lastUpdated: '' }));
	const all = await readAll(memberPages(hubOf(members, 7), {}));
	expect(all.map(({ id }) => id)).toEqual(ids);
});

test('a server that ignores sinceId is detected', async () => {
	const send = (async (request: { read(body: unknown, status: number): unknown }) =>
		request.read({ items: membersOf([[1, 1]]) }, 200)) as Send;
	await expect(readAll(memberPages(send, {}))).rejects.toThrow('returned the same members again');
});
