import { appCredential, tokenCredential } from '../support/credential';
import { crowd, idsOf } from '../support/inputs';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const TOKEN_PATH = '/security/accesstoken';
const sandbox = useSandbox();

const add = (id: string, more = {}) => member('add', byId(id), { ...more });
const readAll = (id: string) => member('getAll', byId(id), { returnAll: true });

test('a token is fetched once, kept in the credential, and used by the next run', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	const credential = appCredential(hub);
	await runNode(hub, { input: crowd(3), parameters: add(id), credential });
	const second = await runNode(hub, { parameters: readAll(id), credential });
	expect(second.json).toHaveLength(3);
	expect(hub.tokensIssued).toBe(1);
	expect(credential.writes).toBe(1);
});

test('sixteen requests at once without a token fetch one', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	const options = { batchSize: 1, maxConcurrentRequests: 16 };
	await runNode(hub, {
		input: crowd(50),
		parameters: add(id, { options }),
		credential: appCredential(hub),
	});
	expect(hub.customersIn(id)).toEqual(idsOf(crowd(50)));
	expect(hub.tokensIssued).toBe(1);
});

test.each([
	['HTTP 200 and code 40001', { status: 200, code: 40001, text: 'invalid credential' }],
	['HTTP 200 and a code as text', { status: 200, code: '42001', text: '' }],
	['HTTP 200 and words only', { status: 200, code: 99, text: 'the access_token is out of date' }],
	['HTTP 200 in Chinese', { status: 200, code: 99, text: '令牌已过期' }],
	['HTTP 401', { status: 401, code: 99, text: 'who are you?' }],
	['HTTP 500 and code 40014', { status: 500, code: 40014, text: 'no' }],
])(
	'a dead token that is told by %s is renewed, and only that request is sent again',
	async (_name, invalidToken) => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		const credential = appCredential(hub);
		await runNode(hub, { input: crowd(3), parameters: add(id), credential });
		hub.expireTokens();
		hub.clearLog();
		hub.quirks.invalidToken = invalidToken;
		const result = await runNode(hub, { input: crowd(3, 4), parameters: add(id), credential });
		expect(result.error).toBeUndefined();
		expect(hub.customersIn(id)).toEqual(idsOf(crowd(6)));
		expect(hub.requests.map(({ path }) => path)).toEqual([
			'/v1/listMembersBatch',
			TOKEN_PATH,
			'/v1/listMembersBatch',
		]);
	},
);

test('a token that dies in the middle of reading 30,000 members costs one renewal and no member', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	hub.addMembers(id, 30_000);
	hub.quirks.memberRowCap = 1_000;
	hub.faults.plan(({ path }) => {
		if (path === '/v1/listMembers' && asked(hub, path).length === 12) hub.expireTokens();
		return undefined;
	});
	const result = await runNode(hub, { parameters: readAll(id), credential: appCredential(hub) });
	expect(result.json.map(({ customerId }) => customerId)).toEqual(
		crowd(30_000).map(({ customerId }) => customerId),
	);
	expect(hub.tokensIssued).toBe(2);
	expect(result.hints).toEqual([]);
});

test('a token that dies in the middle of adding 100,000 customers costs one renewal and no customer', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	const input = crowd(100_000);
	hub.faults.plan(({ path }) => {
		if (asked(hub, path).length === 90) hub.expireTokens();
		return undefined;
	});
	const result = await runNode(hub, {
		input: [{ all: input.map(({ customerId }) => customerId) }],
		parameters: add(id, { customersFrom: 'list', customerIds: '={{ $json.all }}' }),
		credential: appCredential(hub),
	});
	expect(result.json.map(({ customerId }) => customerId)).toEqual(input.map(({ customerId }) => customerId));
	expect(hub.customersIn(id).size).toBe(100_000);
	expect(hub.tokensIssued).toBe(2);
	expect(hub.members(id)).toHaveLength(100_000);
});

test('a server that fails while it hands out the token is asked again', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	hub.faults.add({ kind: 'busy', match: { path: TOKEN_PATH }, times: 2 });
	hub.faults.add({ kind: 'cut', match: { path: TOKEN_PATH } });
	const result = await runNode(hub, {
		input: crowd(2),
		parameters: add(id),
		credential: appCredential(hub),
	});
	expect(result.json).toHaveLength(2);
	expect(asked(hub, TOKEN_PATH)).toHaveLength(4);
});

test('a wrong access token typed in is reported with how long it lives and what to use instead', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	const result = await runNode(hub, {
		input: crowd(3),
		parameters: add(id, { options: { batchSize: 1 } }),
		credential: tokenCredential(hub, { accessToken: 'long-dead-token' }),
		onError: 'continueRegularOutput',
	});
	expect(result.json).toHaveLength(3);
	expect(result.items).toBeRefused({
		reason: 'credential',
		code: '40001',
		words: 'invalid access_token',
		says: ['refusedToken', 'twoHours'],
		names: ['“App ID and Secret”'],
	});
	expect(asked(hub, TOKEN_PATH)).toHaveLength(0);
});

describe('a token endpoint that never answers', () => {
	const checkWith = async (customers: number) => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		hub.faults.add({ kind: 'hung', match: { path: TOKEN_PATH }, times: 1_000 });
		const begun = Date.now();
		const result = await runNode(hub, {
			input: crowd(customers),
			parameters: member('check', byId(id), { options: { timeout: 10, maxConcurrentRequests: 8 } }),
			credential: appCredential(hub),
		});
		expect(result).toBeRefused({ reason: 'unavailable', says: 'fiveTimes' });
		return { seconds: (Date.now() - begun) / 1_000, exchanges: asked(hub, TOKEN_PATH).length };
	};

	test.each([1, 8])('is given up after five attempts, also when %i requests wait for it', async (count) => {
		const { seconds, exchanges } = await checkWith(count);
		expect(exchanges).toBe(5);
		expect(seconds).toBeGreaterThanOrEqual(50);
		expect(seconds).toBeLessThan(60);
	});
});
