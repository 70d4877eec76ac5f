import { upFrom } from '../support/inputs';
import { byId } from '../support/parameters';
import { useSandbox } from '../support/sandbox';
import { ActiveWorkflow, customersOf, drain, join, timePasses } from '../support/trigger';

const sandbox = useSandbox();

test('a poll returns what it has when the time is up, and the next ones the rest', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员' });
	const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) }, budget: 1 });
	await workflow.poll();
	await join(hub, id, ...upFrom(1, 45));
	hub.quirks.memberRowCap = 10;
	hub.latency = 5;
	expect(customersOf(await workflow.poll())).toEqual(upFrom(1, 10));
	expect(hub.requests).toHaveLength(1);
});

test('a backlog is worked through however little time a poll has', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员' });
	const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) }, budget: 1 });
	await workflow.poll();
	hub.latency = 5;
	hub.quirks.memberRowCap = 10;
	const hours = upFrom(0, 6).map((hour) => new Date(Date.UTC(2026, 0, 1, hour)));
	for (const [hour, dateCreated] of hours.entries()) hub.addMembers(id, upFrom(hour * 5, 5), { dateCreated });
	const emitted: unknown[] = [];
	for (let poll = 1; poll <= 12; poll += 1) emitted.push(...customersOf(await workflow.poll()));
	expect(emitted).toEqual(upFrom(0, 30));
});

/** A poll has time for one page of ten, and everybody joins within seconds: dates alone never let the cursor move. */
async function watchSlowly({ late }: { late?: number } = {}) {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员' });
	const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) }, budget: 1 });
	await workflow.poll();
	if (late !== undefined) {
		hub.quirks.lateVisibility = 240_000;
		await join(hub, id, late);
		hub.quirks.lateVisibility = 0;
	}
	await join(hub, id, ...upFrom(1, 30));
	hub.quirks.memberRowCap = 10;
	hub.latency = 5;
	const polls = async (count: number) => {
		const emitted: unknown[] = [];
		for (let poll = 1; poll <= count; poll += 1) emitted.push(...customersOf(await workflow.poll()));
		return emitted;
	};
	return { hub, id, workflow, polls };
}

test('many who join at once are worked through, although a poll has no time to read past those it gave', async () => {
	const { polls } = await watchSlowly();
	expect(await polls(6)).toEqual(upFrom(1, 30));
	expect(await polls(8)).toEqual([]);
});

test('whoever shows late is found among many who joined at once', async () => {
	const { hub, polls } = await watchSlowly({ late: 99 });
	expect(await polls(7)).toEqual(upFrom(1, 30));
	timePasses(hub, { seconds: 240 });
	expect(await polls(8)).toEqual([99]);
});

test('reading in parts ends once those who joined at once are old', async () => {
	const { hub, id, workflow, polls } = await watchSlowly();
	await polls(6);
	timePasses(hub, { seconds: 600 });
	await join(hub, id, 41);
	expect(await polls(8)).toEqual([41]);
	timePasses(hub, { seconds: 600 });
	await join(hub, id, 42);
	expect(await polls(8)).toEqual([42]);
	expect(workflow.state.seen!.length).toBeLessThan(10);
});

describe('a poll whose server asks to be called again after 30 seconds', () => {
	async function watch(options: { budget?: number; keeping?: 'memory' }) {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: '金卡会员' });
		const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) }, ...options });
		await workflow.poll();
		await join(hub, id, 1);
		hub.faults.add({ kind: 'busy', status: 429, retryAfter: 30 });
		return { hub, workflow };
	}

	test('fails at once where it has less time, and loses nothing', async () => {
		const { hub, workflow } = await watch({ budget: 36_000 });
		const before = Date.now();
		const { error, started } = await workflow.poll();
		expect(started).toBe(false);
		expect(error?.message).toContain('GET /v1/listMembers');
		expect(error?.httpCode).toBe('429');
		expect(Date.now() - before).toBe(0);
		expect(hub.requests).toHaveLength(1);
		expect(await drain(workflow)).toEqual([[1]]);
	});

	test('waits where it has more time', async () => {
		const { workflow } = await watch({ budget: 300_000 });
		const before = Date.now();
		expect(await drain(workflow)).toEqual([[1]]);
		expect(Date.now() - before).toBeGreaterThanOrEqual(30_000);
	});

	test('waits where n8n sets no limit', async () => {
		const { workflow } = await watch({ keeping: 'memory' });
		const before = Date.now();
		expect(await drain(workflow)).toEqual([[1]]);
		expect(Date.now() - before).toBeGreaterThanOrEqual(30_000);
	});
});

test('a request that hangs does not outlast the poll', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员' });
	const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) }, budget: 36_000 });
	await workflow.poll();
	hub.faults.add({ kind: 'hung', times: 9 });
	const before = Date.now();
	const { error } = await workflow.poll();
	expect(Date.now() - before).toBeLessThanOrEqual(36_000);
	expect(error?.message).toMatch(/GET \/v1\/listMembers/);
	hub.faults.clear();
	await join(hub, id, 1);
	expect(await drain(workflow)).toEqual([[1]]);
});
