import { useSandbox } from '../support/sandbox';
import { ask } from './ask';

const hub = useSandbox({ customers: 0 });

const save = (customer: unknown) => ask(hub(), 'POST', '/v1/customers', customer);
const saveWith = (customer: unknown, ...identities: unknown[]) =>
	ask(hub(), 'POST', '/v1/customerandidentities', { customer, customerIdentities: identities });
const openId = { identityType: 'wechat', identityValue: 'o123', identityName: '小明' };
const bad = { status: 200, json: { error_code: 40004 } };

describe('creating or updating a customer', () => {
	test('creates whoever has a new mobile number (201) and updates whoever has a known one (200)', async () => {
		const created = await save({ name: 'guru', mobile: '13911223366', external_id: 'XYZ' });
		expect(created).toMatchObject({ status: 201, json: { name: 'guru', mobile: '13911223366' } });
		const updated = await save({ name: 'fake guru', mobile: '13911223366', email: 'g@example.com' });
		expect(updated).toMatchObject({ status: 200, json: { name: 'fake guru', email: 'g@example.com' } });
		expect(hub().customers()).toMatchObject([{ name: 'fake guru', email: 'g@example.com' }]);
	});

	test('looks for the email where nobody has that mobile number', async () => {
		hub().addCustomer({ id: 1, mobile: '13800138000', email: 'a@example.com' });
		hub().addCustomer({ id: 2, mobile: '13800138001', email: 'b@example.com' });
		expect((await save({ email: 'a@example.com', mobile: '13800138002' })).json).toMatchObject({ id: 1 });
		expect((await save({ email: 'a@example.com', mobile: '13800138001' })).json).toMatchObject({ id: 2 });
	});

	test('overwrites the fields it is given, even with nothing, and leaves the rest', async () => {
		hub().addCustomer({
			id: 1,
			mobile: '13800138000',
			name: 'A',
			city: 'B',
			attr: { attr1: 'x', attr2: 'y' },
		});
		await save({ mobile: '13800138000', name: null, attr: { attr1: 'z' }, id: 5, displayName: 'no' });
		expect(hub().customers()).toMatchObject([
			{ id: '1', name: null, city: 'B', displayName: '13800138000', attr: { attr1: 'z', attr2: 'y' } },
		]);
	});

	test('keeps the creation date, updates that of the last change, and releases the old number', async () => {
		hub().addCustomer({ id: 1, mobile: '13800138000', email: 'a@example.com', dateCreated: '2020-01-01' });
		await save({ email: 'a@example.com', mobile: '13800138001' });
		const { dateCreated, lastUpdated } = hub().customer(1) ?? {};
		expect(dateCreated).toBe('2020-01-01T00:00:00Z');
		expect(Date.parse(String(lastUpdated))).toBeGreaterThan(Date.parse('2026-01-01'));
		expect((await save({ mobile: '13800138000' })).status).toBe(201);
	});

	test('creates somebody new each time where neither is given', async () => {
		await save({ name: 'A' });
		await save({ name: 'A' });
		expect(
			hub()
				.customers()
				.map(({ id }) => id),
		).toEqual(['329226', '329227']);
	});

	test('gives out exact IDs of 19 digits and skips those in use', async () => {
		hub().addCustomers(2, { firstCustomerId: '1627652953215191041' });
		hub().nextCustomerId = '1627652953215191041';
		expect((await save({ name: 'A' })).body).toContain('"id":1627652953215191043,');
	});

	test('refuses what is not a customer', async () => {
		for (const body of ['[', '[]', '{"name":{}}', '{"attr":[]}', '{"attr":{"attr1":[]}}'])
			expect(await save(body)).toMatchObject(bad);
		expect(hub().customerCount).toBe(0);
	});
});

describe('creating or updating a customer with identities', () => {
	test('finds by identity first, then by mobile number and email', async () => {
		hub().addCustomer({ id: 1, identities: [openId] });
		hub().addCustomer({ id: 2, mobile: '13800138000' });
		expect(await saveWith({ mobile: '13800138000' }, openId)).toMatchObject({ status: 200, json: { id: 1 } });
		hub().deleteCustomer(1);
		expect(await saveWith({ mobile: '13800138000' }, openId)).toMatchObject({ status: 200, json: { id: 2 } });
		expect(hub().customer(2)?.identities).toEqual([openId]);
		expect(await saveWith({}, { identityType: 'member-no', identityValue: 'o123' })).toMatchObject({
			status: 201,
		});
	});

	test('leaves the identity of another customer where it is', async () => {
		const memberNo = { identityType: 'member-no', identityValue: 'M1', identityName: null };
		hub().addCustomer({ id: 1, identities: [openId, openId] });
		hub().addCustomer({ id: 2, identities: [memberNo] });
		expect((await saveWith({ name: 'A' }, memberNo, openId)).json).toMatchObject({ id: 2, name: 'A' });
		expect(
			hub()
				.customers()
				.map(({ identities }) => identities),
		).toEqual([[openId], [memberNo]]);
	});

	test('makes nobody twice when it is sent again, and never empties a field', async () => {
		const { json } = await saveWith({ name: 'A', attr: { attr1: 'x' } }, openId);
		await saveWith({ name: '', city: 'B', attr: { attr1: null } }, openId);
		const { id } = json as { id: number };
		expect(hub().customers()).toMatchObject([
			{ id: String(id), name: 'A', city: 'B', attr: { attr1: 'x' }, identities: [openId] },
		]);
	});

	test('refuses types over 32 and values over 128 characters, empty ones, and bodies without a list', async () => {
		const identity = (type: number, value: number) => ({
			identityType: 'a'.repeat(type),
			identityValue: 'b'.repeat(value),
		});
		for (const each of [identity(33, 1), identity(1, 129), identity(0, 1), identity(1, 0)])
			expect(await saveWith({}, each)).toMatchObject(bad);
		expect(await ask(hub(), 'POST', '/v1/customerandidentities', { customer: {} })).toMatchObject(bad);
		expect((await saveWith({}, identity(32, 128))).status).toBe(201);
	});
});

describe('asking for identities', () => {
	test('goes by type and value or by customers, with the customer as text and nobody as an empty list', async () => {
		const ask1 = async (query: string) => (await ask(hub(), 'GET', `/v1/customeridentities?${query}`)).json;
		hub().addCustomer({ id: '1627652953215191041', identities: [openId] });
		hub().addCustomer({ id: 5, identities: [{ ...openId, identityType: 'member-no', identityName: null }] });
		const found = { customerId: '1627652953215191041', ...openId };
		expect(await ask1('identityType=wechat&identityValue=o123')).toEqual([found]);
		expect(await ask1('identityType=wechat&identityValue=O123')).toEqual([]);
		expect(await ask1('customerIds=5,6,1627652953215191041')).toEqual([
			{ customerId: '5', identityType: 'member-no', identityValue: 'o123', identityName: null },
			found,
		]);
		expect(await ask1('identityType=wechat')).toMatchObject({ error_code: 40004 });
	});
});
