import fc from 'fast-check';
import type { Request, Send } from '../../nodes/api/request';
import { memberPages } from '../../nodes/api/reading/memberPages';
import type { MemberSort } from '../../nodes/api/types';
import { direction, hubOf, membersOf, pairs, readAll } from '../support/memberLists';

test('a limit gives exactly the first ones of a field whose values repeat', async () => {
	const limits = fc.integer({ min: 1, max: 12 });
	const ties = fc.constantFrom<MemberSort>('customerId', 'listId');
	const property = fc.asyncProperty(pairs, ties, direction, limits, async (given, field, sord, limit) => {
		const order = { sortBy: field, direction: sord };
		const some = await readAll(memberPages(hubOf(membersOf(given), 4), {}, order, { limit }));
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
		const all = await readAll(memberPages(hubOf(members, 10), {}, { sortBy: 'customerId', direction: sord }));
		expect(new Set(all.map(({ id }) => id)).size).toBe(25);
	}
});

test('a server that ignores sinceId is detected where values repeat, too', async () => {
	const send = (async ({ query }: Request) =>
		query?.customerId === undefined ? membersOf([[1, 1]]) : []) as Send;
	const byCustomer = { sortBy: 'customerId', direction: 'asc' } as const;
	await expect(readAll(memberPages(send, {}, byCustomer))).rejects.toThrow('returned the same members again');
});
