import type { Fault } from '../../sandbox';
import { tokenCredential } from '../support/credential';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';

const sandbox = useSandbox();

/** One request at a time, and just one where it succeeds. */
const readThree = (id: string) => member('getAll', byId(id), { limit: 3, options: { timeout: 7 } });

function groupOfThree(): string {
	const { id } = sandbox().addGroup({ name: '金卡会员' });
	sandbox().addMembers(id, 3);
	return id;
}

const passing: Array<[string, Fault]> = [
	['429', { kind: 'busy', status: 429 }],
	['502 as HTML', { kind: 'busy', status: 502 }],
	['503 as JSON', { kind: 'busy', status: 503, body: 'json' }],
	['504 as HTML', { kind: 'busy', status: 504 }],
	['500 as HTML', { kind: 'refuse', status: 500, body: '<html>oops</html>', contentType: 'text/html' }],
	['a connection that is cut', { kind: 'cut' }],
	['an answer that is cut', { kind: 'truncated' }],
];

test.each(passing)('a read gets through after %s, four times in a row', async (_name, fault) => {
	const hub = sandbox();
	const id = groupOfThree();
	hub.faults.add({ ...fault, times: 4 });
	const result = await runNode(hub, { parameters: readThree(id) });
	expect(result.error).toBeUndefined();
	expect(result.json.map(({ customerId }) => customerId)).toEqual([1, 2, 3]);
	expect(result.hints).toEqual([expect.stringContaining('4 requests had to be repeated')]);
});

test.each(passing)('a read is given up after %s, five times in a row', async (_name, fault) => {
	const hub = sandbox();
	const id = groupOfThree();
	hub.faults.add({ ...fault, times: 50 });
	const before = Date.now();
	const result = await runNode(hub, { parameters: readThree(id) });
	expect(result).toBeRefused({ item: 0, reason: 'unavailable', says: 'fiveTimes' });
	expect(hub.requests).toHaveLength(5);
	expect(Date.now() - before).toBeLessThan(45_000);
});

test('a server that never answers is given up after options.timeout and asked again', async () => {
	const hub = sandbox();
	const id = groupOfThree();
	hub.faults.add({ kind: 'hung' });
	const result = await runNode(hub, { parameters: readThree(id) });
	expect(result.json).toHaveLength(3);
	const [first, second] = hub.requests;
	expect(second.at - first.at).toBeGreaterThanOrEqual(7_000);
	expect(second.at - first.at).toBeLessThanOrEqual(7_501);
});

test('an address where nothing listens is reported after five attempts', async () => {
	const hub = sandbox();
	const id = groupOfThree();
	const result = await runNode(hub, {
		parameters: readThree(id),
		credential: tokenCredential(hub, { baseUrl: 'http://127.0.0.1:9' }),
	});
	expect(result).toBeRefused({ item: 0, reason: 'unavailable', says: ['refusedConnection', 'fiveTimes'] });
});

/** Two customers in two requests, one after the other, in a run that goes on. */
const addOneByOne = async (hub: ReturnType<typeof sandbox>, listId: string) =>
	await runNode(hub, {
		input: [{ customerId: 1 }, { customerId: 2 }],
		parameters: member('add', byId(listId), { options: { batchSize: 1, maxConcurrentRequests: 1 } }),
		onError: 'continueErrorOutput',
	});

describe('Retry-After', () => {
	test.each([429, 503])('of %i in seconds is obeyed', async (status) => {
		const hub = sandbox();
		const id = groupOfThree();
		hub.faults.add({ kind: 'busy', status, retryAfter: 40 });
		const result = await runNode(hub, { parameters: readThree(id) });
		expect(result.json).toHaveLength(3);
		const [first, second] = hub.requests;
		expect(second.at - first.at).toBeGreaterThanOrEqual(40_000);
		expect(second.at - first.at).toBeLessThanOrEqual(40_501);
	});

	test('as a date is obeyed by the clock of the server', async () => {
		const hub = sandbox();
		const id = groupOfThree();
		hub.quirks.serverClockOffset = 3_600_000;
		const date = new Date(Date.now() + 3_600_000 + 30_000).toUTCString();
		hub.faults.add({ kind: 'busy', status: 429, retryAfter: date });
		const result = await runNode(hub, { parameters: readThree(id) });
		expect(result.json).toHaveLength(3);
		const [first, second] = hub.requests;
		// Both dates have whole seconds.
		expect(second.at - first.at).toBeGreaterThanOrEqual(29_000);
		expect(second.at - first.at).toBeLessThanOrEqual(30_501);
	});

	test('of more than a minute ends the run at once and says when to call again', async () => {
		const hub = sandbox();
		const id = groupOfThree();
		hub.faults.add({ kind: 'busy', status: 429, retryAfter: 61 });
		const before = Date.now();
		const result = await runNode(hub, { parameters: readThree(id) });
		expect(result).toBeRefused({
			item: 0,
			reason: 'unavailable',
			httpStatus: 429,
			names: ['61 seconds'],
			says: 'notBefore',
		});
		expect(hub.requests).toHaveLength(1);
		expect(Date.now() - before).toBe(0);
	});

	test.each([
		'99999999999999',
		'1e308',
		'1795761841000',
		'-99999999999999',
		'Infinity',
		'Tue, 24 Nov 275999 08:00:00 GMT',
		'Sat, 31 Dec 9999 23:59:59 GMT',
		'[object Object]',
		'9'.repeat(10_000),
	])('of %s is no time to wait, and the run goes on without it', async (retryAfter) => {
		const hub = sandbox();
		const id = groupOfThree();
		hub.faults.add({ kind: 'busy', status: 503, retryAfter });
		const result = await runNode(hub, { parameters: readThree(id) });
		expect(result.error).toBeUndefined();
		expect(result.json).toHaveLength(3);
		const [first, second] = hub.requests;
		expect(second.at - first.at).toBeLessThanOrEqual(501);
	});

	test('of nonsense fails nobody who was added before', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		hub.faults.add({ kind: 'busy', status: 503, retryAfter: '99999999999999', times: 99, after: 1 });
		const { json, refused } = await addOneByOne(hub, id);
		expect(json).toMatchObject([{ customerId: 1 }]);
		expect(refused).toHaveLength(1);
		expect(refused).toBeRefused({ reason: 'unavailable', outcome: 'unknown' });
	});
});

describe('an error_code that is no code', () => {
	const codes = ['{"toString":1,"valueOf":1}', '{"a":[1]}', '[]', '[[40201]]', 'true', '{}'];
	const answer = (code: string) => `{"error_code":${code},"error_description":"no"}`;

	test.each(codes)('such as %s is a refusal in words under HTTP 200, and others are added', async (code) => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		hub.faults.add({
			kind: 'refuse',
			body: answer(code),
			match: ({ method, body }) => method === 'POST' && body.includes('"customerId":2,'),
			times: 9,
		});
		const { json, refused } = await addOneByOne(hub, id);
		expect(json).toMatchObject([{ customerId: 1 }]);
		expect(refused).toHaveLength(1);
		expect(refused).toBeRefused({ reason: 'refused', words: 'no', code: undefined });
	});

	test.each(codes)('such as %s is no verdict under HTTP 500: a read is repeated', async (code) => {
		const hub = sandbox();
		const id = groupOfThree();
		hub.faults.add({ kind: 'refuse', status: 500, body: answer(code) });
		const result = await runNode(hub, { parameters: readThree(id) });
		expect(result.json).toHaveLength(3);
	});
});

test.each([
	['under HTTP 200', { status: 200 }],
	['under HTTP 500', { status: 500 }],
])('a refusal with a reason %s is not sent again', async (_name, { status }) => {
	const hub = sandbox();
	const id = groupOfThree();
	const body = { error_code: 40201n, error_description: 'permission is not enough' };
	hub.faults.add({ kind: 'refuse', status, body });
	const result = await runNode(hub, { parameters: readThree(id) });
	expect(result).toBeRefused({ item: 0, words: 'permission is not enough', code: '40201' });
	expect(hub.requests).toHaveLength(1);
});
