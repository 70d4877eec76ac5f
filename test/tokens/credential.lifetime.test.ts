import { appCredential, changeToken } from '../support/credential';
import { customers, upFrom } from '../support/inputs';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';
import { requestLists } from './httpRequests';

const HOUR = 3_600_000;
const hub = useSandbox();

const later = (milliseconds: number) => jest.advanceTimersByTime(milliseconds);
const groups = { rows: [] as unknown[] };

test('the stored token says how long it lives', async () => {
	const credential = appCredential(hub());
	await requestLists(credential);
	expect(JSON.parse(String(credential.data.sessionToken))).toEqual({
		token: hub().requests.at(-1)?.query.access_token,
		source: expect.stringMatching(/^[0-9a-f]{64}$/),
		issuedAt: Date.now(),
		lifetime: 7200,
		process: expect.stringMatching(/^\w{8}$/),
	});
});

test('an HTTP request much later gets a new token first, so it works overnight', async () => {
	const credential = appCredential(hub());
	await requestLists(credential);
	later(9 * HOUR);
	expect(await requestLists(credential)).toMatchObject([groups]);
	expect(hub().tokensIssued).toBe(2);
});

test('many at once share the new token, instead of ending one another’s', async () => {
	const credential = appCredential(hub());
	await requestLists(credential);
	later(9 * HOUR);
	expect(await requestLists(credential, 20)).toMatchObject(upFrom(1, 20).map(() => groups));
	expect(hub().tokensIssued).toBe(2);
});

test.each([
	['is used until a minute before its end', 2 * HOUR - 70_000, 1],
	['is renewed in its last minute', 2 * HOUR - 50_000, 2],
])('a token that lasts two hours %s', async (_when, milliseconds, tokens) => {
	const credential = appCredential(hub());
	await requestLists(credential);
	later(milliseconds);
	expect(await requestLists(credential)).toMatchObject([groups]);
	expect(hub().tokensIssued).toBe(tokens);
});

test.each([
	['its last minute', 50_000, 1],
	['its last five seconds', 5_000, 2],
])('a token that another process fetched, in %s', async (_when, left, tokens) => {
	const credential = appCredential(hub());
	await requestLists(credential);
	changeToken(credential, { process: 'another0' });
	later(2 * HOUR - left);
	expect(await requestLists(credential)).toMatchObject([groups]);
	expect(hub().tokensIssued).toBe(tokens);
});

test('the nodes do not renew by the clock: they wait for DM Hub to refuse the token', async () => {
	const credential = appCredential(hub());
	hub().addGroup({ name: 'A' });
	await requestLists(credential);
	changeToken(credential, { issuedAt: 1000 });
	const { json } = await runNode(hub(), {
		input: customers(1),
		parameters: member('add', byId(1)),
		credential,
	});
	expect(json).toMatchObject([{ customerId: 1 }]);
	expect(hub().tokensIssued).toBe(1);
});

test.each(['', 'something', '{', '{}', '[]', 'null', '{"token":7}', '{"token":""}'])(
	'a stored token that cannot be read counts as none: %j',
	async (stored) => {
		const credential = appCredential(hub(), { sessionToken: stored });
		expect(await requestLists(credential)).toMatchObject([groups]);
		expect(hub().tokensIssued).toBe(1);
	},
);

test.each(['"soon"', '0', '-5', 'null'])('an expires_in of %s is ignored', async (expiresIn) => {
	hub().faults.add({
		kind: 'refuse',
		body: `{"error_code":0,"access_token":"${hub().accessToken}","expires_in":${expiresIn}}`,
	});
	const credential = appCredential(hub());
	expect(await requestLists(credential)).toMatchObject([groups]);
	expect(JSON.parse(String(credential.data.sessionToken))).not.toHaveProperty('lifetime');
	expect(await requestLists(credential)).toMatchObject([groups]);
	expect(hub().requests.filter(({ path }) => path === '/security/accesstoken')).toHaveLength(1);
});
