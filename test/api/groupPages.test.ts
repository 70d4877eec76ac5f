import fc from 'fast-check';
import { groupPages } from '../../nodes/api/reading/groupPages';
import type { Group } from '../../nodes/api/types';
import { groupServer } from './servers';
import { upFrom } from '../support/inputs';

async function idsIn(pages: AsyncIterable<Group[]>): Promise<unknown[]> {
	const found: unknown[] = [];
	for await (const page of pages) for (const { id } of page) found.push(id);
	return found;
}

const direction = fc.constantFrom('asc' as const, 'desc' as const);
const sortBy = fc.constantFrom('id' as const, 'name' as const);
const inOrder = (ids: number[], sord: 'asc' | 'desc') =>
	ids.toSorted((one, other) => (sord === 'asc' ? one - other : other - one));

test.each(['asked', 'given'] as const)(
	'groups come once each where page 2 starts after the rows %s, also where an answer is empty once',
	async (start) => {
		const property = fc.asyncProperty(
			fc.integer({ min: 0, max: 60 }),
			fc.integer({ min: 1, max: 20 }),
			direction,
			sortBy,
			fc.option(fc.integer({ min: 2, max: 12 }), { nil: undefined }),
			fc.option(fc.integer({ min: 1, max: 50 }), { nil: Infinity }),
			async (count, cap, sord, field, emptied, limit) => {
				const ids = upFrom(1, count);
				// All names are equal: the order of ids decides.
				const { send } = groupServer(ids, {
					cap,
					start,
					before: (nth) => (nth === emptied ? [] : undefined),
					nameOf: () => 'n',
				});
				const pages = groupPages(send, { sortBy: field, direction: sord }, limit);
				expect(await idsIn(pages)).toEqual(inOrder(ids, sord).slice(0, limit));
			},
		);
		await fc.assert(property, { numRuns: 400 });
	},
);

test.each(['asc', 'desc'] as const)(
	'a list that ends before its last group is a refusal (%s)',
	async (direction) => {
		const { send } = groupServer(upFrom(1, 30), {
			cap: 10,
			before: (nth) => (nth > 1 && nth % 2 === 1 ? [] : undefined),
		});
		await expect(idsIn(groupPages(send, { sortBy: 'id', direction }))).rejects.toMatchObject({
			kind: 'unreadable',
		});
	},
);

test('a list of groups that fits one page takes two requests, an empty one too', async () => {
	for (const ids of [upFrom(1, 30), []]) {
		const { send, asked } = groupServer(ids);
		expect(await idsIn(groupPages(send))).toEqual(ids);
		expect(asked).toHaveLength(2);
	}
});

test('a limit that is reached takes one request', async () => {
	const { send, asked } = groupServer(upFrom(1, 30));
	expect(await idsIn(groupPages(send, undefined, 10))).toEqual(upFrom(1, 10));
	expect(asked).toHaveLength(1);
});

test('a group that moved up while pages were read is given', async () => {
	const ids = upFrom(1, 1_001);
	const { send } = groupServer(ids, {
		before: (nth) => {
			if (nth === 2) ids.splice(0, 1);
		},
	});
	expect(new Set(await idsIn(groupPages(send)))).toEqual(new Set(upFrom(1, 1_001)));
});
