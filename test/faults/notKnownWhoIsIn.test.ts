import type { Fault, Sandbox } from '../../sandbox';
import { crowd, idsOf } from '../support/inputs';
import { byId, member } from '../support/parameters';
import { runNode, type NodeResult } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const sandbox = useSandbox();
const ONE = '/v1/listMembers';
const MANY = '/v1/listMembersBatch';
const NO = '{"error_code":40402,"error_description":"not now"}';

const add = async (hub: Sandbox, id: string, count: number, stops = false) =>
	await runNode(hub, {
		input: crowd(count),
		parameters: member('add', byId(id)),
		onError: stops ? undefined : 'continueErrorOutput',
	});
const aGroup = () => sandbox().addGroup({ name: 'A' }).id;
const outcomes = ({ refused }: NodeResult) =>
	refused.map(({ json }) => (json.details as { outcome?: string }).outcome);
const unknown = (count: number) => Array.from({ length: count }, () => 'unknown');

describe.each<[string, Fault]>([
	['busy every time', { kind: 'busy', status: 503, times: 100 }],
	[
		'answered with a login page',
		{ kind: 'refuse', body: '<html>Sign in</html>', contentType: 'text/html', times: 100 },
	],
	['refused', { kind: 'refuse', body: NO, times: 100 }],
])('while looking members up is %s, it is not known', (_what, fault) => {
	const noLookUp = (hub: Sandbox) => hub.faults.add({ ...fault, match: { method: 'GET', path: ONE } });

	test.each([1, 3, 12])('whether %i members were added whom an answer leaves out', async (count) => {
		const hub = sandbox();
		const id = aGroup();
		hub.addMembers(id, count);
		hub.quirks.existingMember = 'omit';
		noLookUp(hub);
		const result = await add(hub, id, count);
		expect(result.json).toEqual([]);
		expect(outcomes(result)).toEqual(unknown(count));
		expect(result.refused).toBeRefused({ outcome: 'unknown', says: ['didNotAdd', 'notKnownWhetherAdded'] });
		const stopped = await add(hub, id, count, true);
		expect(stopped).toBeRefused({ outcome: 'unknown', says: 'notKnownWhetherAdded' });
	});

	test('whether customers were added whom an empty answer leaves out', async () => {
		const hub = sandbox();
		const id = aGroup();
		hub.faults.add({ kind: 'refuse', work: true, body: '{"items":[]}', match: { path: MANY } });
		noLookUp(hub);
		expect(outcomes(await add(hub, id, 4))).toEqual(unknown(4));
		expect(hub.customersIn(id)).toEqual(idsOf(crowd(4)));
	});

	test('what a refused batch may have kept', async () => {
		const hub = sandbox();
		const id = aGroup();
		Object.assign(hub.quirks, { refusedBatchKeeps: true, unknownCustomer: 'refuseBatchNaming' });
		hub.quirks.refusedCustomers = new Set(['2']);
		noLookUp(hub);
		const result = await add(hub, id, 2);
		expect(hub.customersIn(id)).toEqual(new Set(['1']));
		expect(outcomes(result)).toEqual(unknown(2));
		expect(result.refused[0]).toBeRefused({
			outcome: 'unknown',
			words: 'customer 2 does not exist',
			says: 'notKnownWhetherAdded',
		});
	});

	test('whether customers were added whose answer was lost, and adding them again does no harm', async () => {
		const hub = sandbox();
		const id = aGroup();
		hub.faults.add({ kind: 'lost', match: { path: MANY } });
		noLookUp(hub);
		const { error } = await add(hub, id, 20, true);
		expect(error).toBeRefused({
			outcome: 'unknown',
			says: ['notKnownWhetherAdded', 'addingAgainIsHarmless'],
		});
		hub.faults.clear();
		expect((await add(hub, id, 20)).json).toHaveLength(20);
		expect(hub.members(id)).toHaveLength(20);
	});
});

describe('an add that may take effect after its connection is gone', () => {
	test('is not known to have failed when no attempt is answered', async () => {
		const hub = sandbox();
		const id = aGroup();
		hub.faults.add({ kind: 'cut', match: { path: MANY }, times: 5 });
		const result = await add(hub, id, 3);
		expect(outcomes(result)).toEqual(unknown(3));
		expect(result.refused).toBeRefused({ outcome: 'unknown', says: 'mayStillTakeEffect' });
	});

	test('is not known to have failed when the repeat is refused', async () => {
		const hub = sandbox();
		const id = aGroup();
		hub.faults.add({ kind: 'cut', match: { path: MANY } });
		hub.faults.add({ kind: 'refuse', body: NO, match: (request) => request.method === 'POST', times: 100 });
		const result = await add(hub, id, 3);
		expect(outcomes(result)).toEqual(unknown(3));
		expect(result.refused[0].json).toMatchObject({ details: { code: '40402', customerId: 1, listId: 1 } });
	});

	test('is not known to have failed when the answer to the repeat leaves its customers out', async () => {
		const hub = sandbox();
		const id = aGroup();
		hub.faults.add({ kind: 'cut', match: { path: MANY } });
		hub.faults.add({ kind: 'refuse', body: '{"items":[]}', match: { path: MANY } });
		expect(outcomes(await add(hub, id, 12))).toEqual(unknown(12));
	});

	test('says nothing of customers whose request was answered', async () => {
		const hub = sandbox();
		const id = aGroup();
		hub.quirks.refusedCustomers = new Set(['4']);
		hub.faults.add({
			kind: 'cut',
			match: ({ path, body }) => path === MANY && body.includes('"customerId":1,'),
		});
		const result = await runNode(hub, {
			input: crowd(4),
			parameters: member('add', byId(id), { options: { batchSize: 2, maxConcurrentRequests: 1 } }),
			onError: 'continueErrorOutput',
		});
		expect(result.json).toHaveLength(3);
		expect(outcomes(result)).toEqual([undefined]);
	});
});

test('a customer who is not seen after a 503 has failed, since no answer was lost', async () => {
	const hub = sandbox();
	const id = aGroup();
	hub.faults.add({ kind: 'busy', status: 503, match: { path: MANY }, times: 5 });
	expect(outcomes(await add(hub, id, 3))).toEqual([undefined, undefined, undefined]);
	expect(asked(hub, MANY)).toHaveLength(5);
});
