import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { appCredential, tokenCredential, tokenIn } from '../support/credential';
import { customers, upFrom } from '../support/inputs';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';

const hub = useSandbox();
beforeEach(() => void hub().addGroup({ name: '金卡会员' }));
const adding = member('add', byId(1), { options: { batchSize: 1 } });

test.each(['appSecret', 'appId'])(
	'a wrong %s fails the run after one try, in the server’s words',
	async (wrong) => {
		const { error, items } = await runNode(hub(), {
			input: customers(1, 2, 3),
			parameters: member('add', byId(1)),
			credential: appCredential(hub(), { [wrong]: 'wrong' }),
		});
		expect(items).toEqual([]);
		expect(error?.message).toBe(
			'DM Hub refused the App ID or Secret: “the params is illegal” (code 40004) [item 0]',
		);
		expect(hub().requests.map(({ path }) => path)).toEqual(['/security/accesstoken']);
	},
);

test('a wrong App Secret fails every item when the run goes on', async () => {
	const { items, refused } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		input: customers(...upFrom(1, 20)),
		parameters: adding,
		credential: appCredential(hub(), { appSecret: 'wrong' }),
	});
	expect(items).toEqual([]);
	expect(refused.map(({ json }) => json.details)).toMatchObject(
		upFrom(1, 20).map((customerId) => ({ code: '40004', httpStatus: 200, customerId, listId: 1 })),
	);
	expect(hub().requests.length).toBeLessThan(3);
});

test.each(['appSecret', 'appId'])('a changed %s ends the use of the stored token', async (changed) => {
	const credential = appCredential(hub());
	await runNode(hub(), { input: customers(1), parameters: adding, credential });
	credential.data = { ...credential.data, [changed]: 'wrong' } as ICredentialDataDecryptedObject;
	const { error } = await runNode(hub(), { input: customers(2), parameters: adding, credential });
	expect(error?.message).toMatch(/^DM Hub refused the App ID or Secret/);
	expect(hub().customersIn(1)).toEqual(new Set(['1']));
});

test('an access token is used as it is: nothing is fetched and nothing is written', async () => {
	const credential = tokenCredential(hub());
	await runNode(hub(), { input: customers(1, 2, 3), parameters: adding, credential });
	expect(hub().customersIn(1).size).toBe(3);
	expect([credential.writes, hub().tokensIssued]).toEqual([0, 0]);
	expect(new Set(hub().requests.map(({ query }) => query.access_token))).toEqual(new Set(['sandbox-token']));
});

test('an expired access token fails with an error that says so and what to do', async () => {
	const { error } = await runNode(hub(), {
		input: customers(1),
		parameters: adding,
		credential: tokenCredential(hub(), { accessToken: 'over-since-yesterday' }),
	});
	expect(error?.message).toBe(
		'DM Hub refused the access token: “invalid access_token” (code 40001, HTTP 200) [item 0]',
	);
	expect(error?.description).toContain('two hours');
	expect(hub().requests).toHaveLength(1);
});

test('the token is in the query of every request, and nowhere in what n8n stores', async () => {
	const credential = appCredential(hub());
	const { stored } = await runNode(hub(), { input: customers(1, 2), parameters: adding, credential });
	const token = tokenIn(credential);
	const calls = hub().requests.filter(({ path }) => path.startsWith('/v1/'));
	expect(calls.map(({ query }) => query.access_token)).toEqual(calls.map(() => token));
	expect(calls.map(({ headers }) => headers.authorization)).toEqual(calls.map(() => undefined));
	expect(JSON.stringify(stored)).not.toContain(token);
});

test.each([
	['api.convertlab.com', 'https:// in front'],
	['', 'https:// in front'],
	['https://host:99999', 'alone'],
	['http://[::1', 'alone'],
	['https://host/#/login', 'without “?” or “#”'],
	['https://host?x', 'without “?” or “#”'],
	['https://ho st', 'alone'],
])('the Base URL %j is reported as invalid, and nothing is sent', async (baseUrl, advice) => {
	const { error } = await runNode(hub(), {
		input: customers(1),
		parameters: adding,
		credential: tokenCredential(hub(), { baseUrl }),
	});
	expect(error?.message).toMatch(/^The Base URL in the credential is not a valid URL/);
	expect(error?.description).toContain(advice);
	const app = appCredential(hub(), { baseUrl });
	const exchanged = await runNode(hub(), { input: customers(1), parameters: adding, credential: app });
	expect(exchanged.error?.message).toBe(error?.message);
});
