import type { Quirks } from '../../sandbox';
import { useSandbox } from '../support/sandbox';
import { addMany, addOne, ask, unknownId } from './ask';

const hub = useSandbox({ customers: 0 });
beforeEach(() => {
	hub().addGroup({ name: 'a' });
	hub().addCustomers(3);
});

const set = (quirks: Partial<Quirks>) => Object.assign(hub().quirks, quirks);
const batch = (...customerIds: number[]) => addMany(hub(), ...customerIds);
const single = (customerId: number) => addOne(hub(), customerId);
const save = (customer: unknown) => ask(hub(), 'POST', '/v1/customers', customer);

describe('aboutAnother', () => {
	test('answers an addition with another customer, while the one asked for is added', async () => {
		set({ aboutAnother: ['addedCustomer'] });
		expect((await single(1)).json).toMatchObject({
			data: { id: 36345, customerId: 1_000_000_008, listId: 1 },
		});
		const { items } = (await batch(2, 3)).json as { items: Array<{ customerId: number }> };
		expect(items.map(({ customerId }) => customerId)).toEqual([1_000_000_010, 1_000_000_009]);
		expect([...hub().customersIn(1)]).toEqual(['1', '2', '3']);
		expect((await ask(hub(), 'GET', '/v1/listMembers?customerId=1')).json).toMatchObject({
			items: [{ customerId: 1, listId: 1 }],
		});
	});

	test('answers an addition with another group', async () => {
		set({ aboutAnother: ['addedGroup'] });
		expect((await single(1)).json).toMatchObject({ data: { customerId: 1, listId: 1_000_000_008 } });
		expect(hub().members(1)).toHaveLength(1);
	});

	test('answers the creation of a group with another', async () => {
		set({ aboutAnother: ['createdGroup'] });
		const { json } = await ask(hub(), 'POST', '/v1/lists', { name: 'b' });
		expect(json).toMatchObject({ id: 1_000_000_009, name: '另一个群组' });
		expect(hub().groups()).toMatchObject([{ name: 'a' }, { id: '2', name: 'b' }]);
	});

	test('answers the saving or reading of a customer with another', async () => {
		set({ aboutAnother: ['savedCustomer', 'readCustomer'] });
		expect((await save({ mobile: '13800138000' })).json).toMatchObject({ id: 1 });
		expect(hub().customer(329226)?.mobile).toBe('13800138000');
		const identities = [{ identityType: 'wechat', identityValue: 'o1' }];
		const saved = await ask(hub(), 'POST', '/v1/customerandidentities', {
			customer: {},
			customerIdentities: identities,
		});
		expect(saved.json).toMatchObject({ id: 1 });
		expect((await ask(hub(), 'GET', '/v1/customers/1')).json).toMatchObject({ id: 2 });
		expect((await ask(hub(), 'GET', '/v1/customers/2')).json).toMatchObject({ id: 1 });
		expect((await ask(hub(), 'GET', '/v1/customers/9')).json).toEqual(unknownId);
	});

	test('makes somebody up where there is nobody else', async () => {
		hub().reset();
		set({ aboutAnother: ['savedCustomer'] });
		const { json } = await save({ mobile: '13800138000' });
		expect((json as { mobile: string }).mobile).toMatch(/^199/);
		expect(
			hub()
				.customers()
				.map(({ mobile }) => mobile),
		).toEqual(['13800138000']);
	});
});

test('a membership that is none is answered for an unknown customer (pretend)', async () => {
	set({ unknownCustomer: 'pretend' });
	expect((await single(13)).json).toMatchObject({ data: { customerId: 13, listId: 1 } });
	expect((await batch(1, 13)).json).toMatchObject({ items: [{ customerId: 13 }, { customerId: 1 }] });
	expect([...hub().customersIn(1)]).toEqual(['1']);
	expect((await ask(hub(), 'GET', '/v1/listMembers?customerId=13')).json).toEqual({ items: [] });
	expect((await ask(hub(), 'GET', '/v1/listservice/memberCount?listId=1')).json).toBe(1);
});

test('extraFields stand in every record', async () => {
	const extraFields = { error: 'x', success: false, status: 500 };
	set({ extraFields });
	expect((await single(1)).json).toMatchObject({ data: { customerId: 1, ...extraFields } });
	expect((await batch(2, 3)).json).toMatchObject({ items: [extraFields, extraFields] });
	expect((await ask(hub(), 'GET', '/v1/listMembers')).json).toMatchObject({ items: [{}, {}, extraFields] });
	expect((await ask(hub(), 'GET', '/v1/lists')).json).toMatchObject({
		rows: [{ name: 'a', ...extraFields }],
	});
	expect((await save({ mobile: '13800138000' })).json).toMatchObject({ id: 329226, ...extraFields });
	expect((await ask(hub(), 'GET', '/v1/customers?idList=1&select=id')).json).toMatchObject({
		rows: [{ id: 1, ...extraFields }],
	});
	expect((await ask(hub(), 'GET', '/v1/customers/1')).json).toMatchObject(extraFields);
	set({ extraFields: { note: 'x'.repeat(1000) } });
	const { items } = (await ask(hub(), 'GET', '/v1/listMembers')).json as { items: Array<{ note: string }> };
	expect(items.map(({ note }) => note.length)).toEqual([1000, 1000, 1000]);
});

test.each([
	['plain', '40201'],
	['object', '{"code":40201}'],
	['array', '[40201]'],
	['boolean', 'true'],
] as const)('codeShape can be “%s”', async (codeShape, code) => {
	set({ codeShape });
	expect((await ask(hub(), 'DELETE', '/v1/lists/9')).body).toBe(
		`{"error_code":${code},"error_description":"permission is not enough"}`,
	);
});
