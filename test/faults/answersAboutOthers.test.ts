import { customers, upFrom } from '../support/inputs';
import { byId, group, member } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

/** DM Hub answers about somebody else, since it passes over a filter or has mixed up two requests. */
const hub = useSandbox();
const STRANGER = { id: 7, listId: 1, customerId: 999, dateCreated: 'x', lastUpdated: 'x' };
const onError = 'continueErrorOutput';
beforeEach(() => void hub().addGroup({ name: '金卡会员' }));
const says = (method: string, path: string, body: unknown, status = 200) =>
	hub().faults.add({
		kind: 'refuse',
		status,
		body: JSON.stringify(body),
		times: 99,
		match: { method, path },
	});
const check = { input: customers(5), onError, parameters: member('check', byId(1)) } as const;

test.each([
	['the customer', STRANGER],
	['the group', { ...STRANGER, customerId: 5, listId: 2 }],
])('a membership of another is nobody’s where the filter by %s is passed over', async (_, row) => {
	says('GET', '/v1/listMembers', { items: [row] });
	const { json } = await runNode(hub(), check);
	expect(json.filter(({ isMember }) => isMember)).toEqual([]);
});

test.each([[['customerId']], [['listId']], [[]]] as const)(
	'members are found and strangers are not on a server that honours only %j of the filters',
	async (memberFilters) => {
		hub().quirks.memberFilters = [...memberFilters] as never;
		const { id } = hub().addGroup({ name: '银卡会员' });
		hub().addMembers('1', [4, 5]);
		hub().addMembers(id, [6]);
		const { json } = await runNode(hub(), { ...check, input: customers(5, 6) });
		expect(json).toMatchObject([
			{ customerId: 5, isMember: true },
			{ customerId: 6, isMember: false },
		]);
	},
);

test.each([
	['value', { customerId: '999', identityType: 'member-no', identityValue: 'VIP-2' }],
	['type', { customerId: '999', identityType: 'wechat', identityValue: 'VIP-1' }],
])('an identity of another %s makes nobody known', async (_, row) => {
	says('GET', '/v1/customeridentities', [row]);
	const result = await runNode(hub(), {
		input: [{ identityValue: 'VIP-1' }],
		onError,
		parameters: member('add', byId(1), { customerBy: 'identity', identityType: 'member-no' }),
	});
	expect(result).toBeRefused({ item: 0, reason: 'notSearched', outcome: 'unknown', customer: 'VIP-1' });
	expect(hub().customersIn('1').size).toBe(0);
});

test.each([
	['group', { ...STRANGER, customerId: 5, listId: 2 }],
	['customer', { ...STRANGER, customerId: 6 }],
])('an answer to an add about another %s is not believed', async (_, data) => {
	hub().faults.add({ kind: 'refuse', body: JSON.stringify({ data }), match: { method: 'POST' } });
	const { json, refused } = await runNode(hub(), {
		input: customers(5),
		onError,
		parameters: member('add', byId(1)),
	});
	expect([json, refused.length]).toEqual([[], 1]);
});

test('a customer who was created, but is another, is not added', async () => {
	says('POST', '/v1/customers', { id: 999, mobile: '13700000000' }, 201);
	const result = await runNode(hub(), {
		input: [{ mobile: '13912345678' }],
		onError,
		parameters: member('add', byId(1), { customerBy: 'mobile', ifNotFound: 'create' }),
	});
	expect(result).toBeRefused({ item: 0, outcome: 'unknown', customer: '13912345678' });
	expect(hub().customersIn('1').size).toBe(0);
	expect(asked(hub(), '/v1/listMembers', 'POST')).toEqual([]);
});

test('a token that comes back as the code is hidden', async () => {
	says('GET', '/v1/lists', { error_code: hub().accessToken, error_description: 'no' });
	const { items } = await runNode(hub(), {
		parameters: group('getAll'),
		onError: 'continueRegularOutput',
	});
	expect(JSON.stringify(items)).toContain('[hidden]');
	expect(JSON.stringify(items)).not.toContain(hub().accessToken);
});

test('the request line of a removal stays under the limit with the longest usual token', async () => {
	const { id } = hub().addGroup({ name: '双十一活动', id: '1627652953215190017' });
	const first = 1627652953215200001n;
	await runNode(hub(), {
		input: customers(...upFrom(0, 1000).map((at) => String(first + BigInt(at)))),
		parameters: member('remove', byId(id)),
	});
	const longest = 200 - hub().accessToken.length;
	const lengths = hub().requests.map(({ method, url }) => `${method} ${url} HTTP/1.1\r\n`.length + longest);
	expect(Math.max(...lengths)).toBeLessThanOrEqual(7_500);
});

describe('a list that holds memberships of another group is not used,', () => {
	/** Both groups have members, and the list of either gives those of both. */
	beforeEach(() => {
		hub().quirks.memberFilters = ['customerId'];
		hub().addMembers('1', [1, 2, 3]);
		hub().addMembers(hub().addGroup({ name: '银卡会员' }).id, [4, 5, 6]);
		hub().addGroup({ name: '生日礼物' });
	});

	test.each([
		['getAll', {}],
		['getAll by customer', { options: { sortBy: 'customerId' }, limit: 4 }],
		['getAll of a day', { options: { joinedFrom: '2000-01-01' } }],
		['exportToFile', {}],
		['copy', { toGroup: byId(3) }],
		['sync', { customerId: 5, customerBy: 'id', options: { removalLimit: 100 } }],
	])('%s', async (named, more) => {
		const [operation] = named.split(' ');
		const result = await runNode(hub(), { parameters: member(operation, byId(1), more) });
		expect(result.items).toEqual([]);
		expect(result).toBeRefused({ item: 0, reason: 'unreadable', says: 'ofAnotherGroup' });
		expect([...hub().customersIn('1')]).toEqual(['1', '2', '3']);
		expect(hub().customersIn('3').size).toBe(0);
	});
});

test('the groups of a customer are not those of everybody', async () => {
	hub().quirks.memberFilters = ['listId'];
	hub().addMembers('1', [1, 2, 3]);
	const result = await runNode(hub(), {
		parameters: member('getAll', undefined, { scope: 'all', filters: { customerId: 2 } }),
	});
	expect(result.items).toEqual([]);
	expect(result).toBeRefused({ item: 0, reason: 'unreadable', names: ['customerId'] });
});
