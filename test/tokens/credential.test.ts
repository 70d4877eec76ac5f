import type { Quirks } from '../../sandbox/switches';
import { appCredential, changeToken, tokenCredential } from '../support/credential';
import { customers } from '../support/inputs';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { requestLines, useSandbox } from '../support/sandbox';
import { testCredential } from './credentialTest';

const hub = useSandbox();
const ok = { status: 'OK', message: 'Connection successful!' };
const refusedApp = {
	status: 'Error',
	message: expect.stringContaining(
		'DM Hub refused the App ID or Secret: “the params is illegal” (code 40004)',
	) as string,
};
const refusedToken = {
	status: 'Error',
	message: expect.stringContaining('DM Hub refused the access token') as string,
};

describe('the test of an App ID and Secret', () => {
	test('fetches a token as the reference writes it, keeps it, and lists groups with it', async () => {
		const credential = appCredential(hub());
		expect(await testCredential(credential)).toEqual(ok);
		expect(requestLines(hub())).toEqual([
			'GET /security/accesstoken?grant_type=client_credentials&appid=sandbox-app&secret=sandbox-secret',
			'GET /v1/lists?page=1&rows=1',
		]);
		expect(credential.writes).toBe(1);
	});

	test('passes where what was pasted has something around it that nobody sees', async () => {
		const { appId, appSecret } = appCredential(hub()).data;
		const baseUrl = `\u200b${hub().url}/\ufeff`;
		const pasted = { baseUrl, appId: `\ufeff${appId} `, appSecret: `\u200b${appSecret}\u00a0` };
		expect(await testCredential(appCredential(hub(), pasted))).toEqual(ok);
	});

	test.each([
		['a wrong Secret', 'appSecret'],
		['a wrong App ID', 'appId'],
	])('fails with the server’s own words, although it answers 200: %s', async (_, wrong) => {
		const credential = appCredential(hub(), { [wrong]: 'wrong' });
		expect(await testCredential(credential)).toEqual(refusedApp);
		expect(credential.writes).toBe(0);
	});

	test.each([
		['appSecret', 'The App Secret in the credential is empty'],
		['appId', 'The App ID in the credential is empty'],
	])('fails before anything is sent when %s is empty', async (name, message) => {
		expect(await testCredential(appCredential(hub(), { [name]: ' ' }))).toEqual({
			status: 'Error',
			message: expect.stringContaining(message) as string,
		});
		expect(hub().requests).toEqual([]);
	});

	test.each(['appSecret', 'appId'])(
		'fails when %s was changed after a token had been stored',
		async (changed) => {
			const credential = appCredential(hub());
			await testCredential(credential);
			credential.data = { ...credential.data, [changed]: 'wrong' };
			expect(await testCredential(credential)).toEqual(refusedApp);
		},
	);

	test('passes with a stored token that died or is not one of ours', async () => {
		const credential = appCredential(hub());
		await testCredential(credential);
		hub().expireTokens();
		changeToken(credential, { issuedAt: 1000 });
		expect(await testCredential(credential)).toEqual(ok);
		credential.data.sessionToken = 'something else altogether';
		expect(await testCredential(credential)).toEqual(ok);
	});
});

describe('what a test says where App ID and Secret are right and DM Hub refuses them all the same', () => {
	const advice = ['old version', 'IP whitelist', '设置 > 系统集成 > 应用集成', '设置 > 开发与集成'];

	const shownFor = async (quirks: Partial<Quirks>) => {
		Object.assign(hub().quirks, quirks);
		const { status, message } = await testCredential(appCredential(hub()));
		expect(status).toBe('Error');
		return message;
	};

	test('the pair is refused', async () => {
		const { message } = await testCredential(appCredential(hub(), { appSecret: 'wrong' }));
		for (const part of advice) expect(message).toContain(part);
	});

	test('the application was migrated to the new version: it has tokens, and no v1 call', async () => {
		const message = await shownFor({ migratedApp: { status: 200, code: 40003, text: 'invalid app' } });
		for (const part of advice) expect(message).toContain(part);
	});

	test('this address is not on the IP whitelist, and DM Hub says so', async () => {
		const message = await shownFor({ ipWhitelist: 'refusal' });
		expect(message).toContain('not in whitelist');
		expect(message).not.toContain('the App ID or Secret');
		for (const part of advice) expect(message).toContain(part);
	});

	test('this address is not on the IP whitelist, and a gateway says 403', async () => {
		expect(await shownFor({ ipWhitelist: '403' })).toContain('IP whitelist');
	});

	test.each([
		{ status: 200, code: 40003, text: 'invalid app' },
		{ status: 500, code: 40201, text: 'permission is not enough' },
		{ status: 403, code: 40300, text: 'forbidden' },
	])('a node says the same, in the description (%j)', async (migratedApp) => {
		Object.assign(hub().quirks, { migratedApp });
		const { error } = await runNode(hub(), {
			input: customers(5),
			parameters: member('add', byId(1)),
			credential: appCredential(hub()),
		});
		for (const part of ['old version', 'IP whitelist']) expect(error?.description).toContain(part);
	});
});

describe('the test of an access token', () => {
	test.each(['', '\u200b'])('lists groups with it, and writes nothing (%j around it)', async (unseen) => {
		const { accessToken } = tokenCredential(hub()).data;
		const credential = tokenCredential(hub(), { accessToken: `${unseen}${accessToken}${unseen}` });
		expect(await testCredential(credential)).toEqual(ok);
		expect(requestLines(hub())).toEqual(['GET /v1/lists?page=1&rows=1']);
		expect(hub().requests[0].query.access_token).toBe('sandbox-token');
		expect([credential.writes, hub().tokensIssued]).toEqual([0, 0]);
	});

	test.each([
		{ status: 200, code: 40001, text: 'invalid access_token' },
		{ status: 200, code: '42001', text: 'expired' },
	])('fails with a wrong token, although the server answers %j', async (invalidToken) => {
		hub().quirks.invalidToken = invalidToken;
		expect(await testCredential(tokenCredential(hub(), { accessToken: 'wrong' }))).toEqual(refusedToken);
		expect(await testCredential(tokenCredential(hub(), { accessToken: '' }))).toEqual(refusedToken);
	});

	test('fails with a wrong token that the server answers with 401 or 403', async () => {
		for (const status of [401, 403]) {
			hub().quirks.invalidToken = { status, code: 40001, text: 'no' };
			const { status: shown } = await testCredential(tokenCredential(hub(), { accessToken: 'wrong' }));
			expect(shown).toBe('Error');
		}
	});
});

test.each(['', '/', '/v1', '/v1/', '//', ' '])('a base URL that ends in %j does no harm', async (end) => {
	const baseUrl = `${hub().url}${end}`;
	hub().addGroup({ name: '金卡会员' });
	for (const credential of [appCredential(hub(), { baseUrl }), tokenCredential(hub(), { baseUrl })]) {
		expect(await testCredential(credential)).toEqual(ok);
		const { json } = await runNode(hub(), {
			input: customers(5),
			parameters: member('add', byId(1)),
			credential,
		});
		expect(json).toMatchObject([{ customerId: 5 }]);
	}
	expect(hub().requests.every(({ path }) => /^\/(v1|security)\/[^/]/.test(path))).toBe(true);
});

test('the test fails where nobody is at the address, or something that is not DM Hub', async () => {
	const nobody = await testCredential(appCredential(hub(), { baseUrl: 'http://127.0.0.1:1' }));
	expect(nobody.status).toBe('Error');
	hub().faults.add({ kind: 'refuse', body: '<html>log in</html>', contentType: 'text/html', times: 3 });
	const { status, message } = await testCredential(appCredential(hub()));
	expect([status, message]).toEqual(['Error', expect.stringContaining('not from DM Hub’s API')]);
});

test('odd tokens are escaped', async () => {
	hub().quirks.oddTokens = true;
	expect(await testCredential(appCredential(hub()))).toEqual(ok);
	hub().accessToken = 'a&b=c+d/e %f#g?h';
	expect(await testCredential(tokenCredential(hub()))).toEqual(ok);
});

test('no message of a test holds the secret or the token, even when the server echoes them', async () => {
	hub().faults.add({ kind: 'echoToken', times: 2 });
	hub().faults.add({
		kind: 'refuse',
		body: '{"error_code":1,"error_description":"secret=sandbox-secret or sandbox%2Dsecret"}',
	});
	for (const credential of [tokenCredential(hub()), appCredential(hub()), appCredential(hub())]) {
		const { status, message } = await testCredential(credential);
		expect(status).toBe('Error');
		expect(message).not.toMatch(/sandbox(-|%2D)(token|secret)/i);
	}
});
