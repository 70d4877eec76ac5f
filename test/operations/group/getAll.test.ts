import type { INodeParameters } from 'n8n-workflow';
import { upFrom } from '../../support/inputs';
import { group } from '../../support/parameters';
import { runNode } from '../../support/run';
import { requestLines, useSandbox } from '../../support/sandbox';

const hub = useSandbox();
const listing = async (more: INodeParameters = {}) =>
	await runNode(hub(), { parameters: group('getAll', more) });
const fill = (count: number) => upFrom(1, count).forEach((at) => hub().addGroup({ name: `g${at}` }));
const ids = ({ json }: Awaited<ReturnType<typeof listing>>) => json.map(({ id }) => id);

test('each group is one item, and no more rows are asked for than the limit', async () => {
	fill(60);
	const { items } = await listing();
	expect(requestLines(hub())).toEqual(['GET /v1/lists?rows=50&page=1&sidx=id&sord=asc']);
	expect(items).toHaveLength(50);
	const [{ dateCreated }] = hub().groups();
	expect(items[0]).toEqual({
		json: { id: 1, name: 'g1', dateCreated, lastUpdated: dateCreated },
		pairedItem: { item: 0 },
	});
	expect(ids(await listing({ limit: 3 }))).toEqual([1, 2, 3]);
});

describe.each(['askedPages', 'cappedPages', 'groups'] as const)(
	'a list whose total counts %s',
	(groupTotal) => {
		test.each(
			([null, 100, 7] as const).flatMap((groupRowCap) =>
				(['asked', 'capped'] as const).flatMap((groupPageOffset) =>
					(['page', 'all'] as const).map((groupRecords) => ({ groupRowCap, groupPageOffset, groupRecords })),
				),
			),
		)('gives every group once with Return All (%j)', async (quirks) => {
			fill(230);
			Object.assign(hub().quirks, { groupTotal, ...quirks });
			expect(ids(await listing({ returnAll: true }))).toEqual(upFrom(1, 230));
			expect(ids(await listing({ limit: 120 }))).toEqual(upFrom(1, 120));
		});
	},
);

test.each([60, 100, 230])(
	'all of %i groups come from a server that refuses more than 100 at once',
	async (count) => {
		fill(count);
		hub().quirks.groupRowLimit = 100;
		expect(ids(await listing({ returnAll: true }))).toEqual(upFrom(1, count));
		const refusals = hub().requests.filter(({ query }) => Number(query.rows) > 100);
		expect(refusals).toHaveLength(1);
	},
);

test.each(['id', 'name', 'dateCreated', 'lastUpdated'] as const)(
	'groups are sorted by %s, both ways',
	async (sortBy) => {
		for (const [name, year] of [
			['b', 2019],
			['c', 2017],
			['a', 2018],
		] as const)
			hub().addGroup({ name, dateCreated: `${year}-01-01T00:00:00Z` });
		const order = { id: 'bca', name: 'abc', dateCreated: 'cab', lastUpdated: 'cab' }[sortBy];
		const names = async (sortDirection: string) =>
			(await listing({ returnAll: true, options: { sortBy, sortDirection } })).json
				.map(({ name }) => name)
				.join('');
		expect(await names('asc')).toBe(order);
		expect(await names('desc')).toBe([...order].reverse().join(''));
		expect(hub().requests[0].query).toMatchObject({ sidx: sortBy, sord: 'asc' });
	},
);

test('Name Contains ignores case, and finds groups on every page up to the limit', async () => {
	fill(30);
	hub().addGroup({ name: '金卡会员 VIP' });
	hub().addGroup({ name: 'vip 银卡' });
	hub().quirks.groupRowCap = 10;
	expect(ids(await listing({ filters: { nameContains: ' Vip ' } }))).toEqual([31, 32]);
	expect(ids(await listing({ filters: { nameContains: 'g1' }, limit: 3 }))).toEqual([1, 10, 11]);
	expect(ids(await listing({ filters: { nameContains: 'nothing' } }))).toEqual([]);
});

test.each(['VIP\u200b（华东）', '\ufeffＶＩＰ(华东)', 'vip\u00ad（华东'])(
	'Name Contains finds %j as people write it',
	async (nameContains) => {
		hub().addGroup({ name: 'VIP（华东）客户' });
		hub().addGroup({ name: 'VIP' });
		expect(ids(await listing({ filters: { nameContains } }))).toEqual([1]);
	},
);

test('Member Count adds the number of members, counted side by side', async () => {
	fill(12);
	for (const id of upFrom(1, 12)) hub().addMembers(id, id - 1);
	hub().latency = 20;
	const { json } = await listing({ options: { memberCount: true, maxConcurrentRequests: 3 } });
	expect(json.map(({ id, memberCount }) => [id, memberCount])).toEqual(
		upFrom(1, 12).map((id) => [id, id - 1]),
	);
	expect(hub().maxInFlight).toBe(3);
	expect(requestLines(hub())).toContain('GET /v1/listservice/memberCount?listId=12');
});

test('a refused count fails the item, since part of a list is not the list', async () => {
	fill(3);
	hub().faults.plan(({ query, path }) =>
		path.endsWith('memberCount') && query.listId === '2'
			? { kind: 'refuse', body: '{"error_code":40500,"error_description":"no"}' }
			: undefined,
	);
	const { items, refused } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		parameters: group('getAll', { options: { memberCount: true } }),
	});
	expect(items).toEqual([]);
	expect(refused).toMatchObject([{ json: { details: { code: '40500' } }, pairedItem: { item: 0 } }]);
});

test('each item has its own filter', async () => {
	fill(12);
	const { items } = await runNode(hub(), {
		input: [{ with: 'g12' }, { with: 'g2' }],
		parameters: group('getAll', { filters: { nameContains: '={{ $json.with }}' } }),
	});
	expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
		[12, { item: 0 }],
		[2, { item: 1 }],
	]);
});

test.each([
	[{ limit: 0 }, '“0”'],
	[{ limit: 1.5 }, '“1.5”'],
])('a limit that makes no sense is refused before anything is sent: %j', async (more, given) => {
	expect(await listing(more)).toBeRefused({ item: 0, reason: 'invalid', field: 'Limit', names: [given] });
	expect(hub().requests).toEqual([]);
});
