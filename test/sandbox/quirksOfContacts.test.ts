import type { Quirks } from '../../sandbox';
import { useSandbox } from '../support/sandbox';
import { ask } from './ask';

const hub = useSandbox({ customers: 0 });

const set = (quirks: Partial<Quirks>) => Object.assign(hub().quirks, quirks);
const get = async (path: string) => (await ask(hub(), 'GET', `/v1/${path}`)).json;
const save = (customer: unknown) => ask(hub(), 'POST', '/v1/customers', customer);

describe('a mobile number', () => {
	const national = 'customers?mobile=13800138000';
	const global = 'customers?mobile=%2B86%2013800138000';
	beforeEach(() => void hub().addCustomer({ id: 7, mobile: '13800138000' }));

	test('is found by eleven digits, but not in the global form', async () => {
		expect(await get(national)).toMatchObject({ rows: [{ id: 7, mobile: '13800138000' }] });
		expect(await get(global)).toMatchObject({ rows: [] });
	});

	test('is found in the global form with its one space, but not by eleven digits, with globalNumbers', async () => {
		set({ globalNumbers: true });
		const shown = { id: 7, mobile: '+86 13800138000' };
		expect(await get(global)).toMatchObject({ rows: [shown] });
		expect(await get(global.replace('%20', '+'))).toMatchObject({ rows: [shown] });
		for (const query of [national, global.replace('%20', ''), global.replace('%2B', '+')])
			expect(await get(query)).toMatchObject({ rows: [] });
		expect(await get('customers/7')).toMatchObject(shown);
		expect(await get('customers?select=mobile')).toMatchObject({ rows: [{ mobile: shown.mobile }] });
		expect(await get('customeridentities?customerIds=7')).toMatchObject([{ identityValue: shown.mobile }]);
		expect(hub().customer(7)?.mobile).toBe(shown.mobile);
	});

	test('is global for customers derived from their ID and in other countries, with globalNumbers', async () => {
		set({ globalNumbers: true });
		hub().addCustomers(1);
		hub().addCustomer({ id: 9, mobile: '+852 61234567' });
		const { mobile } = hub().customer(1) ?? {};
		expect(mobile).toMatch(/^\+86 199\d{8}$/);
		expect(await get(`customers?mobile=${encodeURIComponent(String(mobile))}`)).toMatchObject({
			rows: [{ id: 1 }],
		});
		expect(await get('customers?mobile=%2B852%2061234567')).toMatchObject({ rows: [{ id: 9 }] });
	});

	test('is saved once, whichever form is sent, with globalNumbers', async () => {
		set({ globalNumbers: true });
		for (const mobile of ['13800138000', '+86 13800138000'])
			expect(await save({ mobile })).toMatchObject({
				status: 200,
				json: { id: 7, mobile: '+86 13800138000' },
			});
		expect(hub().customerCount).toBe(1);
	});

	test('is refused without the global form when globalWrites is “refused”', async () => {
		set({ globalNumbers: true, globalWrites: 'refused' });
		expect((await save({ mobile: '13800138001' })).json).toMatchObject({ error_code: 40004 });
		expect((await save({ mobile: '+86 13800138001' })).status).toBe(201);
		expect(hub().customerCount).toBe(2);
	});
});

describe('identitiesFromFields', () => {
	const byMobile = 'customeridentities?identityType=mobile&identityValue=13800138000';
	const byEmail = 'customeridentities?identityType=email&identityValue=a%40example.com';
	const entered = { identityType: 'mobile', identityValue: '13800138000', identityName: null };
	const identity = { customerId: '7', ...entered };
	beforeEach(() => void hub().addCustomer({ id: 7, mobile: '13800138000', email: 'a@example.com' }));

	test('makes identities of mobile numbers and emails', async () => {
		expect(await get(byMobile)).toEqual([identity]);
		expect(await get(byEmail)).toMatchObject([{ customerId: '7' }]);
		expect(await get(byEmail.replace('a%40', 'A%40'))).toEqual([]);
		set({ emailMatching: 'ignoreCase' });
		expect(await get(byEmail.replace('a%40', 'A%40'))).toMatchObject([{ customerId: '7' }]);
		expect(await get('customeridentities?customerIds=7')).toHaveLength(2);
	});

	test('finds somebody once who has a number as a field and as an identity', async () => {
		hub().addCustomer({ id: 7, mobile: '13800138000', identities: [entered] });
		expect(await get(byMobile)).toEqual([identity]);
		expect(await get('customeridentities?customerIds=7')).toEqual([identity]);
	});

	test('leaves only entered identities when it is off', async () => {
		set({ identitiesFromFields: false });
		expect(await get(byMobile)).toEqual([]);
		expect(await get(byEmail)).toEqual([]);
		expect(await get('customeridentities?customerIds=7')).toEqual([]);
		hub().addCustomer({ id: 8, identities: [entered] });
		expect(await get(byMobile)).toEqual([{ ...identity, customerId: '8' }]);
	});
});

test('saving finds an email in another case when emailMatching is “ignoreCase”', async () => {
	hub().addCustomer({ id: 7, email: 'A@example.com' });
	expect((await save({ email: 'a@example.com' })).status).toBe(201);
	hub().deleteCustomer(329226);
	set({ emailMatching: 'ignoreCase' });
	expect(await save({ email: 'a@example.com' })).toMatchObject({ status: 200, json: { id: 7 } });
});

test('customerCreateStatus can be 200 for new customers, too', async () => {
	set({ customerCreateStatus: 200 });
	expect((await save({ mobile: '13800138000' })).status).toBe(200);
	const body = { customer: {}, customerIdentities: [{ identityType: 'wechat', identityValue: 'o1' }] };
	expect((await ask(hub(), 'POST', '/v1/customerandidentities', body)).status).toBe(200);
	expect(hub().customerCount).toBe(2);
});
