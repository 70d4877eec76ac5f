import { appCredential, tokenCredential } from '../support/credential';
import { group } from '../support/parameters';
import { runNode, type NodeResult } from '../support/run';
import { useSandbox } from '../support/sandbox';

const sandbox = useSandbox();

const NAMES = ['A', 'Token Club', 'B'];
const createEach = group('create', { name: '={{ $json.name }}', ifNameExists: 'create' });

const refuse = (error_description: string, code: bigint, names = ['Token Club']) =>
	sandbox().faults.add({
		kind: 'refuse',
		body: { error_code: code, error_description },
		match: ({ body }) => names.some((name) => body.includes(name)),
		times: 99,
	});

const create = async (credential = appCredential(sandbox()), names = NAMES): Promise<NodeResult> =>
	await runNode(sandbox(), {
		input: names.map((name) => ({ name })),
		parameters: createEach,
		onError: 'continueErrorOutput',
		credential,
	});

test.each([
	['its code is not a token’s', "name 'Token Club' is not allowed", 40004n],
	['it quotes the name that was sent', "name 'Token Club' is not allowed", 7n],
])('a refusal that says “token” does not refuse the token where %s', async (_where, words, code) => {
	refuse(words, code);
	const { json, refused } = await create();
	expect(json.map(({ name }) => name)).toEqual(['A', 'B']);
	expect(refused).toHaveLength(1);
	expect(refused).toBeRefused({ reason: 'refused', names: ['POST /v1/lists'] });
	expect(sandbox().tokensIssued).toBe(1);
});

test('words alone cost one renewal and, when that does not help, no more in the run', async () => {
	const names = ['Odd 1', 'A', 'Odd 2', 'B', 'Odd 3'];
	refuse('illegal token in the name', 7n, ['Odd']);
	const { json, refused } = await create(undefined, names);
	expect(json.map(({ name }) => name)).toEqual(['A', 'B']);
	expect(refused).toHaveLength(3);
	for (const { json: failed } of refused)
		expect(failed.error).toBe(
			'DM Hub refused POST /v1/lists: “illegal token in the name” (code 7, HTTP 200)',
		);
	expect(sandbox().tokensIssued).toBe(2);
});

test('words alone fail only their own item with a token typed in', async () => {
	refuse('illegal token in the name', 7n);
	const { json, refused } = await create(tokenCredential(sandbox()), ['Token Club', 'A', 'B']);
	expect(json.map(({ name }) => name)).toEqual(['A', 'B']);
	expect(refused).toHaveLength(1);
});

test('a token typed in is not judged by one that n8n fetched before and that is over', async () => {
	const credential = appCredential(sandbox());
	await create(credential, ['A']);
	expect(credential.data.sessionToken).not.toBe('');
	jest.advanceTimersByTime(3 * 3_600_000);
	Object.assign(credential.data, { authentication: 'accessToken', accessToken: sandbox().accessToken });
	refuse('illegal token in the name', 7n);
	const { refused } = await create(credential, ['B', 'Token Club']);
	expect(refused).toHaveLength(1);
	expect(refused).toBeRefused({ reason: 'refused', names: ['POST /v1/lists'] });
	expect(JSON.stringify(refused[0].json)).not.toContain('expired');
});

test('a token whose end is told in words alone is renewed, even after words that misled', async () => {
	refuse('illegal token in the name', 7n);
	sandbox().quirks.invalidToken = { status: 200, code: 99, text: 'the access_token is out of date' };
	const credential = appCredential(sandbox());
	await create(credential);
	sandbox().expireTokens();
	const { json } = await create(credential, ['C']);
	expect(json.map(({ name }) => name)).toEqual(['C']);
});
