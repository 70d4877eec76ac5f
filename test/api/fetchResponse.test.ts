import { fetchResponse, urlOf } from '../../nodes/api/http/fetchResponse';

const context = {
	request: { method: 'GET', path: '/v1/lists', read: (body: unknown) => body },
	timeoutSeconds: 3_600,
	redact: (text: string) => text,
} as const;
const call = { baseUrl: 'http://127.0.0.1', ignoreSslIssues: false };
async function* body() {
	yield Buffer.from('{}');
}
const post = async () => ({ statusCode: 200, headers: {}, body: body() });

test('no timer outlives its answer by more than a second', async () => {
	const before = jest.getTimerCount();
	for (let answer = 0; answer < 20; answer += 1) await fetchResponse(context, call, post);
	jest.advanceTimersByTime(1_000);
	// Whatever would wait once more does it now.
	await new Promise(setImmediate);
	expect(jest.getTimerCount()).toBeLessThanOrEqual(before);
});

test('nothing is left listening for Stop after an answer', async () => {
	const stop = new AbortController();
	const listening = new Set<unknown>();
	const { addEventListener, removeEventListener } = stop.signal;
	stop.signal.addEventListener = function (...given: Parameters<typeof addEventListener>) {
		listening.add(given[1]);
		addEventListener.apply(this, given);
	};
	stop.signal.removeEventListener = function (...given: Parameters<typeof removeEventListener>) {
		listening.delete(given[1]);
		removeEventListener.apply(this, given);
	};
	for (let answer = 0; answer < 20; answer += 1)
		await fetchResponse(context, { ...call, stop: stop.signal }, post);
	expect(listening.size).toBe(0);
});

test.each([
	'ftp://api.convertlab.com',
	'api.convertlab.com:443',
	'http://',
	'http://[1',
	'http://a b',
	'https://x/?y',
])('%s is no Base URL', (baseUrl) => {
	expect(() => urlOf(baseUrl, context.request)).toThrow('not a valid URL');
});

test('an address has what is asked for behind it, with commas and colons as they are', () => {
	const query = { ids: '1,2', since: '2020-01-01T00:00:00', name: '金 &', none: undefined };
	expect(urlOf('https://x/v0', { path: '/v1/lists', query })).toBe(
		'https://x/v0/v1/lists?ids=1,2&since=2020-01-01T00:00:00&name=%E9%87%91%20%26',
	);
	expect(urlOf('https://x', { path: '/v1/lists' })).toBe('https://x/v1/lists');
});
