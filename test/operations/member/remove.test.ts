import { customers, upFrom } from '../../support/inputs';
import { byId, byName, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { requestLines, useSandbox, writes } from '../../support/sandbox';

const hub = useSandbox();

test('removing by customer sends the reference’s call, everything in the URL', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 5);
	const { items } = await runNode(hub(), {
		input: customers(1, 2, 3),
		parameters: member('remove', byId(id)),
	});
	expect(requestLines(hub())).toEqual(['POST /v1/listservice/removeFromList?customerIds=1,2,3&listId=1']);
	expect(hub().requests[0].body).toBe('');
	expect(hub().customersIn(id)).toEqual(new Set(['4', '5']));
	expect(items).toEqual(
		[1, 2, 3].map((customerId, item) => ({
			json: { removed: true, listId: 1, customerId },
			pairedItem: { item },
		})),
	);
});

test.each(['error_code', '204', 'empty', 'true', 'success'] as const)(
	'the answer “%s” is a success',
	async (removeAnswer) => {
		const { id } = hub().addGroup({ name: '金卡会员' });
		hub().addMembers(id, 3);
		hub().quirks.removeAnswer = removeAnswer;
		const { json, error } = await runNode(hub(), {
			input: customers(2),
			parameters: member('remove', byId(id)),
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([{ removed: true, listId: 1, customerId: 2 }]);
		expect(hub().customersIn(id)).toEqual(new Set(['1', '3']));
	},
);

test('a customer who is not a member counts as removed, since the API does not say who was one', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	const { json } = await runNode(hub(), { input: customers(9), parameters: member('remove', byId(id)) });
	expect(json).toEqual([{ removed: true, listId: 1, customerId: 9 }]);
});

test('a customer named twice is sent once, and a list has one output per customer with all digits', async () => {
	const { id } = hub().addGroup({ name: '新品试用', id: '1627652953215190017' });
	hub().addMembers(id, ['1627652953215191041', '1627652953215191042', 7]);
	const { items } = await runNode(hub(), {
		parameters: member('remove', byId(id), {
			customersFrom: 'list',
			customerIds: '1627652953215191041; 7; 7',
		}),
	});
	expect(writes(hub())).toEqual([
		'POST /v1/listservice/removeFromList?customerIds=1627652953215191041,7&listId=1627652953215190017',
	]);
	expect(hub().customersIn(id)).toEqual(new Set(['1627652953215191042']));
	expect(items.map(({ json, pairedItem }) => [json.listId, json.customerId, pairedItem])).toEqual([
		['1627652953215190017', '1627652953215191041', { item: 0 }],
		['1627652953215190017', 7, { item: 0 }],
		['1627652953215190017', 7, { item: 0 }],
	]);
});

test('each item has its own group', async () => {
	for (const name of ['金卡会员', '银卡会员']) hub().addMembers(hub().addGroup({ name }).id, 4);
	const { json } = await runNode(hub(), {
		input: [
			{ customerId: 1, from: '银卡会员' },
			{ customerId: 2, from: '金卡会员' },
			{ customerId: 3, from: '银卡会员' },
		],
		parameters: member('remove', byName('={{ $json.from }}')),
	});
	expect(json.map(({ listId, customerId }) => [listId, customerId])).toEqual([
		[2, 1],
		[1, 2],
		[2, 3],
	]);
	expect([hub().customersIn(1), hub().customersIn(2)]).toEqual([
		new Set(['1', '3', '4']),
		new Set(['2', '4']),
	]);
});

test('the request lines for 5,000 customers of 19 digits stay under 7,500 bytes', async () => {
	const { id } = hub().addGroup({ name: '双十一活动', id: '1627652953215190017' });
	hub().addMembers(id, 5000, { firstCustomerId: '1627652953215200001' });
	const ids = upFrom(0, 5000).map((at) => (1627652953215200001n + BigInt(at)).toString());
	const { json } = await runNode(hub(), { input: customers(...ids), parameters: member('remove', byId(id)) });
	expect(json.map(({ customerId }) => customerId)).toEqual(ids);
	expect(hub().customersIn(id).size).toBe(0);
	const lengths = hub().requests.map(({ method, url }) => `${method} ${url} HTTP/1.1\r\n`.length);
	expect(Math.max(...lengths)).toBeLessThan(7500);
	expect(lengths.length).toBeLessThan(16);
});

test.each([2000, 300])('a server limit of %i bytes splits requests and is not a refusal', async (urlCap) => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 1000);
	hub().quirks.urlCap = urlCap;
	const { json, error, hints } = await runNode(hub(), {
		input: customers(...upFrom(1, 1000)),
		parameters: member('remove', byId(id)),
	});
	expect(error).toBeUndefined();
	expect(json.map(({ customerId }) => customerId)).toEqual(upFrom(1, 1000));
	expect(hub().customersIn(id).size).toBe(0);
	expect(hints.join()).toContain('exceeded DM Hub’s limit for one request');
});

test('Batch Size and Max Concurrent Requests apply to removing', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().latency = 30;
	await runNode(hub(), {
		input: customers(...upFrom(1, 60)),
		parameters: member('remove', byId(id), { options: { batchSize: 10, maxConcurrentRequests: 2 } }),
	});
	expect(hub().requests.map(({ query }) => query.customerIds.split(',').length)).toEqual(Array(6).fill(10));
	expect(hub().maxInFlight).toBe(2);
});
