import { upFrom } from '../support/inputs';
import { byId } from '../support/parameters';
import { useSandbox } from '../support/sandbox';
import { ActiveWorkflow, drain, join, timePasses } from '../support/trigger';

const sandbox = useSandbox();

describe.each(['memory', 'database'] as const)('a backlog, with the state kept in %s,', (keeping) => {
	async function watch(before = 0) {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: '金卡会员' });
		if (before > 0) hub.addMembers(id, before, { dateCreated: '2026-01-01T00:00:00Z' });
		const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) }, keeping });
		await workflow.poll();
		return { hub, id, workflow };
	}

	test('comes oldest first, 1,000 a poll, and the rest with the next', async () => {
		const { hub, id, workflow } = await watch();
		hub.addMembers(id, 2_001, { firstCustomerId: 1 });
		const polls = await drain(workflow);
		expect(polls.map(({ length }) => length)).toEqual([1_000, 1_000, 1]);
		expect(polls.flat()).toEqual(upFrom(1, 2_001));
	});

	test('comes in one poll when it is just 1,000', async () => {
		const { hub, id, workflow } = await watch(3);
		hub.addMembers(id, 1_000, { firstCustomerId: 501 });
		expect(await drain(workflow)).toEqual([upFrom(501, 1_000)]);
	});

	test.each([
		['all within the same second', 0],
		['over many hours', 20],
	])('of 25,000 that joined %s drains completely, each exactly once', async (_, secondsApart) => {
		const { hub, id, workflow } = await watch(10);
		const first = Date.now() - 26 * 3600_000;
		for (const block of upFrom(0, 250))
			hub.addMembers(id, upFrom(1_000 + block * 100, 100), {
				dateCreated: secondsApart === 0 ? first : first + block * 100 * secondsApart * 1000,
			});
		const polls = await drain(workflow);
		expect(polls).toHaveLength(25);
		expect(polls.flat()).toEqual(upFrom(1_000, 25_000));
		expect(workflow.state.seen!.length).toBeLessThanOrEqual(10_000);
		expect(workflow.saved.length).toBeLessThan(200_000);
	});

	test.each([
		['caps its pages at 100 rows', { memberRowCap: 100 }],
		['cuts its pages anywhere', { memberRowsRandom: 7 }],
	])('drains from a server that %s', async (_, quirks) => {
		const { hub, id, workflow } = await watch(5);
		Object.assign(hub.quirks, quirks);
		hub.addMembers(id, 2_345, { firstCustomerId: 1_000 });
		const polls = await drain(workflow);
		expect(polls.map(({ length }) => length)).toEqual([1_000, 1_000, 345]);
		expect(polls.flat()).toEqual(upFrom(1_000, 2_345));
	});

	test('goes on where it was after n8n was restarted', async () => {
		const { hub, id, workflow } = await watch();
		hub.addMembers(id, 2_500);
		const first = await workflow.poll();
		workflow.restart();
		const second = await workflow.poll();
		workflow.restart();
		const third = await workflow.poll();
		const all = [first, second, third].flatMap(({ json }) => json.map(({ customerId }) => customerId));
		expect(all).toEqual(upFrom(1, 2_500));
	});
});

test('the state stays small while customers join day after day', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员' });
	const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) } });
	await workflow.poll();
	for (const minute of upFrom(1, 60)) {
		await join(hub, id, minute);
		timePasses(hub, { seconds: 60 });
		expect(await drain(workflow)).toEqual([[minute]]);
	}
	// Those of five minutes, and what came with the last poll.
	expect(workflow.state.seen!.length).toBeLessThanOrEqual(8);
});

test('IDs of 19 digits stay exact and distinct', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员', id: '1627652953215190017' });
	hub.nextMembershipId = '1627652953215191040';
	const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) } });
	await workflow.poll();
	await join(hub, id, '1627652953215195001', '1627652953215195002', 7);
	const { json } = await workflow.poll();
	expect(json.map(({ id: membership, listId, customerId }) => [membership, listId, customerId])).toEqual([
		['1627652953215191040', id, '1627652953215195001'],
		['1627652953215191041', id, '1627652953215195002'],
		['1627652953215191042', id, 7],
	]);
	expect(await drain(workflow)).toEqual([]);
	await join(hub, id, '1627652953215195003');
	expect(await drain(workflow)).toEqual([['1627652953215195003']]);
});

test('known IDs are recognized when they grow beyond what a number holds', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员' });
	hub.nextMembershipId = '9007199254740990';
	const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) } });
	await workflow.poll();
	await join(hub, id, 1);
	await join(hub, id, 2);
	expect(await drain(workflow)).toEqual([[1, 2]]);
	await join(hub, id, 3, 4, 5);
	hub.quirks.idsAsStrings = true;
	expect(await drain(workflow)).toEqual([[3, 4, 5]]);
});
