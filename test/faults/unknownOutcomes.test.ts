import type { FaultKind, Quirks } from '../../sandbox';
import { crowd, idsOf } from '../support/inputs';
import { byId, group, member } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const sandbox = useSandbox();

const ONE = '/v1/listMembers';
const MANY = '/v1/listMembersBatch';
const lostAnswers: FaultKind[] = ['lost', 'lostHtml', 'truncated', 'badJson', 'cut'];
const add = (id: string) => member('add', byId(id));

describe.each(['same', 'second', 'error', 'omit'] as Array<Quirks['existingMember']>)(
	'a server that answers “%s” to adding a member again',
	(existingMember) => {
		test.each(lostAnswers)('has every customer once after an add whose answer is %s', async (kind) => {
			const hub = sandbox();
			hub.quirks.existingMember = existingMember;
			const { id } = hub.addGroup({ name: 'A' });
			hub.faults.add({ kind, match: { path: MANY } });
			const result = await runNode(hub, { input: crowd(120), parameters: add(id) });
			expect(result.error).toBeUndefined();
			expect(result.json.map(({ customerId }) => customerId)).toEqual(
				crowd(120).map(({ customerId }) => customerId),
			);
			expect(hub.members(id)).toHaveLength(120);
		});

		test.each(lostAnswers)('has the customer once after an add of one whose answer is %s', async (kind) => {
			const hub = sandbox();
			hub.quirks.existingMember = existingMember;
			const { id } = hub.addGroup({ name: 'A' });
			hub.faults.add({ kind, match: { method: 'POST', path: ONE } });
			const result = await runNode(hub, { input: crowd(1), parameters: add(id) });
			expect(result.json).toMatchObject([{ listId: 1, customerId: 1 }]);
			expect(hub.members(id)).toHaveLength(1);
		});
	},
);

test('a lost add is looked up before it is repeated, and only what is missing is sent', async () => {
	const hub = sandbox();
	hub.quirks.existingMember = 'second';
	hub.quirks.refusedBatchKeeps = true;
	hub.quirks.unknownCustomer = 'refuseBatchNaming';
	hub.quirks.refusedCustomers = new Set(['31']);
	const { id } = hub.addGroup({ name: 'A' });
	hub.faults.add({ kind: 'lost', match: { path: MANY } });
	const result = await runNode(hub, {
		input: crowd(60),
		parameters: add(id),
		onError: 'continueErrorOutput',
	});
	// The first attempt added the thirty before the bad one, and its refusal was lost.
	expect(result.refused.map(({ json }) => json.details)).toMatchObject([{ customerId: 31 }]);
	expect(result.json).toHaveLength(59);
	expect(hub.members(id)).toHaveLength(59);
	const [, second] = asked(hub, MANY);
	expect((JSON.parse(second.body) as { items: unknown[] }).items).toHaveLength(30);
});

test('members who show late are added again, which makes no difference', async () => {
	const hub = sandbox();
	hub.quirks.existingMember = 'second';
	hub.quirks.lateVisibility = 3_000;
	hub.quirks.lateVisibilitySpread = 3_000;
	const { id } = hub.addGroup({ name: 'A' });
	hub.faults.add({ kind: 'lost', match: { path: MANY }, times: 2 });
	const result = await runNode(hub, { input: crowd(40), parameters: add(id) });
	expect(result.json).toHaveLength(40);
	expect(hub.customersIn(id)).toEqual(idsOf(crowd(40)));
});

describe('a delete whose answer is lost', () => {
	test.each(['lost', 'lostHtml', 'cut'] as FaultKind[])(
		'(%s) is sent again, and 40201 to that means done',
		async (kind) => {
			const hub = sandbox();
			const { id } = hub.addGroup({ name: 'A' });
			hub.faults.add({ kind });
			const result = await runNode(hub, {
				parameters: group('delete', { group: byId(id) }),
			});
			expect(result.json).toEqual([{ deleted: true, id: 1 }]);
			expect(hub.groups()).toEqual([]);
		},
	);

	test('that is 40201 to the first request is a refusal, since there was no such group', async () => {
		const result = await runNode(sandbox(), {
			parameters: group('delete', { group: byId(7) }),
		});
		expect(result).toBeRefused({ item: 0, words: 'permission is not enough', code: '40201' });
	});
});

describe.each([
	'{"code":500,"msg":"fail"}',
	'{"errcode":1}',
	'{"status":"error"}',
	'{"message":"forbidden"}',
])('an answer that says neither “done” nor “refused”, %s,', (body) => {
	const operations = [
		['a removal', 'POST', () => member('remove', byId(1), { customerId: 2 })],
		['a sync', 'POST', () => member('sync', byId(1), { customerId: 1, options: { removalLimit: 100 } })],
		['a deletion', 'DELETE', () => group('delete', { group: byId(1) })],
	] as const;

	test.each(operations)('is no success of %s', async (_, method, parameters) => {
		const hub = sandbox();
		hub.addMembers(hub.addGroup({ name: 'A' }).id, 2);
		hub.faults.add({ kind: 'refuse', body, match: { method } });
		const { refused } = await runNode(hub, {
			input: [{}],
			parameters: parameters(),
			onError: 'continueErrorOutput',
		});
		expect(refused[0]).toBeRefused({ item: 0, outcome: 'unknown', says: 'notKnownWhetherDone' });
		expect(hub.customersIn('1').size).toBe(2);
	});

	test.each(operations)('is one where a look shows that %s was done', async (_, method, parameters) => {
		const hub = sandbox();
		hub.addMembers(hub.addGroup({ name: 'A' }).id, 2);
		hub.faults.add({ kind: 'refuse', body, work: true, match: { method } });
		const { error, items } = await runNode(hub, { input: [{}], parameters: parameters() });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
	});
});
