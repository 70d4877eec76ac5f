import { byId } from '../support/parameters';
import { requestLines, useSandbox } from '../support/sandbox';
import { ActiveWorkflow, customersOf, drain, join, timePasses } from '../support/trigger';

const sandbox = useSandbox();

describe.each(['memory', 'database'] as const)('the first poll, with the state kept in %s,', (keeping) => {
	test('starts nothing and reads the newest page only', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: '金卡会员' });
		hub.addMembers(id, 2_500, { dateCreated: '2026-01-01T00:00:00Z' });
		hub.addMembers(id, [9001, 9002]);
		const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) }, keeping });

		expect(await workflow.poll()).toEqual({ json: [], started: false });

		expect(requestLines(hub)).toEqual([`GET /v1/listMembers?listId=${id}&rows=1000&sidx=id&sord=desc`]);
		expect(await drain(workflow)).toEqual([]);
	});

	test('lets the first customer of an empty group start the workflow', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: '金卡会员' });
		const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) }, keeping });

		await workflow.poll();
		// Its newest members, its oldest, and whether the group is there.
		expect(hub.requests).toHaveLength(3);
		await join(hub, id, 91);

		const polled = await workflow.poll();
		expect(polled.json).toEqual([
			{
				id: 36345,
				listId: Number(id),
				customerId: 91,
				dateCreated: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
				lastUpdated: expect.any(String),
			},
		]);
		expect(await drain(workflow)).toEqual([]);
	});

	test('is remembered when n8n restarts before anyone joins', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: '金卡会员' });
		hub.addMembers(id, [1]);
		const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) }, keeping });

		await workflow.poll();
		workflow.restart();
		await join(hub, id, 2);

		expect(await drain(workflow)).toEqual([[2]]);
	});
});

test('a member who shows a little late, below the others, is not taken for an old one', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员' });
	hub.quirks.lateVisibility = 240_000;
	await join(hub, id, 1);
	hub.quirks.lateVisibility = 0;
	await join(hub, id, 2);
	const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) } });

	await workflow.poll();
	expect(hub.requests).toHaveLength(2);
	timePasses(hub, { seconds: 241 });

	expect(await drain(workflow)).toEqual([[1]]);
});

test('every group is watched with the scope of all groups', async () => {
	const hub = sandbox();
	const gold = hub.addGroup({ name: '金卡会员' });
	const silver = hub.addGroup({ name: '银卡会员' });
	hub.addMembers(gold.id, [1]);
	const workflow = new ActiveWorkflow(hub, { parameters: { scope: 'all' } });

	await workflow.poll();
	await join(hub, silver.id, 1);
	await join(hub, gold.id, 2);

	const polled = await workflow.poll();
	expect(polled.json.map(({ listId, customerId }) => [listId, customerId])).toEqual([
		[Number(silver.id), 1],
		[Number(gold.id), 2],
	]);
});

test('an empty answer is not taken for an empty group: nobody who is there starts the workflow', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员' });
	hub.addMembers(id, 3);
	const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) } });
	hub.faults.add({ kind: 'refuse', body: '{"items":[]}', match: { path: '/v1/listMembers' } });
	await workflow.poll();
	await join(hub, id, 4);
	expect(await drain(workflow)).toEqual([[4]]);
});

test('an empty page of an empty account is believed', async () => {
	const hub = sandbox();
	const workflow = new ActiveWorkflow(hub, { parameters: { scope: 'all' } });
	await workflow.poll();
	const { id } = hub.addGroup({ name: '金卡会员' });
	await join(hub, id, 5);
	expect(customersOf(await workflow.poll())).toEqual([5]);
});

describe('a test run in the editor', () => {
	test('gives the newest member and leaves the position where it was', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: '金卡会员' });
		hub.addMembers(id, [1, 2, 3]);
		const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) } });

		expect(customersOf(await workflow.tryOut())).toEqual([3]);
		await workflow.poll();
		await join(hub, id, 4, 5);
		expect(customersOf(await workflow.tryOut())).toEqual([5]);
		expect(customersOf(await workflow.tryOut())).toEqual([5]);

		expect(await drain(workflow)).toEqual([[4, 5]]);
		expect(customersOf(await workflow.tryOut())).toEqual([5]);
	});

	test('says so when the group is empty, and refuses one that is gone', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: '金卡会员' });
		const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) } });
		expect(await workflow.tryOut()).toEqual({ json: [], started: false });
		hub.deleteGroup(id);
		await expect(workflow.tryOut()).rejects.toThrow(`There is no group with the ID ${id}`);
	});
});
