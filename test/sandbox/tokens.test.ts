import { useSandbox } from '../support/sandbox';
import { ask, askBare, askToken } from './ask';

const hub = useSandbox({
	customers: 0,
	apps: [
		{ appId: 'one', secret: 's1' },
		{ appId: 'two', secret: 's2' },
	],
});

const tokenFrom = async (appId?: string, secret?: string) =>
	((await askToken(hub(), appId, secret)).json as { access_token: string }).access_token;
const works = async (token: string) =>
	(await askBare(hub(), 'GET', `/v1/lists?access_token=${encodeURIComponent(token)}`)).body.startsWith(
		'{"page"',
	);
const invalid = { status: 200, json: { error_code: 40001, error_description: 'invalid access_token' } };

test('a token is issued as recorded', async () => {
	const reply = await askToken(hub());
	expect(reply).toMatchObject({ status: 200, type: 'application/json;charset=UTF-8' });
	expect(reply.body).toMatch(/^\{"error_code":0,"access_token":"[0-9a-f]{32}","expires_in":7200\}$/);
	expect(hub().tokensIssued).toBe(1);
});

test('wrong credentials are refused under HTTP 200 with a code that is text', async () => {
	const refusal = '{"error_code":"40004","error_description":"the params is illegal"}';
	for (const [appId, secret] of [
		['one', 's2'],
		['three', 's1'],
		['', ''],
	]) {
		expect(await askToken(hub(), appId, secret)).toMatchObject({ status: 200, body: refusal });
	}
	for (const query of [
		'appid=one&secret=s1',
		'grant_type=client_credentials&appid=nobody',
		'grant_type=client_credentials',
	])
		expect((await askBare(hub(), 'GET', `/security/accesstoken?${query}`)).body).toBe(refusal);
	expect(hub().tokensIssued).toBe(0);
});

test('an application has one living token', async () => {
	const first = await tokenFrom();
	const other = await tokenFrom('two', 's2');
	expect(await works(first)).toBe(true);
	const second = await tokenFrom();
	expect([await works(first), await works(second), await works(other)]).toEqual([false, true, true]);
});

test('tokens expire at once when told, and by their lifetime', async () => {
	const first = await tokenFrom();
	hub().expireTokens();
	expect(await works(first)).toBe(false);
	hub().tokenLifetime = -1;
	expect(await works(await tokenFrom())).toBe(false);
	hub().tokenLifetime = 60_000;
	expect((await askToken(hub())).json).toMatchObject({ expires_in: 60 });
	expect(await works('sandbox-token')).toBe(true);
});

test('a token that is missing, wrong, or only in a header is refused under HTTP 200', async () => {
	expect(await askBare(hub(), 'GET', '/v1/lists')).toMatchObject(invalid);
	expect(await askBare(hub(), 'GET', '/v1/lists?access_token=nope')).toMatchObject(invalid);
	const headers = { Authorization: `Bearer ${hub().accessToken}` };
	expect(await (await fetch(`${hub().url}/v1/lists`, { headers })).json()).toEqual(invalid.json);
});

test('a token full of characters that need escaping works when escaped', async () => {
	hub().accessToken = 'a&b=c+d/e %f#g?h';
	expect(await works(hub().accessToken)).toBe(true);
	expect(
		(await askBare(hub(), 'GET', `/v1/lists?access_token=${hub().accessToken.replace(/#.*/, '')}`)).json,
	).toEqual(invalid.json);
	hub().quirks.oddTokens = true;
	const odd = await tokenFrom();
	expect(odd).toMatch(/[&=+/ %]/);
	expect(await works(odd)).toBe(true);
});

test('the log has each request whole, and reset starts over', async () => {
	await ask(hub(), 'POST', '/v1/lists?x=a%20b', { name: '金卡' });
	expect(hub().requests).toMatchObject([
		{
			method: 'POST',
			path: '/v1/lists',
			url: '/v1/lists?x=a%20b&access_token=sandbox-token',
			query: { x: 'a b', access_token: 'sandbox-token' },
			body: '{"name":"金卡"}',
			status: 200,
		},
	]);
	hub().latency = 20;
	await Promise.all([1, 2, 3].map(() => ask(hub(), 'GET', '/v1/lists')));
	expect(hub().maxInFlight).toBe(3);
	const kept = { requests: hub().requests, quirks: hub().quirks, faults: hub().faults };
	hub().quirks.createStatus = 201;
	hub().reset();
	expect({ requests: hub().requests, quirks: hub().quirks, faults: hub().faults }).toEqual(kept);
	expect([hub().requests.length, hub().groups().length, hub().latency, hub().quirks.createStatus]).toEqual([
		0, 0, 0, 200,
	]);
});
