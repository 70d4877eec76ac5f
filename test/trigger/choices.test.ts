import { createSandbox } from '../../sandbox';
import { tokenCredential } from '../support/credential';
import { byId, byName, fromList } from '../support/parameters';
import { useSandbox } from '../support/sandbox';
import { ActiveWorkflow, drain, join } from '../support/trigger';

const sandbox = useSandbox();

test.each([
	['list', (id: string) => fromList(id)],
	['ID', (id: string) => byId(` 00${id} `)],
	['name', () => byName(' 金卡会员 ')],
])('the trigger watches only the group chosen by %s', async (_, choose) => {
	const hub = sandbox();
	const gold = hub.addGroup({ name: '金卡会员' });
	const silver = hub.addGroup({ name: '银卡会员' });
	const workflow = new ActiveWorkflow(hub, { parameters: { group: choose(gold.id) } });
	await workflow.poll();
	await join(hub, silver.id, 1);
	await join(hub, gold.id, 2);
	expect(await drain(workflow)).toEqual([[2]]);
});

test.each([
	['a name that no group has', byName('金卡'), 'There is no group named “金卡”'],
	['a name that two groups have', byName('沉睡客户'), 'There are 2 groups named “沉睡客户”'],
	['an ID that no group has', byId('77'), 'There is no group with the ID 77'],
	['an ID that is none', byId('7.5'), 'Group'],
])('the trigger refuses %s', async (_, group, message) => {
	const hub = sandbox();
	hub.addGroup({ name: '沉睡客户' });
	hub.addGroup({ name: '沉睡客户' });
	const workflow = new ActiveWorkflow(hub, { parameters: { group } });
	const { error, started } = await workflow.poll();
	expect(started).toBe(false);
	expect(error?.message).toContain(message);
	expect(error?.message).not.toContain('[item');
	expect(workflow.state).toEqual({});
});

test.each([{}, { group: byId('') }, { scope: 'group' }])(
	'an empty group never means every group: %j',
	async (parameters) => {
		const hub = sandbox();
		const workflow = new ActiveWorkflow(hub, { parameters });
		const { error } = await workflow.poll();
		expect(error?.message).toBe('Group is empty');
		expect(hub.requests).toEqual([]);
	},
);

test('with all groups, a group that was chosen before does not count', async () => {
	const hub = sandbox();
	const [gold, silver] = ['金卡会员', '银卡会员'].map((name) => hub.addGroup({ name }));
	const workflow = new ActiveWorkflow(hub, { parameters: { scope: 'all', group: byId(gold.id) } });
	await workflow.poll();
	await join(hub, silver.id, 1);
	expect(await drain(workflow)).toEqual([[1]]);
});

test('the trigger stays with the group that had the name when the watching began', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员' });
	const workflow = new ActiveWorkflow(hub, { parameters: { group: byName('金卡会员') } });
	await workflow.poll();
	hub.addGroup({ name: '金卡会员' });
	await join(hub, id, 1);
	expect(await drain(workflow)).toEqual([[1]]);
});

describe.each(['memory', 'database'] as const)('a change, with the state kept in %s,', (keeping) => {
	async function watchGold() {
		const hub = sandbox();
		const gold = hub.addGroup({ name: '金卡会员' });
		const silver = hub.addGroup({ name: '银卡会员' });
		await join(hub, gold.id, 1, 2);
		await join(hub, silver.id, 3, 4);
		const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(gold.id) }, keeping });
		await workflow.poll();
		return { hub, gold, silver, workflow };
	}

	test('of the group starts anew, and so does going back', async () => {
		const { hub, gold, silver, workflow } = await watchGold();
		await join(hub, silver.id, 5);
		workflow.change({ group: byId(silver.id) });
		expect(await drain(workflow)).toEqual([]);
		await join(hub, silver.id, 6);
		await join(hub, gold.id, 7);
		expect(await drain(workflow)).toEqual([[6]]);
		workflow.change({ group: byId(gold.id) });
		expect(await drain(workflow)).toEqual([]);
		await join(hub, gold.id, 8);
		expect(await drain(workflow)).toEqual([[8]]);
	});

	test('to every group starts anew', async () => {
		const { hub, silver, workflow } = await watchGold();
		workflow.change({ scope: 'all' });
		expect(await drain(workflow)).toEqual([]);
		await join(hub, silver.id, 5);
		expect(await drain(workflow)).toEqual([[5]]);
	});

	test('of the event starts anew', async () => {
		const { hub, gold, workflow } = await watchGold();
		workflow.change({ event: 'groupCreated' });
		expect(await drain(workflow)).toEqual([]);
		hub.addGroup({ name: '新品试用' });
		expect((await workflow.poll()).json.map(({ name }) => name)).toEqual(['新品试用']);
		await join(hub, gold.id, 9);
		workflow.change({ event: 'memberAdded', group: byId(gold.id) });
		expect(await drain(workflow)).toEqual([]);
	});

	test('of the base URL starts anew, unless it is only a slash or /v1 at the end', async () => {
		const { hub, gold, workflow } = await watchGold();
		await join(hub, gold.id, 5);
		workflow.credential = tokenCredential(hub, { baseUrl: `${hub.url}/v1/` });
		expect(await drain(workflow)).toEqual([[5]]);

		const other = await createSandbox({ customers: 100 });
		other.seed([{ name: '金卡会员', id: gold.id, members: 20 }]);
		workflow.credential = tokenCredential(other);
		expect(await drain(workflow)).toEqual([]);
		await join(other, gold.id, 99);
		expect(await drain(workflow)).toEqual([[99]]);
		await other.close();
	});

	test('to the same group, picked another way, goes on', async () => {
		const { hub, gold, workflow } = await watchGold();
		await join(hub, gold.id, 5);
		workflow.change({ event: 'memberAdded', group: fromList(gold.id) });
		expect(await drain(workflow)).toEqual([[5]]);
	});
});
