import { upFrom } from '../support/inputs';
import { requestLines, useSandbox } from '../support/sandbox';
import { ActiveWorkflow } from '../support/trigger';

const sandbox = useSandbox();
const parameters = { event: 'groupCreated' };

async function watch() {
	const hub = sandbox();
	hub.addGroup({ name: '旧的', dateCreated: '2017-05-23T02:42:14Z' });
	const workflow = new ActiveWorkflow(hub, { parameters });
	expect(await workflow.poll()).toEqual({ json: [], started: false });
	return { hub, workflow };
}

async function drainNames(workflow: ActiveWorkflow): Promise<unknown[][]> {
	const polls: unknown[][] = [];
	for (;;) {
		const { json, started, error } = await workflow.poll();
		expect(error).toBeUndefined();
		if (!started) return polls;
		polls.push(json.map(({ name }) => name));
	}
}

test('each new group starts the workflow, oldest first, even when names repeat', async () => {
	const { hub, workflow } = await watch();
	for (const name of ['金卡会员', '银卡会员', '金卡会员'])
		hub.addGroup({ name, dateCreated: '2026-10-10T10:10:10Z' });
	expect((await workflow.poll()).json).toEqual(
		['金卡会员', '银卡会员', '金卡会员'].map((name, at) => ({
			id: 2 + at,
			name,
			dateCreated: '2026-10-10T10:10:10Z',
			lastUpdated: '2026-10-10T10:10:10Z',
		})),
	);
	expect(await drainNames(workflow)).toEqual([]);
});

test('an account without groups counts as 0', async () => {
	const hub = sandbox();
	const workflow = new ActiveWorkflow(hub, { parameters });
	await workflow.poll();
	expect(requestLines(hub)).toEqual([
		'GET /v1/lists?rows=1000&page=1&sidx=id&sord=desc',
		'GET /v1/lists?rows=1&page=1&sidx=id&sord=asc',
	]);
	hub.addGroup({ name: '第一个' });
	expect(await drainNames(workflow)).toEqual([['第一个']]);
});

test.each([
	['as asked', {}],
	['20 a page', { groupRowCap: 20 }],
	['20 a page, pages counted as asked', { groupRowCap: 20, groupPageOffset: 'asked' as const }],
])('2,500 groups are drained, %s', async (_, quirks) => {
	const { hub, workflow } = await watch();
	Object.assign(hub.quirks, quirks);
	const names = upFrom(1, 2_500).map(String);
	for (const name of names) hub.addGroup({ name });
	const polls = await drainNames(workflow);
	expect(polls.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
	expect(polls.flat()).toEqual(names);
});

test('groups that are created during a poll are neither lost nor repeated', async () => {
	const { hub, workflow } = await watch();
	hub.quirks.groupRowCap = 10;
	const names = upFrom(1, 45).map(String);
	for (const name of names) hub.addGroup({ name });
	let created = 0;
	hub.faults.plan(({ path }) => {
		if (path === '/v1/lists' && created < 7) hub.addGroup({ name: `while reading ${++created}` });
		return undefined;
	});
	const emitted = (await drainNames(workflow)).flat();
	expect(emitted.sort()).toEqual([...names, ...upFrom(1, 7).map((at) => `while reading ${at}`)].sort());
});

test('deleted groups do no harm, not even the newest one', async () => {
	const { hub, workflow } = await watch();
	const groups = ['一', '二', '三'].map((name) => hub.addGroup({ name }));
	expect(await drainNames(workflow)).toEqual([['一', '二', '三']]);
	hub.deleteGroup(groups[1].id);
	hub.deleteGroup(groups[2].id);
	expect(await drainNames(workflow)).toEqual([]);
	hub.addGroup({ name: '四' });
	expect(await drainNames(workflow)).toEqual([['四']]);
});

test('IDs of 19 digits stay distinct', async () => {
	const { hub, workflow } = await watch();
	hub.addGroup({ name: '大', id: '1627652953215190017' });
	hub.addGroup({ name: '更大', id: '1627652953215190018' });
	expect((await workflow.poll()).json.map(({ id, name }) => [id, name])).toEqual([
		['1627652953215190017', '大'],
		['1627652953215190018', '更大'],
	]);
	expect(await drainNames(workflow)).toEqual([]);
});

test('a test run gives the newest group, or none', async () => {
	const { hub, workflow } = await watch();
	hub.addGroup({ name: '新的' });
	expect((await workflow.tryOut()).json.map(({ name }) => name)).toEqual(['新的']);
	hub.reset();
	expect(await workflow.tryOut()).toEqual({ json: [], started: false });
});
