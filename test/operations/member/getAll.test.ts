import { upFrom } from '../../support/inputs';
import { byId, byName, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { requestLines, useSandbox } from '../../support/sandbox';
import { join } from '../../support/trigger';

const hub = useSandbox();
const all = { returnAll: true };

test('each membership is one item as the API gives it, and no more rows are asked for than the limit', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 60, { dateCreated: '2016-12-12T07:08:43Z' });
	const { items } = await runNode(hub(), { parameters: member('getAll', byId(id)) });
	expect(requestLines(hub())).toEqual(['GET /v1/listMembers?listId=1&rows=50&sidx=id&sord=asc']);
	expect(items).toHaveLength(50);
	const date = '2016-12-12T07:08:43Z';
	expect(items[0]).toEqual({
		json: { id: 36345, listId: 1, customerId: 1, dateCreated: date, lastUpdated: date },
		pairedItem: { item: 0 },
	});
});

test('Return All gives every member once, IDs ascending, with up to 10,000 rows per request', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 15_000);
	const { json } = await runNode(hub(), { parameters: member('getAll', byId(id), all) });
	expect(json.map(({ customerId }) => customerId)).toEqual(upFrom(1, 15_000));
	expect(requestLines(hub())).toEqual(
		expect.arrayContaining([
			'GET /v1/listMembers?listId=1&rows=10000&sidx=id&sord=asc',
			'GET /v1/listMembers?listId=1&sinceId=46344&rows=10000&sidx=id&sord=asc',
		]),
	);
	expect(hub().requests.length).toBeLessThan(5);
});

test.each([{ memberRowCap: 100 }, { memberRowCap: 1 }, { memberRowsRandom: 3 }])(
	'every member comes once from a server that gives fewer rows than asked: %j',
	async (quirks) => {
		const { id } = hub().addGroup({ name: '金卡会员' });
		hub().addMembers(id, 250);
		Object.assign(hub().quirks, quirks);
		const everyone = await runNode(hub(), { parameters: member('getAll', byId(id), all) });
		expect(everyone.json.map(({ customerId }) => customerId)).toEqual(upFrom(1, 250));
		const some = await runNode(hub(), { parameters: member('getAll', byId(id), { limit: 120 }) });
		expect(some.json.map(({ customerId }) => customerId)).toEqual(upFrom(1, 120));
	},
);

describe('sorted', () => {
	const [one, two, three] = ['1', '2', '3'];
	beforeEach(() => {
		for (const name of ['a', 'b', 'c']) hub().addGroup({ name });
		hub().addMembers(two, [5, '1627652953215191042', 7]);
		hub().addMembers(one, ['1627652953215191041', 7, 5]);
		hub().addMembers(three, [7]);
	});

	test.each(
		(['id', 'customerId', 'listId'] as const).flatMap((sortBy) =>
			(['asc', 'desc'] as const).flatMap((sortDirection) =>
				[null, 1, 2].map((cap) => [sortBy, sortDirection, cap] as const),
			),
		),
	)('by %s, %s, each member comes once (rows at most: %s)', async (sortBy, sortDirection, memberRowCap) => {
		hub().quirks.memberRowCap = memberRowCap;
		const { json } = await runNode(hub(), {
			parameters: member('getAll', undefined, { ...all, options: { sortBy, sortDirection } }),
		});
		const values = json.map((each) => BigInt(String(each[sortBy])));
		const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
		expect(values).toEqual(sortDirection === 'asc' ? sorted : sorted.reverse());
		expect(new Set(json.map(({ id }) => id)).size).toBe(7);
	});

	test.each([null, 1, 3])(
		'by a field whose values repeat, a limit gives exactly the first ones (rows at most: %s)',
		async (memberRowCap) => {
			hub().quirks.memberRowCap = memberRowCap;
			const { json } = await runNode(hub(), {
				parameters: member('getAll', undefined, { limit: 4, options: { sortBy: 'customerId' } }),
			});
			expect(json.map(({ customerId }) => customerId)).toEqual([5, 5, 7, 7]);
		},
	);

	test('by customer, all members of a group come, also one who has two memberships', async () => {
		hub().quirks.existingMember = 'second';
		await join(hub(), two, 5, 7);
		hub().quirks.memberRowCap = 1;
		const { json } = await runNode(hub(), {
			parameters: member('getAll', byId(two), { ...all, options: { sortBy: 'customerId' } }),
		});
		expect(json.map(({ customerId }) => customerId)).toEqual([5, 5, 7, 7, '1627652953215191042']);
	});
});

test('the groups of a customer come without a group and with a Customer ID', async () => {
	for (const name of ['a', 'b', 'c'])
		hub().addMembers(hub().addGroup({ name }).id, name === 'b' ? [1] : [1, 5]);
	const { items } = await runNode(hub(), {
		input: [{ customer: 5 }, { customer: 1 }],
		parameters: member('getAll', undefined, { ...all, filters: { customerId: '={{ $json.customer }}' } }),
	});
	expect(items.map(({ json, pairedItem }) => [json.listId, json.customerId, pairedItem])).toEqual([
		[1, 5, { item: 0 }],
		[3, 5, { item: 0 }],
		[1, 1, { item: 1 }],
		[2, 1, { item: 1 }],
		[3, 1, { item: 1 }],
	]);
	expect(requestLines(hub())).toContain('GET /v1/listMembers?customerId=5&rows=10000&sidx=id&sord=asc');
});

test('group and customer go together, and each item has its own group', async () => {
	for (const name of ['金卡会员', '银卡会员']) hub().addMembers(hub().addGroup({ name }).id, [1, 2, 3]);
	const { json } = await runNode(hub(), {
		input: [{ of: '银卡会员' }, { of: '金卡会员' }],
		parameters: member('getAll', byName('={{ $json.of }}'), { filters: { customerId: 2 } }),
	});
	expect(json.map(({ listId, customerId }) => [listId, customerId])).toEqual([
		[2, 2],
		[1, 2],
	]);
});
