import fc from 'fast-check';
import { direction, hubOf, membersOf, pairs, readAll, uniquePairs } from './servers';
import { byValue } from '../support/inputs';
import { membersInOrder } from '../../nodes/api/reading/membersInOrder';
import type { MemberFilter, MemberSort } from '../../nodes/api/types';

const sortBy = fc.constantFrom<MemberSort>('id', 'customerId', 'listId');
const cap = fc.integer({ min: 1, max: 50 });
const filter = fc.constantFrom<MemberFilter>({}, { listId: '2' }, { customerId: '3' });
const matching = (given: Array<[number, number]>, { listId, customerId }: MemberFilter) =>
	membersOf(given).filter(
		(row) =>
			(listId === undefined || String(row.listId) === listId) &&
			(customerId === undefined || String(row.customerId) === customerId),
	);

test('every membership comes once, in order, however few rows the server gives and however many share a value', async () => {
	const property = fc.asyncProperty(
		pairs,
		filter,
		sortBy,
		direction,
		cap,
		async (given, which, field, sord, most) => {
			const order = { sortBy: field, direction: sord };
			const all = await readAll(membersInOrder(hubOf(membersOf(given), most), 3, which, order));
			const expected = matching(given, which).map(({ id }) => id);
			expect(all.map(({ id }) => id).sort(byValue)).toEqual(expected);
			const sign = sord === 'asc' ? 1 : -1;
			for (let at = 1; at < all.length; at += 1)
				expect(sign * byValue(all[at - 1][field], all[at][field])).toBeLessThanOrEqual(0);
		},
	);
	await fc.assert(property, { numRuns: 500 });
});

test('a limit gives exactly the first ones, whatever the field', async () => {
	const limits = fc.integer({ min: 1, max: 12 });
	const property = fc.asyncProperty(
		uniquePairs,
		filter,
		sortBy,
		direction,
		limits,
		cap,
		async (given, which, field, sord, limit, most) => {
			const order = { sortBy: field, direction: sord };
			const some = await readAll(membersInOrder(hubOf(membersOf(given), most), 3, which, order, { limit }));
			const sign = sord === 'asc' ? 1 : -1;
			const values = matching(given, which)
				.map((row) => Number(row[field]))
				.sort((one, other) => sign * (one - other));
			expect(some.map((row) => row[field])).toEqual(values.slice(0, limit));
			expect(new Set(some.map(({ id }) => id)).size).toBe(some.length);
		},
	);
	await fc.assert(property, { numRuns: 500 });
});

test('those who joined in a range come in any order, too, and no more of them than the limit', async () => {
	const seconds = fc.integer({ min: 0, max: 59 });
	const property = fc.asyncProperty(
		pairs,
		sortBy,
		direction,
		fc.option(seconds, { nil: undefined }),
		fc.option(seconds, { nil: undefined }),
		fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
		async (given, field, sord, from, until, limit) => {
			const at = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, '0')}`;
			const members = membersOf(given).map((row, nth) => ({ ...row, dateCreated: `${at(nth)}Z` }));
			const range = {
				from: from === undefined ? undefined : at(from),
				until: until === undefined ? undefined : at(until),
			};
			const order = { sortBy: field, direction: sord };
			const some = await readAll(membersInOrder(hubOf(members, 7), 3, {}, order, { ...range, limit }));
			const sign = sord === 'asc' ? 1 : -1;
			const values = members
				.filter((_, nth) => nth >= (from ?? 0) && nth <= (until ?? 60))
				.map((row) => Number(row[field]))
				.sort((one, other) => sign * (one - other));
			expect(some.map((row) => row[field])).toEqual(values.slice(0, limit));
			expect(new Set(some.map(({ id }) => id)).size).toBe(some.length);
		},
	);
	await fc.assert(property, { numRuns: 500 });
});

test('the first of a field that several share take one request where one answer holds them', async () => {
	const hub = hubOf(membersOf(Array.from({ length: 100 }, (_, at) => [1 + (at % 3), 1 + (at % 7)])), 10_000);
	const order = { sortBy: 'customerId', direction: 'asc' } as const;
	expect(await readAll(membersInOrder(hub, 4, {}, order, { limit: 20 }))).toHaveLength(20);
	expect(hub.asked).toHaveLength(1);
});

test('a limited list by customer of a group is paged by customer where the server gives few rows', async () => {
	const hub = hubOf(membersOf(Array.from({ length: 1_000 }, (_, at) => [1, 1_000 - at])), 10);
	const order = { sortBy: 'customerId', direction: 'desc' } as const;
	const some = await readAll(membersInOrder(hub, 4, { listId: '1' }, order, { limit: 35 }));
	expect(some.map(({ customerId }) => customerId)).toEqual(Array.from({ length: 35 }, (_, at) => 1_000 - at));
	expect(hub.asked.length).toBeLessThanOrEqual(5);
});

test.each(['asc', 'desc'] as const)('the largest possible value is read to its end (%s)', async (sord) => {
	const customerId = '9223372036854775807';
	const members = membersOf(Array.from({ length: 25 }, () => [1, 1])).map((row) => ({ ...row, customerId }));
	const order = { sortBy: 'customerId', direction: sord } as const;
	const all = await readAll(membersInOrder(hubOf(members, 10), 4, {}, order));
	expect(new Set(all.map(({ id }) => id)).size).toBe(25);
});
