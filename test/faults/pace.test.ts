import { crowd, idsOf } from '../support/inputs';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const sandbox = useSandbox();

const MANY = '/v1/listMembersBatch';
const add = (id: string, options: { batchSize: number; maxConcurrentRequests?: number }) =>
	member('add', byId(id), { options });
const gaps = (times: number[]) => times.slice(1).map((at, index) => at - times[index]);

test.each([undefined, 1])(
	'all 3,000 customers get in at five requests a second (Retry-After: %s)',
	async (retryAfter) => {
		const hub = sandbox();
		hub.quirks.rateLimit = { perSecond: 5, retryAfter };
		const { id } = hub.addGroup({ name: 'A' });
		const result = await runNode(hub, { input: crowd(3_000), parameters: add(id, { batchSize: 50 }) });
		expect(result.error).toBeUndefined();
		expect(result.json).toHaveLength(3_000);
		expect(hub.customersIn(id)).toEqual(idsOf(crowd(3_000)));
		const refused = asked(hub, MANY).filter(({ status }) => status === 429);
		expect(refused.length).toBeGreaterThan(0);
		expect(refused.length).toBeLessThan(40);
	},
);

test.each([1, 4, 16])('there are never more than %i requests in flight', async (maxConcurrentRequests) => {
	const hub = sandbox();
	hub.latency = 60;
	const { id } = hub.addGroup({ name: 'A' });
	await runNode(hub, {
		input: crowd(60),
		parameters: add(id, { batchSize: 1, maxConcurrentRequests }),
	});
	expect(hub.maxInFlight).toBe(maxConcurrentRequests);
});

test('after a 429 all requests of the run wait as long as it asks, then start one by one', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	hub.faults.add({ kind: 'busy', status: 429, retryAfter: 20, after: 8 });
	const result = await runNode(hub, {
		input: crowd(40),
		parameters: add(id, { batchSize: 1, maxConcurrentRequests: 4 }),
	});
	expect(result.json).toHaveLength(40);
	const refused = hub.requests.findIndex(({ status }) => status === 429);
	const later = hub.requests.filter(({ at }) => at > hub.requests[refused].at);
	expect(later.length).toBeGreaterThan(20);
	expect(later[0].at - hub.requests[refused].at).toBeGreaterThanOrEqual(20_000);
	for (const gap of gaps(later.slice(0, 6).map(({ at }) => at))) expect(gap).toBeGreaterThanOrEqual(100);
});

test('after a 429 that names no time nothing starts in the next quarter of a second', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	hub.faults.add({ kind: 'busy', status: 429, after: 8 });
	await runNode(hub, {
		input: crowd(40),
		parameters: add(id, { batchSize: 1, maxConcurrentRequests: 1 }),
	});
	const refused = hub.requests.findIndex(({ status }) => status === 429);
	const [next, afterNext] = gaps(hub.requests.slice(refused).map(({ at }) => at));
	expect(next).toBeGreaterThanOrEqual(250);
	expect(afterNext).toBeGreaterThan(200);
});

test('a pace that was slowed down recovers with successes', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	hub.faults.add({ kind: 'busy', status: 429 });
	await runNode(hub, {
		input: crowd(100),
		parameters: add(id, { batchSize: 1, maxConcurrentRequests: 1 }),
	});
	const last = gaps(hub.requests.map(({ at }) => at)).slice(-21);
	const [median] = last.sort((one, other) => one - other).slice(10);
	expect(median).toBeLessThan(100);
});

test('where DM Hub asks to be called again in an hour, nobody else calls', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	hub.faults.add({ kind: 'busy', status: 429, retryAfter: 3_600, times: 99, match: { method: 'POST' } });
	const { refused } = await runNode(hub, {
		input: crowd(20),
		parameters: add(id, { batchSize: 1, maxConcurrentRequests: 1 }),
		onError: 'continueErrorOutput',
	});
	expect(refused).toHaveLength(20);
	expect(hub.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
});
