import { useSandbox } from '../support/sandbox';
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

test('a seed says with which ids memberships begin, and how fast people join', async () => {
	await control(
		'POST',
		'seed',
		'[{"name":"a","members":3,"dateCreated":"2026-01-01T00:00:00Z","firstMembershipId":1627652953215191041,"secondsBetween":0.5}]',
	);
	const { body } = await ask(hub(), 'GET', '/v1/listMembers?sidx=id&sord=asc');
	expect(body.match(/"id":\d+/g)).toEqual([1, 2, 3].map((end) => `"id":162765295321519104${end}`));
	expect(body.match(/"dateCreated":"[^"]+"/g)).toEqual(
		[0, 0, 1].map((second) => `"dateCreated":"2026-01-01T00:00:0${second}Z"`),
	);
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
