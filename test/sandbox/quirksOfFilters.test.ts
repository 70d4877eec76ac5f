import type { Quirks } from '../../sandbox';
import { useSandbox } from '../support/sandbox';
import { ask } from './ask';

const hub = useSandbox({ customers: 0 });

const set = (quirks: Partial<Quirks>) => Object.assign(hub().quirks, quirks);
const get = async (path: string) => (await ask(hub(), 'GET', `/v1/${path}`)).json;
const bad = { error_code: 40004 };

describe('memberFilters', () => {
	const seen = async (query: string) =>
		((await get(`listMembers?sidx=id&${query}`)) as { items: Array<Record<string, number>> }).items.map(
			({ listId, customerId }) => [listId, customerId],
		);
	beforeEach(() => {
		hub().seed([
			{ name: 'a', members: [1, 2] },
			{ name: 'b', members: [1] },
		]);
	});

	test('are both honoured', async () => {
		expect(await seen('listId=1&customerId=1')).toEqual([[1, 1]]);
	});

	test('without listId give the customer in every group', async () => {
		set({ memberFilters: ['customerId'] });
		expect(await seen('listId=1&customerId=1')).toEqual([
			[1, 1],
			[2, 1],
		]);
		expect(await seen('listId=99')).toHaveLength(3);
	});

	test('without customerId give everybody in the group, and without either all there are', async () => {
		set({ memberFilters: ['listId'] });
		expect(await seen('listId=1&customerId=9')).toEqual([
			[1, 1],
			[1, 2],
		]);
		set({ memberFilters: [] });
		expect(await seen('listId=1&customerId=9')).toHaveLength(3);
		expect(await get('listMembers?listId=x')).toMatchObject(bad);
	});
});

describe('identityFilters', () => {
	const seen = async (query: string) =>
		((await get(`customeridentities?${query}`)) as Array<Record<string, string>>).map(
			({ customerId, identityType, identityValue }) => [customerId, identityType, identityValue].join(' '),
		);
	const asked = 'identityType=wechat&identityValue=o1';
	beforeEach(() => {
		set({ identitiesFromFields: false });
		const of = (identityType: string, identityValue: string) => ({ identityType, identityValue });
		hub().addCustomers([
			{ id: 1, identities: [of('wechat', 'o1')] },
			{ id: 2, identities: [of('wechat', 'o2'), of('member-no', 'o1')] },
		]);
	});

	test('are all honoured', async () => {
		expect(await seen(asked)).toEqual(['1 wechat o1']);
		expect(await seen('customerIds=2')).toHaveLength(2);
	});

	test('without a value give the whole type, without a type the value under any, without either everything', async () => {
		set({ identityFilters: ['identityType'] });
		expect(await seen(asked)).toEqual(['1 wechat o1', '2 wechat o2']);
		set({ identityFilters: ['identityValue'] });
		expect(await seen(asked)).toEqual(['1 wechat o1', '2 member-no o1']);
		set({ identityFilters: [] });
		expect(await seen(asked)).toHaveLength(3);
	});

	test('without customerIds give everybody’s', async () => {
		set({ identityFilters: ['identityType', 'identityValue'] });
		expect(await seen('customerIds=2')).toHaveLength(3);
	});
});

test('identitiesPerType “one” leaves out the second OpenID of a customer', async () => {
	const identities = ['o1', 'o2'].map((identityValue) => ({ identityType: 'wechat', identityValue }));
	hub().addCustomer({
		id: 1,
		identities: [...identities, { identityType: 'wechat-unionid', identityValue: 'u' }],
	});
	expect(await get('customeridentities?customerIds=1')).toHaveLength(3);
	set({ identitiesPerType: 'one' });
	expect(await get('customeridentities?customerIds=1')).toMatchObject([
		{ identityValue: 'o1' },
		{ identityValue: 'u' },
	]);
});

test.each([
	['email', 'customers?email=a'],
	['idList', 'customers?idList=1'],
	['select', 'customers?select=id'],
	['mobile', 'customers/count?mobile=1'],
	['customerIds', 'customeridentities?customerIds=1'],
] as const)('refusedParameters can hold %s', async (name, path) => {
	hub().addCustomers(1);
	const refused = async (asked: string) =>
		(await ask(hub(), 'GET', `/v1/${asked}`)).body.includes('error_code');
	expect(await refused(path)).toBe(false);
	set({ refusedParameters: [name] });
	expect(await get(path)).toEqual({ ...bad, error_description: `the params is illegal: ${name}` });
	expect(await refused(path.replace(/\?.*/, '?identityType=a&identityValue=b'))).toBe(false);
});

test.each([
	['customerRowLimit', 'customers'],
	['groupRowLimit', 'lists'],
	['memberRowLimit', 'listMembers'],
] as const)('%s refuses to be asked for more rows', async (name, path) => {
	set({ [name]: 100 });
	expect(await get(`${path}?rows=101`)).toMatchObject(bad);
	expect(await get(`${path}?rows=100`)).not.toMatchObject(bad);
});

describe('a membership', () => {
	const page = async (query: string) =>
		((await get(`listMembers?listId=1&sidx=id&${query}`)) as { items: Array<{ id: number }> }).items.map(
			({ id }) => id - 36345,
		);
	beforeEach(() => hub().seed([{ name: 'a', members: 5 }]));

	test('stands twice on a page, and nobody is lost by it, when memberRepeats is “inPage”', async () => {
		set({ memberRepeats: 'inPage' });
		expect(await page('rows=3')).toEqual([0, 1, 1]);
		expect(await page(`rows=3&sinceId=${36345 + 1}`)).toEqual([2, 3, 3]);
		expect(await page(`rows=3&sinceId=${36345 + 3}`)).toEqual([4, 4]);
		expect(await page('rows=1')).toEqual([0]);
		expect(await page('rows=3&sinceId=99999')).toEqual([]);
	});

	test('comes again on the next page when memberRepeats is “acrossPages”', async () => {
		set({ memberRepeats: 'acrossPages' });
		expect(await page(`rows=3&sinceId=${36345 + 2}`)).toEqual([2, 3, 4]);
		expect(await page(`rows=3&sinceId=${36345 + 2}&sord=desc`)).toEqual([2, 1, 0]);
	});
});
