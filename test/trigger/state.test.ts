import { State, stateKey } from '../../nodes/ConvertlabGroupsTrigger/state';
import { tokenCredential } from '../support/credential';
import { byId, byName } from '../support/parameters';
import { useSandbox } from '../support/sandbox';
import { ActiveWorkflow, drain, join } from '../support/trigger';

const sandbox = useSandbox();

async function watch(group = byName('金卡会员')) {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: '金卡会员' });
	hub.addMembers(id, [1, 2]);
	const workflow = new ActiveWorkflow(hub, { parameters: { group } });
	await workflow.poll();
	return { hub, id, workflow };
}

test.each<[string, object]>([
	['a cursor that is no id', { cursor: 'x' }],
	['no cursor', { cursor: undefined }],
	['a cursor that is a list', { cursor: ['1'] }],
	['ids seen that are a text', { seen: 'abc' }],
	['ids seen that are a number', { seen: 7 }],
	['ids seen that are an object', { seen: {} }],
	['an id seen that is none', { seen: [1, null, 3] }],
	['an id seen that is an object', { seen: [{}] }],
	['no ids seen', { seen: undefined }],
	['a group that is none', { listId: {} }],
	['a group that is a text', { listId: '1; drop' }],
	['a key of another kind', { key: [1] }],
])('a stored state with %s starts anew', async (_, garbage) => {
	const { hub, id, workflow } = await watch();
	workflow.saved = JSON.stringify({ 'node:Trigger': { ...workflow.state, ...garbage } });
	expect(await workflow.poll()).toEqual({ json: [], started: false });
	await join(hub, id, 3);
	expect(await drain(workflow)).toEqual([[3]]);
});

test.each([
	['a text', 'soon'],
	['far in the future', 1e300],
])('a state whose last check is %s goes on', async (_, checkedAt) => {
	const { hub, id, workflow } = await watch();
	workflow.saved = JSON.stringify({ 'node:Trigger': { ...workflow.state, checkedAt } });
	await join(hub, id, 3);
	expect(await drain(workflow)).toEqual([[3]]);
});

test('a state without its group looks the name up anew', async () => {
	const { hub, id, workflow } = await watch();
	const other = hub.addGroup({ name: '银卡会员' });
	workflow.saved = JSON.stringify({ 'node:Trigger': { ...workflow.state, listId: undefined } });
	await join(hub, other.id, 8);
	await join(hub, id, 9);
	expect(await drain(workflow)).toEqual([[9]]);
});

test('the state holds neither the address nor the user and password in it', async () => {
	const { hub, id, workflow } = await watch();
	const withPassword = hub.url.replace('//', '//anna:Pa55w0rd@');
	workflow.credential = tokenCredential(hub, { baseUrl: withPassword });
	await join(hub, id, 3);
	expect(await drain(workflow)).toEqual([[3]]);
	expect(workflow.saved).not.toContain('Pa55w0rd');
	expect(workflow.saved).not.toContain('anna');
	expect(workflow.saved).not.toContain('127.0.0.1');
	const elsewhere = stateKey('memberAdded', { id }, withPassword.replace('Pa55w0rd', 'another@1'));
	expect(elsewhere).toBe(stateKey('memberAdded', { id }, hub.url));
});

test('the state belongs to one event, one group and one server', () => {
	const keys = [
		stateKey('memberAdded', undefined, 'https://api.convertlab.com'),
		stateKey('groupCreated', undefined, 'https://api.convertlab.com'),
		stateKey('memberAdded', { id: '1' }, 'https://api.convertlab.com'),
		stateKey('memberAdded', { name: '1' }, 'https://api.convertlab.com'),
		stateKey('memberAdded', undefined, 'https://api.example.com'),
	];
	expect(new Set(keys).size).toBe(keys.length);
});

test('the state is written by the first of two polls that run at once', () => {
	const stored = {};
	const [one, other] = [new State(stored, 'k'), new State(stored, 'k')];
	expect(one.commit({ cursor: '7', seen: [8] })).toBe(true);
	expect(other.commit({ cursor: '5', seen: [] })).toBe(false);
	expect(new State(stored, 'k').kept).toMatchObject({ cursor: '7', seen: [8] });
	expect(new State(stored, 'other').kept).toBeUndefined();
});

test('no state is kept of a group that was never read', async () => {
	const hub = sandbox();
	const workflow = new ActiveWorkflow(hub, { parameters: { group: byId('77') } });
	expect((await workflow.poll()).error?.message).toBe('There is no group with the ID 77');
	expect(workflow.state).toEqual({});
});
