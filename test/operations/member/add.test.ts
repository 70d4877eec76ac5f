import { customers, upFrom } from '../../support/inputs';
import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { requestLines, useSandbox, writes } from '../../support/sandbox';

const hub = useSandbox();
const joined = { dateCreated: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string };

test('one customer is added with the reference’s call for one, and the output is the membership', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	const { items } = await runNode(hub(), {
		input: customers(4),
		parameters: member('add', byId(id)),
	});
	expect(requestLines(hub())).toEqual(['POST /v1/listMembers {"data":{"customerId":4,"listId":1}}']);
	const { dateCreated } = hub().members(id)[0];
	expect(items).toEqual([
		{
			json: { id: 36345, listId: 1, customerId: 4, dateCreated, lastUpdated: dateCreated },
			pairedItem: { item: 0 },
		},
	]);
	expect(items[0].json).toMatchObject(joined);
});

test('many customers are added with the reference’s call for many', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	await runNode(hub(), { input: customers(91, 92), parameters: member('add', byId(id)) });
	expect(requestLines(hub())).toEqual([
		'POST /v1/listMembersBatch {"items":[{"customerId":91,"listId":1},{"customerId":92,"listId":1}]}',
	]);
	expect(hub().requests[0].headers['content-type']).toMatch(/^application\/json/);
	expect(hub().customersIn(id)).toEqual(new Set(['91', '92']));
});

test.each(['asked', 'reversed'] as const)(
	'outputs follow the input when DM Hub answers in the order %s',
	async (order) => {
		const { id } = hub().addGroup({ name: '金卡会员' });
		hub().quirks.batchOrder = order;
		const { items } = await runNode(hub(), {
			input: customers(30, 10, 20),
			parameters: member('add', byId(id)),
		});
		expect(items.map(({ json, pairedItem }) => [json.customerId, pairedItem])).toEqual([
			[30, { item: 0 }],
			[10, { item: 1 }],
			[20, { item: 2 }],
		]);
		const membershipOf = new Map(
			hub()
				.members(id)
				.map((each) => [Number(each.customerId), Number(each.id)]),
		);
		expect(items.map(({ json }) => json.id)).toEqual(
			[30, 10, 20].map((customer) => membershipOf.get(customer)),
		);
	},
);

test('a customer named twice is sent once, and each item has its output', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	const { items } = await runNode(hub(), {
		input: customers(7, 8, '7', ' 007 '),
		parameters: member('add', byId(id)),
	});
	expect(writes(hub())).toEqual([
		'POST /v1/listMembersBatch {"items":[{"customerId":7,"listId":1},{"customerId":8,"listId":1}]}',
	]);
	expect(items.map(({ json, pairedItem }) => [json.customerId, pairedItem])).toEqual([
		[7, { item: 0 }],
		[8, { item: 1 }],
		[7, { item: 2 }],
		[7, { item: 3 }],
	]);
	expect(items[0].json).toEqual(items[3].json);
});

test('IDs of 19 digits keep every digit, on the wire and in the output', async () => {
	const { id } = hub().addGroup({ name: '新品试用', id: '1627652953215190017' });
	hub().nextMembershipId = '1627652953215999999';
	const long = ['1627652953215191041', '1627652953215191042', '9007199254740991'];
	hub().addCustomers(long);
	const { json } = await runNode(hub(), { input: customers(...long), parameters: member('add', byId(id)) });
	expect(writes(hub())).toEqual([
		'POST /v1/listMembersBatch {"items":[{"customerId":1627652953215191041,"listId":1627652953215190017},{"customerId":1627652953215191042,"listId":1627652953215190017},{"customerId":9007199254740991,"listId":1627652953215190017}]}',
	]);
	expect(json.map(({ id, listId, customerId }) => [id, listId, customerId])).toEqual([
		['1627652953215999999', '1627652953215190017', '1627652953215191041'],
		['1627652953216000000', '1627652953215190017', '1627652953215191042'],
		['1627652953216000001', '1627652953215190017', 9007199254740991],
	]);
});

test('IDs as text, and 201 instead of 200, give the same output', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	Object.assign(hub().quirks, { idsAsStrings: true, createStatus: 201 });
	const { json } = await runNode(hub(), { input: customers(1, 2), parameters: member('add', byId(id)) });
	expect(json).toMatchObject([
		{ id: 36345, listId: 1, customerId: 1 },
		{ id: 36346, listId: 1, customerId: 2 },
	]);
});

test('a request holds 500 customers, or as many as Batch Size says', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	const input = customers(...upFrom(1, 1201));
	const sizes = () =>
		hub().requests.map(({ body }) => {
			const { items } = JSON.parse(body) as { items?: unknown[] };
			return items?.length ?? 1;
		});
	const usual = await runNode(hub(), { input, parameters: member('add', byId(id)) });
	expect(usual.json.map(({ customerId }) => customerId)).toEqual(upFrom(1, 1201));
	expect(sizes()).toEqual([500, 500, 201]);

	hub().clearLog();
	await runNode(hub(), { input, parameters: member('add', byId(id), { options: { batchSize: 400 } }) });
	expect(sizes().sort()).toEqual([1, 400, 400, 400]);
});

test.each([
	[undefined, 4],
	[1, 1],
	[7, 7],
])('Max Concurrent Requests of %s keeps %s requests in flight', async (maxConcurrentRequests, inFlight) => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().latency = 30;
	const options = { batchSize: 2, ...(maxConcurrentRequests ? { maxConcurrentRequests } : {}) };
	await runNode(hub(), {
		input: customers(...upFrom(1, 40)),
		parameters: member('add', byId(id), { options }),
	});
	expect(hub().maxInFlight).toBe(inFlight);
	expect(hub().customersIn(id).size).toBe(40);
});
