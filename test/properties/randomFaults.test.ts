import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Quirks, Sandbox } from '../../sandbox';
import { byId, member } from '../support/parameters';
import { runNode, type NodeResult } from '../support/run';
import { useSandbox } from '../support/sandbox';
import { runs } from './runs';
import { changingGroups, isPassing, lookTwice, sentIds, strike, strikes } from './strikes';

const sandbox = useSandbox();

type Operation = 'add' | 'remove' | 'sync';
const LAST = 10;
const customer = fc.integer({ min: 1, max: LAST });
const scenarioOf = (...operations: Operation[]) =>
	fc.record({
		operation: fc.constantFrom(...operations),
		present: fc.uniqueArray(customer, { maxLength: 8 }),
		asked: fc.array(customer, { minLength: 1, maxLength: 10 }),
		strikes: strikes(10),
		batchSize: fc.integer({ min: 1, max: 5 }),
		maxConcurrentRequests: fc.integer({ min: 1, max: 4 }),
		quirks: fc.record<Partial<Quirks>>({
			...changingGroups,
			refusedCustomers: fc.uniqueArray(customer, { maxLength: 3 }).map((ids) => new Set(ids.map(String))),
			batchOrder: fc.constantFrom('reversed', 'asked'),
			batchCap: fc.constantFrom(
				null,
				{ max: 2, answer: 'html413' as const },
				{ max: 4, answer: 'refusal' as const },
			),
			removeAnswer: fc.constantFrom('error_code', '204', 'empty', 'true', 'success'),
			errorStyle: fc.constantFrom('error_code', 'error', 'success'),
			memberRowCap: fc.constantFrom(null, 2, 4),
			extraFields: fc.constantFrom(null, { error: 'x' }, { success: false }),
			codeShape: fc.constantFrom('plain', 'object', 'array', 'boolean'),
			aboutAnother: fc.constantFrom([], ['addedCustomer'], ['addedGroup']),
		}),
	});
type Scenario = ReturnType<typeof scenarioOf> extends fc.Arbitrary<infer T> ? T : never;

async function run(hub: Sandbox, id: string, given: Scenario): Promise<NodeResult> {
	const { operation, asked, batchSize, maxConcurrentRequests } = given;
	const options: IDataObject = { batchSize, maxConcurrentRequests };
	if (operation === 'sync') Object.assign(options, { removalLimit: 100, output: 'changes' });
	return await runNode(hub, {
		input: asked.map((customerId) => ({ customerId })),
		parameters: member(operation, byId(id), { options: options as INodeParameters }),
		onError: 'continueErrorOutput',
	});
}

const failureOf = ({ json }: { json: IDataObject }) => ({
	notKnown: (json.details as IDataObject).outcome === 'unknown',
	customerId: (json.details as IDataObject).customerId as number | undefined,
});
const numbers = (ids: Iterable<string>) => new Set([...ids].map(Number));

/** Who must be in the group by what the outputs say; undefined for those they call unknown. */
function claimed(given: Scenario, result: NodeResult): (customerId: number) => boolean | undefined {
	const present = new Set(given.present);
	const state = new Map<number, boolean | undefined>();
	for (const { json } of result.items) {
		const id = Number(json.customerId);
		state.set(
			id,
			given.operation === 'add' ? true : given.operation === 'remove' ? false : json.change === 'added',
		);
	}
	for (const failure of result.refused.map(failureOf))
		if (failure.customerId !== undefined)
			state.set(failure.customerId, failure.notKnown ? undefined : present.has(failure.customerId));
	return (customerId) => (state.has(customerId) ? state.get(customerId) : present.has(customerId));
}

/**
 * Random states, quirks and sequences of faults: what the server holds afterwards is exactly what the outputs claim,
 * and running again does what was left undone and nothing else.
 */
async function survives(hub: Sandbox, ...operations: Operation[]): Promise<void> {
	const property = fc.asyncProperty(scenarioOf(...operations), async (given) => {
		hub.reset();
		Object.assign(hub.quirks, given.quirks);
		const { id } = hub.addGroup({ name: '金卡会员' });
		hub.addMembers(id, given.present);
		strike(hub, given.strikes);

		const first = await run(hub, id, given);
		expect(first.error).toBeUndefined();
		const held = lookTwice(() => numbers(hub.customersIn(id)));
		const refusable = given.quirks.refusedCustomers ?? new Set();
		// What a repeat gets over fails nobody, and of whom nothing was sent everything is known.
		const sent = sentIds(hub);
		for (const item of first.refused) {
			const { customerId, notKnown } = failureOf(item);
			if (notKnown) expect(sent).toContain(String(customerId));
			if (isPassing(given.strikes)) expect(refusable).toContain(String(customerId));
		}
		const claim = claimed(given, first);
		const unknown = new Set<number>();
		for (let customerId = 1; customerId <= LAST; customerId += 1) {
			const said = claim(customerId);
			if (said === undefined) unknown.add(customerId);
			else expect({ customerId, isMember: held.has(customerId) }).toEqual({ customerId, isMember: said });
		}
		// Nothing lost: every item has its output.
		if (given.operation !== 'sync')
			expect(first.items.length + first.refused.length).toBe(given.asked.length);

		// Running again, now undisturbed, does what was left undone and changes nothing that was done.
		hub.faults.clear();
		const again = await run(hub, id, given);
		const finally_ = numbers(hub.customersIn(id));
		const wanted = new Set(given.asked);
		const missing = given.operation === 'sync' ? given.asked.filter((one) => !held.has(one)) : [];
		// A sync whose additions all fail removes nobody.
		const nobodyCanBeAdded = missing.length > 0 && missing.every((one) => refusable.has(String(one)));
		for (let customerId = 1; customerId <= LAST; customerId += 1) {
			const wasPresent = given.present.includes(customerId);
			const added = given.operation !== 'remove' && wanted.has(customerId);
			const isOut =
				given.operation === 'remove' ? wanted.has(customerId) : given.operation === 'sync' && !added;
			const expected = isOut
				? nobodyCanBeAdded && held.has(customerId)
				: wasPresent || (added && !refusable.has(String(customerId)));
			expect({ customerId, isMember: finally_.has(customerId) }).toEqual({ customerId, isMember: expected });
		}
		expect(again.refused.map(failureOf).some(({ notKnown }) => notKnown)).toBe(false);
	});
	await fc.assert(property, runs(50));
}

test('after random sequences of faults while adding, the server holds exactly what the outputs claim', async () => {
	expect.hasAssertions();
	await survives(sandbox(), 'add');
});

test('after random sequences of faults while removing and syncing, the server holds exactly what the outputs claim', async () => {
	expect.hasAssertions();
	await survives(sandbox(), 'remove', 'sync');
});
