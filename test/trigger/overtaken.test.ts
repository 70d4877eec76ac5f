import { upFrom } from '../support/inputs';
import { byId } from '../support/parameters';
import { useSandbox } from '../support/sandbox';
import { ActiveWorkflow, customersOf, drain, join } from '../support/trigger';

const sandbox = useSandbox();

test('each is emitted once when a poll begins before the slow one before it has ended', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员' });
	const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) }, keeping: 'memory' });
	await workflow.poll();
	await join(hub, id, ...upFrom(1, 1_500));
	hub.faults.next({ kind: 'slow', ms: 300 });

	const slow = workflow.poll();
	const quick = await workflow.poll();
	const emitted = [...customersOf(quick), ...customersOf(await slow), ...(await drain(workflow)).flat()];

	expect(emitted).toEqual(upFrom(1, 1_500));
});

test('two first polls at once record one position', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员' });
	const workflow = new ActiveWorkflow(hub, { parameters: { group: byId(id) }, keeping: 'memory' });
	hub.faults.next({ kind: 'slow', ms: 300 });

	const slow = workflow.poll();
	await workflow.poll();
	hub.addMembers(id, [1]);
	await slow;

	expect(await drain(workflow)).toEqual([[1]]);
});
