import type { Sandbox } from '../../sandbox';
import { upFrom } from '../support/inputs';
import { byId } from '../support/parameters';
import { useSandbox } from '../support/sandbox';
import { ActiveWorkflow, customersOf, drain, join, type ActiveWorkflowOptions } from '../support/trigger';

const sandbox = useSandbox();
const now = Date.now;
afterEach(() => void (Date.now = now));
const options = { customerFields: ['name', 'mobile'], customFields: 'attr1' };

async function watch(more: ActiveWorkflowOptions = {}): Promise<[Sandbox, string, ActiveWorkflow]> {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员' });
	hub.addMembers(id, 3);
	const workflow = new ActiveWorkflow(hub, { ...more, parameters: { group: byId(id), options } });
	expect(await workflow.poll()).toMatchObject({ started: false });
	return [hub, id, workflow];
}

const asked = (hub: Sandbox) => hub.requests.filter(({ path }) => path.startsWith('/v1/customers'));

test('a new member comes with the chosen fields, and one whose customer is gone with null', async () => {
	const [hub, id, workflow] = await watch();
	hub.addCustomer({ id: 7, name: '王芳', mobile: '13800138000', attr: { attr1: '金', attr2: 'x' } });
	await join(hub, id, 7, 8);
	hub.deleteCustomer(8);
	const { json } = await workflow.poll();
	expect(json.map(({ customerId, customer }) => [customerId, customer])).toEqual([
		[7, { name: '王芳', mobile: '13800138000', attr1: '金' }],
		[8, null],
	]);
	expect(await workflow.poll()).toMatchObject({ started: false });
});

test('only the customers who are emitted are read, and none where nobody joined', async () => {
	const [hub, id, workflow] = await watch();
	hub.addCustomers(100);
	expect(asked(hub)).toEqual([]);
	await join(hub, id, 50);
	await workflow.poll();
	expect(asked(hub).map(({ query }) => query.idList)).toEqual(['50']);
	hub.clearLog();
	await workflow.poll();
	expect(asked(hub)).toEqual([]);
});

test('a test run in the editor shows the newest member with the fields', async () => {
	const [hub, id, workflow] = await watch();
	hub.addCustomer({ id: 7, name: '王芳' });
	await join(hub, id, 7);
	expect((await workflow.tryOut()).json).toMatchObject([{ customerId: 7, customer: { name: '王芳' } }]);
});

test.each(['database', 'memory'] as const)(
	'a poll that cannot read customers fails, and the next one brings everybody once (kept in %s)',
	async (keeping) => {
		const [hub, id, workflow] = await watch({ keeping });
		hub.addCustomers(300);
		await join(hub, id, ...upFrom(50, 150));
		hub.quirks.customerRights = 'none';
		const failed = await workflow.poll();
		expect(failed).toMatchObject({ started: false, json: [] });
		expect(failed.error?.message).toMatch(/^The application in DM Hub may not read customers:/);
		expect(failed.error?.description).toContain('设置 > 开发与集成');
		hub.quirks.customerRights = 'all';
		// The first hundred are told of, then DM Hub goes away.
		hub.faults.add({ kind: 'busy', times: 5, after: 1, match: { path: '/v1/customers' } });
		expect((await workflow.poll()).error?.message).toMatch(/too busy .* 5 times in a row/);
		expect(await drain(workflow)).toEqual([upFrom(50, 150)]);
	},
);

test('a poll that reads customers one by one gives as many as it has time for, and the next ones the rest', async () => {
	const [hub, id, workflow] = await watch({ budget: 36_000 });
	hub.quirks.customerFilters = ['mobile'];
	hub.addCustomers(5_000);
	await join(hub, id, ...upFrom(4_000, 350));
	// Each customer takes a tenth of a second of the poll, by the clock of the test.
	let later = 0;
	Date.now = () => now() + later;
	hub.faults.plan(({ path }) => {
		if (path.startsWith('/v1/customers/')) later += 100;
		return undefined;
	});
	const polls: unknown[][] = [];
	for (let polled = await workflow.poll(); polled.started; polled = await workflow.poll()) {
		polls.push(customersOf(polled));
		expect(polled.json.every(({ customer }) => customer !== null)).toBe(true);
	}
	expect(polls.map(({ length }) => length)).toEqual([200, 150]);
	expect(polls.flat()).toEqual(upFrom(4_000, 350));
});

test('no customer is read where no fields are chosen', async () => {
	const [hub, id, workflow] = await watch();
	workflow.change({ group: byId(id), options: { customerFields: [] } });
	await join(hub, id, 7);
	const { json } = await workflow.poll();
	expect(json).toHaveLength(1);
	expect(json[0]).not.toHaveProperty('customer');
	expect(asked(hub)).toEqual([]);
});

test('choosing other fields loses nobody', async () => {
	const [hub, id, workflow] = await watch();
	hub.addCustomer({ id: 7, email: 'wang@example.com' });
	await join(hub, id, 7);
	workflow.change({ group: byId(id), options: { customerFields: ['email'] } });
	expect((await workflow.poll()).json).toMatchObject([{ customer: { email: 'wang@example.com' } }]);
});

test('a field that does not exist is refused', async () => {
	const [, id, workflow] = await watch();
	workflow.change({ group: byId(id), options: { customFields: 'level' } });
	expect((await workflow.poll()).error?.message).toBe('Custom Customer Fields cannot hold “level”');
});

test('a new member comes with their OpenIDs', async () => {
	const [hub, id, workflow] = await watch();
	hub.addCustomer({
		id: 7,
		identities: ['o1', 'o2'].map((identityValue) => ({ identityType: 'wechat', identityValue })),
	});
	workflow.change({ group: byId(id), options: { customerFields: ['openId'] } });
	await join(hub, id, 7, 8);
	expect((await workflow.poll()).json.map(({ customer }) => customer)).toEqual([
		{ openId: 'o1,o2' },
		{ openId: null },
	]);
});

describe('the name of the group', () => {
	test('comes beside each new member, for one listing of the groups a poll, and none where nobody joined', async () => {
		const hub = sandbox();
		const [gold, silver] = ['金卡会员', '银卡会员'].map((name) => hub.addGroup({ name }));
		const parameters = { scope: 'all', options: { groupName: true } };
		const workflow = new ActiveWorkflow(hub, { parameters });
		await workflow.poll();
		hub.clearLog();
		await workflow.poll();
		expect(hub.requests.map(({ path }) => path)).toEqual(['/v1/listMembers']);
		await join(hub, gold.id, ...upFrom(1, 150));
		await join(hub, silver.id, 1);
		const { json } = await workflow.poll();
		expect(json.map(({ groupName }) => groupName)).toEqual([
			...Array<string>(150).fill('金卡会员'),
			'银卡会员',
		]);
		expect(Object.keys(json[0]).slice(0, 3)).toEqual(['id', 'listId', 'groupName']);
		expect(
			hub.requests.filter(({ path, query }) => path === '/v1/lists' && query.page === '1').length,
		).toBeLessThan(3);
	});

	test('is null for a group that is gone, and goes with customer fields', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: '金卡会员' });
		const parameters = { scope: 'all', options: { groupName: true, customerFields: ['name'] } };
		const workflow = new ActiveWorkflow(hub, { parameters });
		await workflow.poll();
		hub.addCustomer({ id: 7, name: '王芳' });
		await join(hub, id, 7);
		const rows = hub
			.members(id)
			.map((row) => ({ ...row, listId: 999, customerId: 7, id: Number(row.id), lastUpdated: '' }));
		hub.faults.add({
			kind: 'refuse',
			body: JSON.stringify({ items: rows }),
			match: { path: '/v1/listMembers' },
		});
		expect((await workflow.poll()).json).toMatchObject([{ groupName: null, customer: { name: '王芳' } }]);
	});
});

test('new groups come without customers', async () => {
	const hub = sandbox();
	const workflow = new ActiveWorkflow(hub, { parameters: { event: 'groupCreated', options } });
	await workflow.poll();
	hub.addGroup({ name: '银卡会员' });
	expect((await workflow.poll()).json).toMatchObject([{ name: '银卡会员' }]);
	expect(asked(hub)).toEqual([]);
});
