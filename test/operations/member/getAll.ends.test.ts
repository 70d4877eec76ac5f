import type { Fault } from '../../../sandbox';
import { upFrom } from '../../support/inputs';
import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { requestLines, useSandbox } from '../../support/sandbox';

const hub = useSandbox();
const ALL = { returnAll: true };
/** An answer without members, whatever was asked: the first of so many requests, or all that follow. */
const noMembers = (after: number, times = 1): Fault => ({
	kind: 'refuse',
	status: 200,
	body: '{"items":[]}',
	after,
	times,
	match: { path: '/v1/listMembers' },
});

function aGroup(members: number): string {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, members);
	return id;
}

const WAYS = [
	['all, oldest first', ALL, 25_000],
	['all, newest first', { ...ALL, options: { sortDirection: 'desc' } }, 25_000],
	['all, by customer', { ...ALL, options: { sortBy: 'customerId' } }, 25_000],
	[
		'all, by customer, descending',
		{ ...ALL, options: { sortBy: 'customerId', sortDirection: 'desc' } },
		25_000,
	],
	['the first 22,000', { limit: 22_000 }, 22_000],
	['the newest 22,000', { limit: 22_000, options: { sortDirection: 'desc' } }, 22_000],
	['the first 22,000 by customer', { limit: 22_000, options: { sortBy: 'customerId' } }, 22_000],
] as const;

describe.each(WAYS)('reading %s', (_, parameters, expected) => {
	test.each([0, 1, 2, 3])('loses nobody where answer %d is empty once', async (after) => {
		const group = aGroup(25_000);
		hub().faults.add(noMembers(after));
		const { json, error } = await runNode(hub(), { parameters: member('getAll', byId(group), parameters) });
		expect(error).toBeUndefined();
		expect(new Set(json.map(({ id }) => id)).size).toBe(expected);
	});

	test.each([1, 2])(
		'fails rather than gives a part where all answers from answer %d on are empty',
		async (after) => {
			const group = aGroup(25_000);
			hub().faults.add(noMembers(after, 99));
			const { json, error } = await runNode(hub(), { parameters: member('getAll', byId(group), parameters) });
			expect(json).toEqual([]);
			expect(error).toBeRefused({ item: 0, reason: 'unreadable' });
		},
	);
});

test.each(['asc', 'desc'])('a list that got what it wanted asks nothing more (%s)', async (sortDirection) => {
	const group = aGroup(60);
	for (const limit of [10, 60]) {
		hub().clearLog();
		const { json } = await runNode(hub(), {
			parameters: member('getAll', byId(group), { limit, options: { sortDirection } }),
		});
		expect(json).toHaveLength(limit);
		expect(requestLines(hub())).toHaveLength(1);
	}
});

test.each(['asc', 'desc'])(
	'a list that is shorter than the limit takes two requests (%s)',
	async (sortDirection) => {
		const group = aGroup(30);
		await runNode(hub(), { parameters: member('getAll', byId(group), { options: { sortDirection } }) });
		expect(requestLines(hub())).toHaveLength(2);
	},
);

test.each([
	['in one page', [[36345, 36345, 36346], []]],
	[
		'on two pages',
		[
			[36345, 36346],
			[36346, 36347],
		],
	],
])('a membership that comes twice %s is one', async (_, pages) => {
	const group = aGroup(3);
	const row = (id: number) => ({
		id,
		listId: Number(group),
		customerId: id - 36344,
		dateCreated: '',
		lastUpdated: '',
	});
	hub().faults.plan(({ query }) => {
		if (query.sord === 'desc') return undefined;
		const since = Number(query.sinceId ?? 0);
		const page = since === 0 ? pages[0] : since === 36346 ? pages[1] : undefined;
		return page?.length ? { kind: 'refuse', body: JSON.stringify({ items: page.map(row) }) } : undefined;
	});
	for (const parameters of [ALL, { limit: 3 }]) {
		const { json } = await runNode(hub(), { parameters: member('getAll', byId(group), parameters) });
		expect(json.map(({ id }) => id)).toEqual([36345, 36346, 36347]);
	}
});

describe('a DM Hub of the older edition, which ignores After Membership ID,', () => {
	/** It gives the first rows of the list again, whatever the bound. */
	function older(members: number): string {
		const group = aGroup(members);
		const rows = hub()
			.members(group)
			.map(({ id, customerId }) => ({
				id: Number(id),
				listId: Number(group),
				customerId: Number(customerId),
				dateCreated: '',
				lastUpdated: '',
			}));
		hub().faults.plan(({ path, query }) => {
			if (path !== '/v1/listMembers') return undefined;
			const inOrder = query.sord === 'desc' ? rows.toReversed() : rows;
			return {
				kind: 'refuse',
				body: JSON.stringify({ items: inOrder.slice(0, Math.min(100, Number(query.rows))) }),
			};
		});
		return group;
	}

	test.each([
		['all', ALL],
		['all, newest first', { ...ALL, options: { sortDirection: 'desc' } }],
		['all, by customer', { ...ALL, options: { sortBy: 'customerId' } }],
		['a limited list', { limit: 150 }],
		['those after a membership', { ...ALL, filters: { sinceId: 36500 } }],
	])('is said to be too old, instead of a short list: %s', async (_, parameters) => {
		const group = older(250);
		const { json, error } = await runNode(hub(), { parameters: member('getAll', byId(group), parameters) });
		expect(json).toEqual([]);
		expect(error).toBeRefused({ item: 0, says: 'tooOld' });
	});

	test('gives a group that fits one answer', async () => {
		const group = older(80);
		const { json } = await runNode(hub(), { parameters: member('getAll', byId(group), ALL) });
		expect(upFrom(1, 80)).toEqual(json.map(({ customerId }) => customerId));
	});
});
