import { crowd } from '../support/inputs';
import { byId, group, member } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';

const sandbox = useSandbox();
const readAll = (id: string, options = {}) => member('getAll', byId(id), { returnAll: true, options });

const page = (first: number, count: number) =>
	JSON.stringify({
		items: Array.from({ length: count }, (_, index) => ({
			id: first + index,
			customerId: first + index,
			listId: 1,
		})),
	});

test('an answer of 200 MB is refused after 64 MB, and n8n keeps its memory', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	hub.faults.add({ kind: 'hugeBody', bytes: 200_000_000, times: 2 });
	const result = await runNode(hub, { parameters: readAll(id) });
	expect(result).toBeRefused({ item: 0, reason: 'unreadable', names: ['64 MB'] });
	expect(hub.requests.length).toBeLessThanOrEqual(2);
});

test('an answer without an end is left when the time is up, and asked for again', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	hub.addMembers(id, 3);
	hub.faults.add({ kind: 'endlessBody' });
	const result = await runNode(hub, { parameters: readAll(id, { timeout: 1 }) });
	expect(result.json).toHaveLength(3);
});

test.each(['[', '{"items":['])('JSON that is nested two million deep (%s) is refused', async (opening) => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	const depth = 2_000_000;
	const body = opening + '['.repeat(depth) + ']'.repeat(depth) + (opening === '[' ? ']' : ']}');
	hub.faults.add({ kind: 'refuse', body, times: 9 });
	const result = await runNode(hub, { parameters: readAll(id) });
	expect(result).toBeRefused({ item: 0, reason: 'unreadable' });
});

test('an error text that is nested deeper than the stack is refused', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	const body = `{"error_code":7,"error_description":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
	hub.faults.add({ kind: 'refuse', body, times: 9 });
	const result = await runNode(hub, { parameters: readAll(id) });
	expect(result).toBeRefused({ item: 0, reason: 'refused', code: '7', httpStatus: 200 });
});

test('10 MB of bare long numbers are read', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	const body = `{"items":[],"x":[${'1627652953215191041,'.repeat(500_000)}1]}`;
	hub.faults.add({ kind: 'refuse', body, times: 2 });
	const result = await runNode(hub, { parameters: readAll(id) });
	expect(result.error).toBeUndefined();
});

test('`__proto__` and `constructor` in answers change nothing and reach no item', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	const evil = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"error":null';
	const row = `{"id":1,"customerId":7,"listId":1,"dateCreated":"d","lastUpdated":"l",${evil}}`;
	hub.faults.add({ kind: 'refuse', body: `{"data":${row},${evil}}` });
	const result = await runNode(hub, {
		input: [{ customerId: 7 }],
		parameters: member('add', byId(id)),
	});
	expect(result.json).toEqual([{ id: 1, customerId: 7, listId: 1, dateCreated: 'd', lastUpdated: 'l' }]);
	expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('a server that sends the same page for ever is detected', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	hub.faults.plan(({ query, path }) => {
		if (path !== '/v1/listMembers') return undefined;
		return { kind: 'refuse', body: query.sord === 'desc' ? page(9_000_000, 1) : page(1, 10) };
	});
	const result = await runNode(hub, { parameters: readAll(id) });
	expect(result).toBeRefused({ item: 0, reason: 'unreadable', says: 'sameMembersAgain' });
	expect(hub.requests.length).toBeLessThan(20);
});

test('reading a group that grows faster than it is read ends with those who were there at first', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	hub.faults.plan(({ query, path }) => {
		if (path !== '/v1/listMembers') return undefined;
		return {
			kind: 'refuse',
			body: query.sord === 'desc' ? page(5_000, 1) : page(Number(query.sinceId ?? 0) + 1, 100),
		};
	});
	const result = await runNode(hub, { parameters: readAll(id) });
	expect(result.error).toBeUndefined();
	expect(result.json).toHaveLength(5_000);
});

test('reading a list of groups that never ends with anything new comes to an end', async () => {
	const hub = sandbox();
	const body = '{"page":1,"records":1,"rows":[{"id":1,"name":"A"}],"total":999999}';
	hub.faults.plan(() => ({ kind: 'refuse', body }));
	const result = await runNode(hub, {
		parameters: group('getAll', { returnAll: true }),
	});
	expect(result.json).toHaveLength(1);
	expect(hub.requests.length).toBe(2);
});

test.each([
	'null',
	'[]',
	'0',
	'"x"',
	'{}',
	'{"items":null}',
	'{"items":[null,1,{}]}',
	'<html>',
	'\u0000',
	'{"data":[]}',
])('an add fails, in words, when every answer is %s', async (body) => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	hub.faults.plan(() => ({ kind: 'refuse', body }));
	const result = await runNode(hub, {
		input: crowd(3),
		parameters: member('add', byId(id)),
		onError: 'continueRegularOutput',
	});
	expect(result.json).toHaveLength(3);
	for (const { error } of result.json) expect(error).toMatch(/DM Hub|answer/);
});
