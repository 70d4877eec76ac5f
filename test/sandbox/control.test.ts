import { useSandbox } from '../support/hub';
import { ask, askBare, askToken } from './ask';

const hub = useSandbox({ customers: 0 });

const control = (method: string, name: string, body?: unknown) =>
	askBare(hub(), method, `/__sandbox/${name}`, body);

test('the control API seeds, shows and resets the contents and the log', async () => {
	await control('POST', 'seed', '"small"');
	await control(
		'POST',
		'seed',
		'[{"name":"新","id":1627652953215191041,"members":[1627652953215191042,7]},{"name":"b","members":3}]',
	);
	const state = await control('GET', 'state');
	expect(state.json).toMatchObject({ tokensIssued: 0, maxInFlight: 0, requests: 0, faultsPending: 0 });
	expect(state.body).toContain('{"id":1627652953215191041,"name":"新","members":2}');
	expect((await control('GET', 'members?group=1627652953215191041')).body).toBe('[1627652953215191042,7]');
	expect((await control('GET', 'members?group=99')).body).toBe('null');
	await ask(hub(), 'GET', '/v1/lists');
	await ask(hub(), 'DELETE', '/v1/lists/999');
	expect((await control('GET', 'log?since=1')).json).toMatchObject([
		{ method: 'DELETE', status: 500, fault: null },
	]);
	await control('POST', 'clearLog');
	expect(hub().requests).toEqual([]);
	await control('POST', 'reset');
	expect(hub().groups()).toEqual([]);
});

test('the control API sets quirks and faults, and expires tokens', async () => {
	await control('POST', 'quirks', {
		countShape: 'object',
		refusedCustomers: [5],
		latency: 1,
		tokenLifetime: 60_000,
	});
	expect(hub().quirks).toMatchObject({ countShape: 'object', refusedCustomers: new Set(['5']) });
	expect([hub().latency, hub().tokenLifetime]).toEqual([1, 60_000]);
	await control('POST', 'faults', [
		'busy',
		{ kind: 'busy', status: 502, match: { path: '/v1/lists' }, times: 2 },
	]);
	const statuses: number[] = [];
	for (let at = 0; at < 4; at++) statuses.push((await ask(hub(), 'GET', '/v1/lists')).status);
	expect(statuses).toEqual([503, 502, 502, 200]);
	await control('POST', 'faults', { kind: 'cut' });
	await control('POST', 'clearFaults');
	const { access_token } = (await askToken(hub())).json as { access_token: string };
	await control('POST', 'expireTokens');
	expect((await ask(hub(), 'GET', `/v1/lists?access_token=${access_token}`)).json).toMatchObject({
		error_code: 40001,
	});
});

test('the control API refuses what it does not understand', async () => {
	const no = { status: 400, json: { ok: false } };
	expect(await control('POST', 'quirks', { countShpe: 'bare' })).toMatchObject(no);
	expect(await control('POST', 'faults', { kind: 'nope' })).toMatchObject(no);
	expect(await control('POST', 'seed', '{')).toMatchObject(no);
	expect(await control('POST', 'seed', [{ members: 3 }])).toMatchObject(no);
	expect((await control('GET', 'nope')).status).toBe(404);
});

test('the messenger keeps what it is sent', async () => {
	await control('POST', 'messages', '{"to":1627652953215191041,"text":"欢迎 <b>"}');
	await control('POST', 'messages', '"second"');
	expect((await control('GET', 'messages')).body).toBe(
		'[{"to":1627652953215191041,"text":"欢迎 <b>"},"second"]',
	);
	expect((await askBare(hub(), 'GET', '/')).body).toContain('欢迎 &lt;b&gt;');
});

test('the page shows groups, members and requests, escaped and without tokens', async () => {
	hub().addGroup({ name: '<script>金卡&"\'' });
	hub().addGroup({ name: '银卡' });
	hub().addMembers(2, 25, { firstCustomerId: '1627652953215191041' });
	await ask(hub(), 'GET', '/v1/lists?x=%3Ci%3E');
	const page = await askBare(hub(), 'GET', '/?group=2');
	expect(page.type).toBe('text/html;charset=utf-8');
	expect(page.body).toContain('&lt;script&gt;金卡&amp;&quot;&#39;');
	expect(page.body).toContain('1627652953215191065');
	expect(page.body).toContain('x=&lt;i&gt;');
	expect(page.body).not.toMatch(/<script|=<i>|sandbox-token/);
	const [, before] = /before=(\d+)/.exec(page.body) ?? [];
	const older = (await askBare(hub(), 'GET', `/?group=2&before=${before}`)).body;
	expect(older).toContain('1627652953215191041');
	expect(older).not.toContain('1627652953215191065');
	expect(hub().requests).toHaveLength(1);
});

test('the page shows members by name, and customers with name and number, the latest first', async () => {
	hub().addGroup({ name: '金卡' });
	hub().addMembers(1, 30);
	hub().addCustomer({ id: 5, name: '<王小明>', mobile: '13800138000' });
	const { body } = await askBare(hub(), 'GET', '/');
	const [members, customers] = body.split('客户 <small>Customers');
	expect(members).toContain(String(hub().customer(30)?.name));
	expect(customers).toMatch(/<\/th><\/tr><tr><td>&lt;王小明&gt;<\/td><td class="number">13800138000</);
	expect(customers).toContain('and 10 more');
	hub().deleteCustomer(30);
	expect((await askBare(hub(), 'GET', '/')).body).toMatch(/<td>–<\/td>\s*<td class="number">30</);
});
