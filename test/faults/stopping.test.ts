import { crowd, idsOf } from '../support/inputs';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const sandbox = useSandbox();

const MANY = '/v1/listMembersBatch';
const inGroup = (operation: string, id: string, options = {}) => member(operation, byId(id), { options });

describe('a run that stops with four batches in flight', () => {
	test('starts nothing after the refusal, lets the others end, and says how many were done', async () => {
		const hub = sandbox();
		hub.quirks.unknownCustomer = 'refuseBatchNaming';
		hub.quirks.refusedCustomers = new Set(['7']);
		const { id } = hub.addGroup({ name: 'A' });
		// The other three end while the node is still looking into the refusal.
		hub.faults.add({ kind: 'slow', ms: 200, times: 3, match: ({ body }) => /:(11|21|31),/.test(body) });
		hub.faults.add({ kind: 'slow', ms: 600, match: { method: 'GET' } });
		const result = await runNode(hub, {
			input: crowd(1_000),
			parameters: inGroup('add', id, { batchSize: 10 }),
		});
		expect(result).toBeRefused({
			item: 6,
			customerId: 7,
			words: 'customer 7 does not exist',
			code: '40402',
			httpStatus: 200,
			done: { added: 30 },
		});
		expect(hub.members(id)).toHaveLength(30);
		expect(asked(hub, MANY)).toHaveLength(4);
	});

	test('looks up an answer that is lost meanwhile, and counts its customers', async () => {
		const hub = sandbox();
		hub.quirks.refusedCustomers = new Set(['1']);
		const { id } = hub.addGroup({ name: 'A' });
		hub.faults.add({ kind: 'slow', ms: 60, match: ({ body }) => body.includes(':11,') });
		hub.faults.plan(({ body, path }) => (path === MANY && body.includes(':21,') ? 'lost' : undefined));
		const result = await runNode(hub, {
			input: crowd(200),
			parameters: inGroup('add', id, { batchSize: 10 }),
		});
		const done = hub.members(id).length;
		expect(done).toBeGreaterThanOrEqual(20);
		expect(result).toBeRefused({ item: 0, customerId: 1, done: { added: done } });
	});

	test('repeats a removal that is lost meanwhile, and counts it', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		hub.addMembers(id, 60);
		const refusal = { error_code: 40004n, error_description: 'customer 1 is odd' };
		hub.faults.add({
			kind: 'refuse',
			body: refusal,
			match: ({ query }) => /^1,/.test(query.customerIds ?? ''),
		});
		hub.faults.add({ kind: 'lost', match: ({ query }) => /^11,/.test(query.customerIds ?? '') });
		const result = await runNode(hub, {
			input: crowd(60),
			parameters: inGroup('remove', id, { batchSize: 10, maxConcurrentRequests: 2 }),
		});
		const done = 60 - hub.members(id).length;
		expect([10, 20]).toContain(done);
		expect(result).toBeRefused({
			item: 0,
			customerId: 1,
			words: 'customer 1 is odd',
			code: '40004',
			done: { removed: done },
		});
	});

	test('counts what a refused batch kept as done', async () => {
		const hub = sandbox();
		hub.quirks.refusedBatchKeeps = true;
		hub.quirks.refusedCustomers = new Set(['31']);
		const { id } = hub.addGroup({ name: 'A' });
		const result = await runNode(hub, { input: crowd(50), parameters: inGroup('add', id) });
		expect(hub.customersIn(id)).toEqual(idsOf(crowd(30)));
		expect(result).toBeRefused({ item: 30, customerId: 31, done: { added: 30 } });
	});

	test('says so when nothing was done', async () => {
		const hub = sandbox();
		hub.quirks.refusedCustomers = new Set(['1']);
		const { id } = hub.addGroup({ name: 'A' });
		const result = await runNode(hub, { input: crowd(1), parameters: inGroup('add', id) });
		expect(result).toBeRefused({ item: 0, customerId: 1, done: { added: 0 } });
	});
});

describe('no write starts after a refusal was answered', () => {
	const refusal = '{"error_code":40004,"error_description":"no"}';

	test('with two groups, two requests in flight, and a slow batch beside the refused one', async () => {
		const hub = sandbox();
		const groups = [1, 2].map((digit) => hub.addGroup({ name: `G${digit}` }).id);
		const begins = (customer: number) => (request: { path: string; body: string }) =>
			request.path === MANY && request.body.includes(`"customerId":${customer},`);
		hub.faults.add({ kind: 'refuse', body: refusal, match: begins(1000) });
		hub.faults.add({ kind: 'slow', ms: 5_000, match: begins(1010) });
		const { error } = await runNode(hub, {
			input: groups.flatMap((listId) =>
				crowd(20, Number(listId) * 1000).map(({ customerId }) => ({ listId, customerId })),
			),
			parameters: inGroup('add', '={{ $json.listId }}', { batchSize: 10, maxConcurrentRequests: 2 }),
		});
		expect(error).toBeRefused({ words: 'no', code: '40004' });
		expect(groups.map((id) => hub.members(id).length)).toEqual([10, 0]);
		expect(asked(hub, MANY)).toHaveLength(2);
	});

	test('with removals, while the refused one is looked into', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		hub.addMembers(id, 100);
		const REMOVE = '/v1/listservice/removeFromList';
		hub.faults.add({
			kind: 'refuse',
			body: refusal,
			match: ({ path, query }) => path === REMOVE && /^1,/.test(query.customerIds),
		});
		hub.faults.add({ kind: 'slow', ms: 300, times: 9, match: { method: 'GET' } });
		await runNode(hub, {
			input: crowd(100),
			parameters: inGroup('remove', id, { batchSize: 10, maxConcurrentRequests: 2 }),
		});
		expect(asked(hub, REMOVE)).toHaveLength(2);
		expect(hub.members(id)).toHaveLength(90);
	});

	test('with items that are done one by one', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		hub.addMembers(id, 20);
		const memberships = hub.members(id);
		hub.faults.add({
			kind: 'refuse',
			body: refusal,
			match: ({ path }) => path.endsWith(`/${memberships[0].id}`),
		});
		hub.faults.add({ kind: 'slow', ms: 5_000, match: ({ path }) => path.endsWith(`/${memberships[1].id}`) });
		await runNode(hub, {
			input: memberships.map((membership) => ({ membershipId: String(membership.id) })),
			parameters: {
				resource: 'member',
				operation: 'remove',
				removeBy: 'membership',
				membershipId: '={{ $json.membershipId }}',
				options: { maxConcurrentRequests: 2 },
			},
		});
		expect(hub.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(2);
		expect(hub.members(id)).toHaveLength(19);
	});
});

test('a refusal that concerns the whole run is met once, not once per batch, when the run goes on', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	hub.faults.add({ kind: 'redirect', location: 'https://login.example/', times: 100 });
	const result = await runNode(hub, {
		input: crowd(400),
		parameters: inGroup('add', id, { batchSize: 1 }),
		onError: 'continueErrorOutput',
	});
	expect(result.refused).toHaveLength(400);
	expect(hub.requests.length).toBeLessThanOrEqual(4);
});

describe('Stop in the editor', () => {
	const anHour = async () => await new Promise((over) => setTimeout(over, 3_600_000));

	test('ends a run between requests, and nothing more is sent', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		let cancel = () => {};
		hub.faults.plan(() => {
			if (hub.requests.length === 20) cancel();
			return undefined;
		});
		const result = await runNode(hub, {
			input: crowd(500),
			parameters: inGroup('add', id, { batchSize: 1 }),
			onStart: (execution) => (cancel = () => execution.cancel()),
		}).catch((error: unknown) => ({ error }));
		expect(result).toBeDefined();
		await anHour();
		expect(hub.requests.length).toBeGreaterThanOrEqual(20);
		expect(hub.requests.length).toBeLessThanOrEqual(24);
	});

	test('ends a long wait', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		let cancel = () => {};
		hub.faults.plan(() => {
			setTimeout(() => cancel(), 40);
			return { kind: 'busy', status: 429, retryAfter: 60 };
		});
		await runNode(hub, {
			input: crowd(5),
			parameters: inGroup('add', id),
			onStart: (execution) => (cancel = () => execution.cancel()),
		}).catch(() => undefined);
		await anHour();
		expect(hub.requests).toHaveLength(1);
	});
});
