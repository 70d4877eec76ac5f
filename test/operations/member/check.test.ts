import { customers, upFrom } from '../../support/inputs';
import { byId, byName, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { asked, requestLines, useSandbox } from '../../support/sandbox';

const hub = useSandbox();

test('a member is found with the reference’s call and given with the membership', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, [103446], { dateCreated: '2016-12-12T07:08:43Z' });
	const { items } = await runNode(hub(), { input: customers(103446), parameters: member('check', byId(id)) });
	expect(requestLines(hub())).toEqual([
		'GET /v1/listMembers?listId=1&customerId=103446&rows=1&sidx=id&sord=asc',
	]);
	const date = '2016-12-12T07:08:43Z';
	const membership = { id: 36345, listId: 1, customerId: 103446, dateCreated: date, lastUpdated: date };
	expect(items).toEqual([
		{ json: { listId: 1, customerId: 103446, isMember: true, membership }, pairedItem: { item: 0 } },
	]);
});

test('a customer who is not a member gets “no” without a membership, once per item', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, [1, '1627652953215191041']);
	const { items } = await runNode(hub(), {
		input: customers(2, '1627652953215191041', '1627652953215191042', 2, 1),
		parameters: member('check', byId(id)),
	});
	expect(
		items.map(({ json, pairedItem }) => [json.customerId, json.isMember, 'membership' in json, pairedItem]),
	).toEqual([
		[2, false, false, { item: 0 }],
		['1627652953215191041', true, true, { item: 1 }],
		['1627652953215191042', false, false, { item: 2 }],
		[2, false, false, { item: 3 }],
		[1, true, true, { item: 4 }],
	]);
});

test('a list has one output per customer, and each item its own group', async () => {
	hub().addMembers(hub().addGroup({ name: '金卡会员' }).id, [1]);
	hub().addMembers(hub().addGroup({ name: '银卡会员' }).id, [2]);
	const { items } = await runNode(hub(), {
		input: [{ in: '银卡会员' }, { in: '金卡会员' }],
		parameters: member('check', byName('={{ $json.in }}'), { customersFrom: 'list', customerIds: '2、1' }),
	});
	expect(
		items.map(({ json, pairedItem }) => [json.listId, json.customerId, json.isMember, pairedItem]),
	).toEqual([
		[2, 2, true, { item: 0 }],
		[2, 1, false, { item: 0 }],
		[1, 2, false, { item: 1 }],
		[1, 1, true, { item: 1 }],
	]);
});

test.each([
	{},
	{ memberRowCap: 100 },
	{ memberRowsRandom: 7 },
	{ countShape: 'object' as const },
	{ countShape: 'string' as const },
])('checking 5,000 customers in a group of 3,000 takes under 100 requests (%j)', async (quirks) => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 3000, { firstCustomerId: 2001 });
	Object.assign(hub().quirks, quirks);
	const { json } = await runNode(hub(), {
		input: customers(...upFrom(1, 5000)),
		parameters: member('check', byId(id)),
	});
	expect(json.map(({ isMember }) => isMember)).toEqual(upFrom(1, 5000).map((each) => each > 2000));
	expect(hub().requests.length).toBeLessThan(100);
});

test('20 customers in a group of 300,000 are asked for one by one, not with 30 pages', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 300_000);
	const { json } = await runNode(hub(), {
		input: customers(...upFrom(299_991, 20)),
		parameters: member('check', byId(id)),
	});
	expect(json.map(({ isMember }) => isMember)).toEqual(upFrom(1, 20).map((each) => each <= 10));
	// Whoever is not found is asked for once more, from the other end.
	expect(asked(hub(), '/v1/listMembers').map(({ query }) => query.rows)).toEqual(Array(30).fill('1'));
});
