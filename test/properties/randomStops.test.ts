import fc from 'fast-check';
import { useSandbox } from '../support/hub';
import { member, upFrom } from '../support/parameters';
import { runs } from '../support/randomRuns';
import { byId, runNode } from '../support/runNode';

const sandbox = useSandbox();
const GROUPS = 3;
const scenario = fc.record({
	operation: fc.constantFrom('add', 'remove'),
	customers: fc.integer({ min: 1, max: 30 }),
	refused: fc.integer({ min: 1, max: 30 }),
	batchSize: fc.integer({ min: 1, max: 10 }),
	maxConcurrentRequests: fc.integer({ min: 1, max: 5 }),
	/** How long each answer takes: less than a request may take, so that none is sent again. */
	delays: fc.uniqueArray(fc.integer({ min: 1, max: 5_000 }), { minLength: 20, maxLength: 20 }),
});

test('a run that stops writes nothing after its first refusal was answered', async () => {
	expect.hasAssertions();
	const property = fc.asyncProperty(scenario, async (given) => {
		const hub = sandbox();
		hub.reset();
		const groups = upFrom(1, GROUPS).map((at) => hub.addGroup({ name: `组${at}` }).id);
		const ids = upFrom(1, given.customers);
		if (given.operation === 'remove') for (const id of groups) hub.addMembers(id, ids);
		const refused = Math.min(given.refused, given.customers);
		const holds = new RegExp(`"customerId":${refused}[,}]|(^|,)${refused}(,|$)`);
		const delayed = given.delays.slice();
		const answeredAt: number[] = [];
		hub.faults.plan(({ method, body, query, at }) => {
			if (method === 'GET') return undefined;
			const ms = delayed.shift() ?? 1;
			if (!holds.test(body) && !holds.test(query.customerIds ?? '')) return { kind: 'slow', ms };
			answeredAt.push(at);
			return { kind: 'refuse', body: { error_code: 40004n, error_description: 'no' } };
		});
		const result = await runNode(hub, {
			input: groups.flatMap((of) => ids.map((customerId) => ({ of, customerId }))),
			parameters: member(given.operation, byId('={{ $json.of }}'), {
				options: { batchSize: given.batchSize, maxConcurrentRequests: given.maxConcurrentRequests },
			}),
		});
		expect(result).toBeRefused({ words: 'no' });
		const first = Math.min(...answeredAt);
		const writes = hub.requests.filter(({ method }) => method !== 'GET');
		expect(writes.filter(({ at }) => at > first)).toEqual([]);
	});
	await fc.assert(property, runs(30));
});
