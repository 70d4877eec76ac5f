import { useSandbox } from '../support/sandbox';
import { ask, unknownId } from './ask';

const hub = useSandbox({ customers: 0 });

type Row = Record<string, unknown>;
const search = async (query: string) =>
	(await ask(hub(), 'GET', `/v1/customers?${query}`)).json as { records: number; rows: Row[]; total: number };
const ids = async (query: string) => (await search(query)).rows.map(({ id }) => id);

describe('searching', () => {
	test('finds a mobile number, an email, and ids, each alone or together', async () => {
		hub().addCustomer({ id: 7, name: '王小明', mobile: '13800138000', email: 'Wang@example.com' });
		hub().addCustomer({ id: 8, mobile: '13800138001', email: 'li@example.com' });
		expect(await ids('mobile=13800138000')).toEqual([7]);
		expect(await ids('email=li%40example.com')).toEqual([8]);
		expect(await ids('idList=9,8,7,8')).toEqual([7, 8]);
		expect(await ids('idList=8&mobile=13800138000')).toEqual([]);
		expect(await search('mobile=13900000000')).toEqual({ records: 0, rows: [], total: 0 });
	});

	test('finds both of two customers with one mobile number', async () => {
		hub().addCustomers([{ id: 5, mobile: '13800138000' }, 6, { id: 3, mobile: '13800138000' }]);
		expect(await ids('mobile=13800138000')).toEqual([3, 5]);
	});

	test('finds customers whose fields are derived from their ID, but not by a number they gave up', async () => {
		hub().addCustomers(1_000_000, { firstCustomerId: '1627652953215000001' });
		const { mobile, email } = hub().customer('1627652953215191041') ?? {};
		const found = await ask(hub(), 'GET', `/v1/customers?mobile=${String(mobile)}&select=id`);
		expect(found.body).toBe('{"records":1,"rows":[{"id":1627652953215191041}],"total":1}');
		expect(await search(`email=${String(email)}`)).toMatchObject({ records: 1 });
		await ask(hub(), 'POST', '/v1/customers', { email, mobile: '13800138000' });
		await ask(hub(), 'POST', '/v1/customers', { email: 'new@example.com', mobile: '13800138000' });
		expect(await ids(`mobile=${String(mobile)}`)).toEqual([]);
		hub().quirks.emailMatching = 'ignoreCase';
		expect(await ids(`email=${String(email)}`)).toEqual([]);
		expect(await search('mobile=13800138000')).toMatchObject({ rows: [{ email: 'new@example.com' }] });
		expect(hub().customerCount).toBe(1_000_000);
	});

	test('filters by stage, source, gender and dates, both ends included', async () => {
		hub().addCustomer({ id: 1, stage: 'new', gender: 1, dateCreated: '2020-01-01T00:00:00Z' });
		hub().addCustomer({
			id: 2,
			source: 'shop',
			dateCreated: '2020-01-02T00:00:00Z',
			lastUpdated: '2021-01-01',
		});
		expect(await ids('stage=new')).toEqual([1]);
		expect(await ids('source=shop')).toEqual([2]);
		expect(await ids('gender=0')).toEqual([2]);
		expect(await ids('dateCreatedFrom=2020-01-02T00:00:00')).toEqual([2]);
		expect(await ids('dateCreatedTo=2020-01-01T00:00:00Z')).toEqual([1]);
		expect(await ids('lastUpdatedFrom=2020-01-03T00:00:00&lastUpdatedTo=2021-01-01T00:00:00')).toEqual([2]);
		expect((await ask(hub(), 'GET', '/v1/customers?dateCreatedTo=now')).json).toMatchObject({
			error_code: 40004,
		});
	});

	test('gives everybody in pages of 20 in the order of the IDs, or as asked', async () => {
		hub().addCustomers(45);
		const [first, last] = [await search(''), await search('page=3')];
		expect(first).toMatchObject({ records: 45, total: 3 });
		expect(first.rows.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
		expect(last.rows.map(({ id }) => id)).toEqual([41, 42, 43, 44, 45]);
		expect(await ids('page=4')).toEqual([]);
		expect(await ids('sord=desc&rows=2&page=2')).toEqual([43, 42]);
		hub().addCustomer({ id: 99, name: 'A', dateCreated: '2001-01-01' });
		expect(await ids('sidx=name&rows=1')).toEqual([99]);
		expect(await ids('sidx=dateCreated&sord=desc&rows=1&page=46')).toEqual([99]);
		expect((await ask(hub(), 'GET', '/v1/customers?sidx=mobile')).json).toMatchObject({ error_code: 40004 });
	});

	test('leaves out all fields that select does not name', async () => {
		hub().addCustomer({ id: 7, name: '王小明', attr: { attr1: 'gold' } });
		expect((await search('select=id,name,mobile,nonsense')).rows).toEqual([
			{ id: 7, name: '王小明', mobile: null },
		]);
		expect((await search('select=attr, displayName')).rows).toEqual([
			{ attr: { attr1: 'gold' }, displayName: '王小明' },
		]);
	});
});

describe('counting', () => {
	test('answers with a bare integer, for all customers or those that match the filters', async () => {
		hub().addCustomers(30);
		hub().addCustomer({ mobile: '13800138000' });
		expect((await ask(hub(), 'GET', '/v1/customers/count')).body).toBe('31');
		expect((await ask(hub(), 'GET', '/v1/customers/count?mobile=13800138000')).body).toBe('1');
		expect((await ask(hub(), 'GET', '/v1/customers/count?idList=1,2,99')).body).toBe('2');
	});
});

describe('a customer', () => {
	test('has 40 to 70 fields, null where nothing is known, and an exact id', async () => {
		hub().addCustomer({
			id: '1627652953215191041',
			nickName: '小明',
			mobile: '13800138000',
			birthday: '1990-05-01',
		});
		const { body, json, status } = await ask(hub(), 'GET', '/v1/customers/1627652953215191041');
		expect(status).toBe(200);
		expect(body).toContain('"id":1627652953215191041,');
		expect(json).toMatchObject({ displayName: '小明', name: null, mobile: '13800138000', attr: null });
		expect(json).toMatchObject({ birthday: '1990-05-01', email: null, gender: null });
		expect(Object.keys(json as Row).length).toBeGreaterThanOrEqual(40);
		expect(Object.keys(json as Row).length).toBeLessThanOrEqual(70);
		expect((json as Row).dateCreated).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
	});

	test('that is gone or has no valid ID is refused as recorded', async () => {
		hub().addCustomers(3);
		hub().deleteCustomer(2);
		expect(await ask(hub(), 'GET', '/v1/customers/2')).toMatchObject({ status: 500, json: unknownId });
		expect(await ask(hub(), 'GET', '/v1/customers/x')).toMatchObject({ status: 500, json: unknownId });
		expect((await ask(hub(), 'GET', '/v1/customers/3')).json).toMatchObject({ id: 3 });
		expect(
			hub()
				.customers()
				.map(({ id }) => id),
		).toEqual(['1', '3']);
	});
});

test('members whom a test puts into a group are customers', async () => {
	hub().addGroup({ name: 'a' });
	hub().addMembers(1, 3);
	hub().addMembers(1, ['1627652953215191041', 2]);
	expect(
		hub()
			.customers()
			.map(({ id }) => id),
	).toEqual(['1', '2', '3', '1627652953215191041']);
	expect(hub().customer(3)?.name).toMatch(/^\p{Script=Han}{2,3}$/u);
});

test('faults strike customer calls like any other', async () => {
	hub().addCustomers(1);
	hub().faults.add({ kind: 'busy', match: { path: '/v1/customers*' } });
	hub().faults.add({ kind: 'lost', match: { method: 'POST', path: '/v1/customers' } });
	expect((await ask(hub(), 'GET', '/v1/customers/1')).status).toBe(503);
	await expect(ask(hub(), 'POST', '/v1/customers', { mobile: '13800138000' })).rejects.toThrow();
	expect(hub().customerCount).toBe(2);
	expect(hub().requests.map(({ fault }) => fault)).toEqual(['busy', 'lost']);
});
