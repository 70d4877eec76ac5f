import type { Fault } from '../../sandbox';
import { crowd } from '../support/inputs';
import { byId, group, member } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const sandbox = useSandbox();

const noPermission: Fault = {
	kind: 'refuse',
	status: 500,
	body: { error_code: 40201n, error_description: 'permission is not enough' },
};
const removals = [
	['a group', group('delete', { group: byId(1) }), '/v1/lists/1'],
	[
		'a membership',
		{
			resource: 'member',
			operation: 'remove',
			customerBy: 'id',
			removeBy: 'membership',
			membershipId: '={{ $json.id }}',
		},
		'/v1/listMembers/*',
	],
] as const;

function aMember() {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	hub.addMembers(id, 1);
	const [{ id: membership }] = hub.members(id);
	return { hub, input: [{ id: String(membership) }] };
}

describe.each(removals)('taking away %s', (_what, parameters, path) => {
	const strike = (...faults: Fault[]) =>
		sandbox().faults.add(...faults.map((fault) => ({ ...fault, match: { method: 'DELETE', path } })));

	test.each(['lost', 'lostHtml'] as const)(
		'is done when its answer was %s and the repeat gets 40201, since a look finds it gone',
		async (kind) => {
			const { hub, input } = aMember();
			strike({ kind });
			const { error, json } = await runNode(hub, { input, parameters });
			expect(error).toBeUndefined();
			expect(json).toHaveLength(1);
			expect(hub.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(2);
		},
	);

	test('is not known to be done when its answer was lost and a look finds it still there', async () => {
		const { hub, input } = aMember();
		strike({ kind: 'cut' }, noPermission);
		const { error } = await runNode(hub, { input, parameters });
		expect(error).toBeRefused({
			item: 0,
			outcome: 'unknown',
			code: '40201',
			httpStatus: 500,
			says: 'notKnownWhetherDone',
		});
	});

	test('is not known to be done when its answer was lost and nobody can look', async () => {
		const { hub, input } = aMember();
		strike({ kind: 'lost' });
		hub.faults.add({ kind: 'busy', match: { method: 'GET' }, times: 99 });
		const { error } = await runNode(hub, { input, parameters });
		expect(error).toBeRefused({ item: 0, outcome: 'unknown', says: 'notKnownWhetherDone' });
	});

	test.each<[string, Fault]>([
		['a refusal', { kind: 'refuse', body: { error_code: 40004n, error_description: 'no' } }],
		['a size', { kind: 'refuse', status: 413, body: 'too large' }],
	])('of which an answer was lost is done where a look finds it gone, after %s', async (_, no) => {
		const { hub, input } = aMember();
		strike({ kind: 'lost' }, no);
		expect((await runNode(hub, { input, parameters })).error).toBeUndefined();
		hub.reset();
		aMember();
		strike({ kind: 'cut' }, no);
		const { error } = await runNode(hub, { input, parameters });
		expect(error).toBeRefused({ item: 0, reason: 'refused', outcome: 'unknown' });
	});

	test('is refused when 40201 follows a 503, since no answer was lost', async () => {
		const { hub, input } = aMember();
		strike({ kind: 'busy' }, noPermission);
		const { error } = await runNode(hub, { input, parameters });
		expect(error).toBeRefused({ item: 0, names: ['DELETE '], code: '40201', httpStatus: 500 });
	});
});

test.each(['false', '{"result":false}'])('a removal that is answered %s is refused', async (body) => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	hub.addMembers(id, 1);
	hub.faults.add({ kind: 'refuse', body, match: { path: '/v1/listservice/removeFromList' } });
	const { error } = await runNode(hub, {
		input: crowd(1),
		parameters: member('remove', byId(id)),
	});
	expect(error).toBeRefused({ item: 0, reason: 'refused', httpStatus: 200, code: undefined, customerId: 1 });
	expect(asked(hub, '/v1/listservice/removeFromList')).toHaveLength(1);
});
