import { createSandbox, type Quirks } from '../../sandbox';
import { useSandbox } from '../support/sandbox';
import { addMany, addOne, ask, askBare, askToken, unknownId } from './ask';

const hub = useSandbox({ customers: 0 });
beforeEach(() => {
	hub().addGroup({ name: 'a' });
	hub().addCustomers(10);
});

const set = (quirks: Partial<Quirks>) => Object.assign(hub().quirks, quirks);
const batch = (...customerIds: number[]) => addMany(hub(), ...customerIds);
const single = (customerId: number) => addOne(hub(), customerId);
const members = () => [...hub().customersIn(1)].map(Number);

describe('the quirk', () => {
	test('invalidToken chooses status, code and words of that refusal', async () => {
		set({ invalidToken: { status: 401, code: '42001', text: 'token expired' } });
		expect(await askBare(hub(), 'GET', '/v1/lists')).toMatchObject({
			status: 401,
			body: '{"error_code":"42001","error_description":"token expired"}',
		});
	});

	test('errorStyle and codesAsStrings shape an error', async () => {
		const body = async () => (await ask(hub(), 'DELETE', '/v1/lists/9')).body;
		set({ codesAsStrings: true });
		expect(await body()).toBe('{"error_code":"40201","error_description":"permission is not enough"}');
		set({ errorStyle: 'error' });
		expect(await body()).toBe('{"error":{"code":"40201","message":"permission is not enough"}}');
		set({ errorStyle: 'success' });
		expect(await body()).toBe('{"success":false,"message":"permission is not enough"}');
	});

	test('notFoundBody makes a 404 JSON', async () => {
		set({ notFoundBody: 'json' });
		expect(await ask(hub(), 'GET', '/v9')).toMatchObject({ status: 404, json: { status: 404 } });
	});
});

describe('the quirk', () => {
	test('createStatus is the status of whatever was created', async () => {
		set({ createStatus: 201 });
		expect((await ask(hub(), 'POST', '/v1/lists', { name: 'b' })).status).toBe(201);
		expect((await single(1)).status).toBe(201);
		expect((await batch(2)).status).toBe(201);
	});

	test('idsAsStrings writes IDs as text', async () => {
		set({ idsAsStrings: true });
		expect((await single(5)).json).toMatchObject({ data: { id: '36345', customerId: '5', listId: '1' } });
		expect((await ask(hub(), 'GET', '/v1/lists')).json).toMatchObject({ rows: [{ id: '1' }] });
	});

	test.each([
		['bare', '2'],
		['object', '{"count":2}'],
		['string', '"2"'],
	] as const)('countShape can be “%s”', async (countShape, body) => {
		hub().addMembers(1, 2);
		set({ countShape });
		expect((await ask(hub(), 'GET', '/v1/listservice/memberCount?listId=1')).body).toBe(body);
	});

	test.each([
		['error_code', 200, '{"error_code":0}'],
		['204', 204, ''],
		['empty', 200, ''],
		['true', 200, 'true'],
		['success', 200, '{"success":true}'],
	] as const)('removeAnswer can be “%s”', async (removeAnswer, status, body) => {
		hub().addMembers(1, 2);
		set({ removeAnswer });
		const reply = await ask(hub(), 'POST', '/v1/listservice/removeFromList?listId=1&customerIds=1');
		expect([reply.status, reply.body]).toEqual([status, body]);
		expect(members()).toEqual([2]);
	});

	test('unknownGroupReads refuses to read a group that does not exist', async () => {
		const paths = ['/v1/listMembers?listId=9', '/v1/listservice/memberCount?listId=9'];
		const read = async () =>
			(await Promise.all(paths.map((path) => ask(hub(), 'GET', path)))).map(({ json }) => json);
		expect(await read()).toEqual([{ items: [] }, 0]);
		set({ unknownGroupReads: 'refuse' });
		expect(await read()).toEqual([unknownId, unknownId]);
	});
});

test('the quirk serverClockOffset shows in dates and in the Date header', async () => {
	set({ serverClockOffset: 3_600_000_000 });
	const reply = await single(1);
	const { data } = reply.json as { data: { dateCreated: string } };
	for (const date of [data.dateCreated, reply.headers.get('date') ?? '']) {
		expect(Date.parse(date) - Date.now()).toBeGreaterThan(3_500_000_000);
	}
});

test('quirks given at the start survive a reset, and Sets are not shared', async () => {
	const refused = new Set(['1']);
	const own = await createSandbox({ quirks: { refusedCustomers: refused, createStatus: 201 } });
	own.quirks.refusedCustomers?.add('2');
	own.quirks.createStatus = 200;
	own.reset();
	expect([own.quirks.refusedCustomers, own.quirks.createStatus]).toEqual([refused, 201]);
	expect((await askToken(own)).status).toBe(200);
	await own.close();
});
