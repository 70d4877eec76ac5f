import type { Quirks } from '../../sandbox';
import { useSandbox } from '../support/sandbox';
import { addMany, addOne, ask, unknownId } from './ask';

const hub = useSandbox({ customers: 0 });
beforeEach(() => {
	hub().addGroup({ name: 'a' });
	hub().addCustomers([1, 2, 3, 4, 5, 6, 11, 12, 14]);
});

const set = (quirks: Partial<Quirks>) => Object.assign(hub().quirks, quirks);
const batch = (...customerIds: number[]) => addMany(hub(), ...customerIds);
const answered = async (reply: ReturnType<typeof batch>) =>
	((await reply).json as { items: Array<{ customerId: number }> }).items.map(({ customerId }) => customerId);
const single = (customerId: number) => addOne(hub(), customerId);
const members = () => [...hub().customersIn(1)].map(Number);

describe('adding an existing member', () => {
	beforeEach(() => void hub().addMembers(1, [5]));

	test('answers with the old membership (same)', async () => {
		expect((await single(5)).json).toMatchObject({ data: { id: 36345 } });
		expect(await answered(batch(5, 5, 6))).toEqual([6, 5, 5]);
		expect(members()).toEqual([5, 6]);
	});

	test('makes another membership, and removing the customer removes both (second)', async () => {
		set({ existingMember: 'second' });
		expect((await single(5)).json).toMatchObject({ data: { id: 36346 } });
		expect(hub().members(1)).toHaveLength(2);
		await ask(hub(), 'DELETE', '/v1/listMembers/36346');
		await single(5);
		await ask(hub(), 'POST', '/v1/listservice/removeFromList?listId=1&customerIds=5');
		expect(hub().members(1)).toEqual([]);
	});

	test('is refused, and nothing of the batch is added (error)', async () => {
		set({ existingMember: 'error' });
		expect((await single(5)).json).toMatchObject({ error_code: 40901 });
		expect((await batch(6, 5)).json).toMatchObject({ error_code: 40901 });
		expect((await batch(6, 6)).json).toMatchObject({ error_code: 40901 });
		expect(members()).toEqual([5]);
	});

	test('leaves them out of the answer (omit)', async () => {
		set({ existingMember: 'omit' });
		expect((await single(5)).body).toBe('{"data":null}');
		expect(await answered(batch(6, 5))).toEqual([6]);
	});
});

describe('adding an unknown customer', () => {
	test('is refused without a name (refuseBatch) or with one (refuseBatchNaming)', async () => {
		expect(await batch(12, 13)).toMatchObject({ status: 500, json: unknownId });
		expect(await single(13)).toMatchObject({ status: 500, json: unknownId });
		set({ unknownCustomer: 'refuseBatchNaming' });
		expect((await batch(12, 13)).json).toEqual({
			error_code: 40402,
			error_description: 'customer 13 does not exist',
		});
		expect(members()).toEqual([]);
	});

	test('leaves them out of the answer (skip)', async () => {
		set({ unknownCustomer: 'skip' });
		expect(await answered(batch(12, 13, 14))).toEqual([14, 12]);
		expect((await single(13)).body).toBe('{"data":null}');
	});

	test('keeps what stood before the bad item (refusedBatchKeeps)', async () => {
		set({ refusedBatchKeeps: true });
		expect((await batch(11, 12, 13, 11)).status).toBe(500);
		expect(members()).toEqual([11, 12]);
	});

	test('lets everybody in except refusedCustomers (anyCustomer)', async () => {
		set({ anyCustomer: true, refusedCustomers: new Set(['12']) });
		expect((await single(13)).json).toMatchObject({ data: { customerId: 13 } });
		expect(await single(12)).toMatchObject({ status: 500, json: unknownId });
		expect(members()).toEqual([13]);
		expect(hub().customer(13)).toBeUndefined();
	});

	test('has the same result for refusedCustomers, who do exist', async () => {
		set({ refusedCustomers: new Set(['12']) });
		expect((await batch(11, 12)).status).toBe(500);
		expect(hub().customer(12)).toBeDefined();
	});
});

describe('the quirk', () => {
	test('batchOrder orders the answer', async () => {
		expect(await answered(batch(1, 2, 3))).toEqual([3, 2, 1]);
		set({ batchOrder: 'asked' });
		expect(await answered(batch(4, 5, 6))).toEqual([4, 5, 6]);
	});

	test('batchCap limits the customers of one batch', async () => {
		set({ batchCap: { max: 2, answer: 'refusal' } });
		expect((await batch(1, 2, 3)).json).toEqual({
			error_code: 40013,
			error_description: 'too many items, at most 2',
		});
		set({ batchCap: { max: 2, answer: 'html413' } });
		expect(await batch(1, 2, 3)).toMatchObject({ status: 413, type: 'text/html' });
		expect((await batch(1, 2)).status).toBe(200);
	});

	test('urlCap counts the whole request line', async () => {
		const rest = Buffer.byteLength(`GET /v1/lists?x=&access_token=${hub().accessToken} HTTP/1.1\r\n`);
		const long = (bytes: number) => ask(hub(), 'GET', `/v1/lists?x=${'a'.repeat(bytes - rest)}`);
		expect((await long(8192)).status).toBe(200);
		expect(await long(8193)).toMatchObject({ status: 414, type: 'text/html' });
		set({ urlCap: null });
		expect((await long(100_000)).status).toBe(200);
	});

	test('bodyCap limits the bytes of a body', async () => {
		set({ bodyCap: 20 });
		expect((await ask(hub(), 'POST', '/v1/lists', { name: '123456789012' })).status).toBe(413);
		expect((await ask(hub(), 'POST', '/v1/lists', { name: '12345678' })).status).toBe(200);
	});

	test('rateLimit answers 429 to more requests per second', async () => {
		set({ rateLimit: { perSecond: 2, retryAfter: 1 } });
		const replies = await Promise.all([1, 2, 3].map(() => ask(hub(), 'GET', '/v1/lists')));
		expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
		expect(replies.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('1');
	});
});
