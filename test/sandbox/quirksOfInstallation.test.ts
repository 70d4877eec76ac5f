import { createSandbox, type Quirks } from '../../sandbox';
import { useSandbox } from '../support/sandbox';
import { ask, askBare, askToken } from './ask';

const hub = useSandbox({ customers: 0 });

const set = (quirks: Partial<Quirks>) => Object.assign(hub().quirks, quirks);
const customersOn = async (query: string) =>
	(
		(await ask(hub(), 'GET', `/v1/listMembers?listId=1&${query}`)).json as {
			items: Array<{ customerId: number }>;
		}
	).items.map(({ customerId }) => customerId);

describe('the old edition', () => {
	beforeEach(() => {
		hub().seed([{ name: 'a', members: 5 }]);
		set({ edition: 'old' });
	});

	test('passes over sinceId and goes by page', async () => {
		expect(await customersOn('rows=2&sinceId=3')).toEqual([1, 2]);
		expect(await customersOn('rows=2&page=2&sinceId=4')).toEqual([3, 4]);
		expect(await customersOn('rows=2&page=4')).toEqual([]);
		set({ memberRowCap: 2 });
		expect(await customersOn('rows=3&page=2')).toEqual([3, 4]);
		set({ edition: 'current' });
		expect(await customersOn('rows=2&page=2&sinceId=3')).toEqual([4, 5]);
	});

	test('has no removeFromList', async () => {
		const remove = '/v1/listservice/removeFromList?listId=1&customerIds=1';
		expect(await ask(hub(), 'POST', remove)).toMatchObject({ status: 404, type: 'text/html' });
		set({ notFoundBody: 'json' });
		expect(await ask(hub(), 'POST', remove)).toMatchObject({ status: 404, json: { status: 404 } });
		expect(hub().customersIn(1).size).toBe(5);
	});
});

test('a migrated application has tokens, and no v1 call', async () => {
	set({ migratedApp: { status: 200, code: 40003, text: 'invalid app' } });
	const { access_token } = (await askToken(hub())).json as { access_token: string };
	const refusal = { status: 200, json: { error_code: 40003, error_description: 'invalid app' } };
	expect(await askBare(hub(), 'GET', `/v1/lists?access_token=${access_token}`)).toMatchObject(refusal);
	expect(await ask(hub(), 'GET', '/v1/customers')).toMatchObject(refusal);
	expect(await askBare(hub(), 'GET', '/v1/lists?access_token=no')).toMatchObject({
		json: { error_code: 40001 },
	});
});

test('an address that is not on the whitelist has no token and no call, in HTML or with a code', async () => {
	const both = async () => [await askToken(hub()), await ask(hub(), 'GET', '/v1/lists')];
	set({ ipWhitelist: '403' });
	for (const reply of await both()) expect(reply).toMatchObject({ status: 403, type: 'text/html' });
	set({ ipWhitelist: 'refusal' });
	for (const reply of await both()) expect(reply).toMatchObject({ status: 200, json: { error_code: 40164 } });
	expect(hub().tokensIssued).toBe(0);
});

describe('a sandbox that is asked in a loop', () => {
	test('refuses everything after requestLimit, and says why', async () => {
		expect(hub().requestLimit).toBe(20_000);
		hub().requestLimit = 2;
		hub().clearLog();
		const statuses: number[] = [];
		for (let at = 0; at < 4; at++) statuses.push((await ask(hub(), 'GET', '/v1/lists')).status);
		expect(statuses).toEqual([200, 200, 400, 400]);
		expect((await askToken(hub())).body).toContain(
			'asked more than 2 times since its last reset: is this a loop?',
		);
		hub().clearLog();
		expect((await ask(hub(), 'GET', '/v1/lists')).status).toBe(400);
		expect((await askBare(hub(), 'GET', '/__sandbox/state')).status).toBe(200);
	});

	test('begins to count anew with a reset, and has no limit where none is set', async () => {
		const own = await createSandbox({ requestLimit: 1 });
		const status = async () => (await ask(own, 'GET', '/v1/lists')).status;
		expect([await status(), await status()]).toEqual([200, 400]);
		own.reset();
		expect([await status(), await status()]).toEqual([200, 400]);
		await askBare(own, 'POST', '/__sandbox/quirks', { requestLimit: null });
		expect(await status()).toBe(200);
		await own.close();
	});
});
