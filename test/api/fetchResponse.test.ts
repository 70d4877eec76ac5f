import { fetchResponse } from '../../nodes/api/http/fetchResponse';

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
