import type { INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../sandbox';
import { crowd, idsOf } from '../support/inputs';
import { byId, group, member } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

/** A 5xx without a code of DM Hub's is a crash and no verdict: nobody knows what was done. */

const sandbox = useSandbox();
const LISTS = '/v1/lists';
const REMOVE = '/v1/listservice/removeFromList';

const crashes: Array<[string, Fault]> = [
	[
		'a framework',
		{ kind: 'refuse', body: '{"status":500,"error":"Internal Server Error","path":"/v1/lists"}' },
	],
	['a later version', { kind: 'refuse', body: '{"success":false,"message":"Internal error"}' }],
	['a later version, without a word', { kind: 'refuse', body: '{"success":false}' }],
	[
		'a service that repeats its status as the code',
		{ kind: 'refuse', body: '{"error":{"code":500,"message":"Internal Server Error"}}' },
	],
	['a page', { kind: 'refuse', body: '<html>oops</html>', contentType: 'text/html' }],
	['a bare false', { kind: 'refuse', body: 'false' }],
];

const crash = (fault: Fault, match: Fault['match'], more: Partial<Fault> = {}): Fault => ({
	...fault,
	status: 500,
	match,
	...more,
});
const create: INodeParameters = group('create', { name: 'A', ifNameExists: 'create' });

describe.each(crashes)('in the words of %s', (_whose, fault) => {
	test('a read is repeated', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		hub.faults.add(crash(fault, { method: 'GET' }, { times: 4 }));
		const result = await runNode(hub, {
			parameters: member('count', byId(id)),
		});
		expect(result.error).toBeUndefined();
		expect(result.json).toMatchObject([{ count: 0 }]);
	});

	test('a create that was done is found', async () => {
		const hub = sandbox();
		hub.faults.add(crash(fault, { method: 'POST', path: LISTS }, { work: true }));
		const { json, error } = await runNode(hub, { parameters: create });
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ id: Number(hub.groups()[0].id), name: 'A' })]);
		expect(hub.groups()).toHaveLength(1);
	});

	test('a create that cannot be seen is not known, and not sent again', async () => {
		const hub = sandbox();
		hub.faults.add(crash(fault, { method: 'POST', path: LISTS }));
		const { refused } = await runNode(hub, { parameters: create, onError: 'continueErrorOutput' });
		expect(refused).toHaveLength(1);
		expect(refused[0]).toBeRefused({
			item: 0,
			outcome: 'unknown',
			names: ['“A”'],
			says: 'notKnownWhetherCreated',
		});
		expect(asked(hub, LISTS, 'POST')).toHaveLength(1);
	});

	test('customers who were added are found to be members', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		hub.faults.add(crash(fault, { method: 'POST' }, { work: true }));
		const { json } = await runNode(hub, {
			input: crowd(3),
			parameters: member('add', byId(id)),
		});
		expect(json).toHaveLength(3);
		expect(hub.customersIn(id)).toEqual(idsOf(crowd(3)));
		expect(hub.members(id)).toHaveLength(3);
	});

	test('a removal is repeated', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		hub.addMembers(id, 3);
		hub.faults.add(crash(fault, { path: REMOVE }, { work: true }));
		const { json } = await runNode(hub, {
			input: crowd(1),
			parameters: member('remove', byId(id)),
		});
		expect(json).toMatchObject([{ removed: true, customerId: 1 }]);
		expect(asked(hub, REMOVE)).toHaveLength(2);
	});
});

test.each([
	'{"error_code":40201,"error_description":"no"}',
	'{"error":{"code":"E7","message":"no"}}',
	'{"success":false,"code":"E7","message":"no"}',
])('a code makes it a verdict: nothing is repeated after HTTP 500 %s', async (body) => {
	const code = body.includes('E7') ? 'E7' : '40201';
	const hub = sandbox();
	hub.faults.add({ kind: 'refuse', status: 500, body, match: { method: 'POST' } });
	const { refused } = await runNode(hub, { parameters: create, onError: 'continueErrorOutput' });
	expect(refused[0]).toBeRefused({
		reason: 'refused',
		code,
		httpStatus: 500,
		names: ['POST /v1/lists'],
		words: 'no',
	});
	expect(hub.requests).toHaveLength(1);
});
