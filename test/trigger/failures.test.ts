import type { Fault } from '../../sandbox';
import { upFrom } from '../support/inputs';
import { byId } from '../support/parameters';
import { useSandbox } from '../support/sandbox';
import { ActiveWorkflow, drain, join } from '../support/trigger';

const sandbox = useSandbox();
const busyForLong: Fault = { kind: 'busy', times: 5 };

describe.each(['memory', 'database'] as const)('with the state kept in %s,', (keeping) => {
	async function watch() {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: '金卡会员' });
		const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) }, keeping });
		await workflow.poll();
		return { hub, id, workflow };
	}

	test.each<[string, Fault]>([
		['a busy server', busyForLong],
		['a broken connection', { kind: 'cut', times: 5 }],
		['an answer cut in half', { kind: 'truncated', times: 5 }],
		['an answer that makes no sense', { kind: 'badJson' }],
		[
			'a refusal',
			{ kind: 'refuse', body: { error_code: 40201, error_description: 'permission is not enough' } },
		],
	])('a poll that fails half way at %s neither loses nor repeats', async (_, fault) => {
		const { hub, id, workflow } = await watch();
		hub.quirks.memberRowCap = 10;
		await join(hub, id, ...upFrom(1, 15));
		expect(await drain(workflow)).toEqual([upFrom(1, 15)]);
		await join(hub, id, ...upFrom(16, 30));
		const { state } = workflow;

		hub.faults.add({ ...fault, after: 2 });
		const failed = await workflow.poll();

		const message = expect.stringContaining('GET /v1/listMembers') as string;
		expect(failed).toMatchObject({ json: [], started: false, error: { message } });
		expect(workflow.state).toEqual(state);
		expect(await drain(workflow)).toEqual([upFrom(16, 30)]);
	});

	test('a first poll that fails leaves it to the next one to record the position', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: '金卡会员' });
		hub.addMembers(id, [1, 2]);
		const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) }, keeping });
		hub.faults.add(busyForLong);
		expect((await workflow.poll()).error).toBeDefined();
		expect(await workflow.poll()).toEqual({ json: [], started: false });
		await join(hub, id, 3);
		expect(await drain(workflow)).toEqual([[3]]);
	});
});

test('a poll survives a short disturbance of the server', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员' });
	const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) } });
	await workflow.poll();
	await join(hub, id, 1);
	hub.faults.add({ kind: 'busy', times: 2 }, { kind: 'lost' }, { kind: 'lostHtml' });
	expect(await drain(workflow)).toEqual([[1]]);
});
