import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { Quirks, Sandbox } from '../../sandbox';
import { customerFilters } from '../../sandbox';
import { textOf } from '../support/exportedFile';
import { useSandbox } from '../support/hub';
import { member } from '../support/parameters';
import { runs } from '../support/randomRuns';
import { byId, runNode, type NodeResult } from '../support/runNode';
import { secretsIn } from '../support/secretsFound';
import { strike, strikes } from '../support/strikes';

const sandbox = useSandbox();
const fields = { customerFields: ['name', 'mobile'], customFields: 'attr1' };

const customer = fc.integer({ min: 1, max: 30 });
const scenario = fc.record({
	operation: fc.constantFrom('getAll' as const, 'exportToFile' as const),
	withFields: fc.boolean(),
	members: fc.uniqueArray(customer, { maxLength: 30 }),
	/** Members who are no customers any more. */
	gone: fc.uniqueArray(customer, { maxLength: 5 }),
	strikes: strikes(12, ['badJson', 'refuse', 'redirect']),
	maxConcurrentRequests: fc.integer({ min: 1, max: 4 }),
	quirks: fc.record<Partial<Quirks>>({
		memberRowCap: fc.constantFrom(null, 1, 3, 10),
		idsAsStrings: fc.boolean(),
		customerFilters: fc.constantFrom([...customerFilters], ['mobile']),
		selectHonoured: fc.boolean(),
		customerRowCap: fc.constantFrom(null, 2, 7),
		customerRowOrder: fc.constantFrom('asked', 'newestFirst', 'scrambled'),
		customerRecords: fc.constantFrom('all', 'page'),
		idListLimit: fc.constantFrom(null, { max: 4, answer: 'refusal' as const }),
		goneCustomer: fc.constantFrom('40201', '404', 'empty'),
	}),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

/** @returns the group's id */
function settle(hub: Sandbox, { quirks, members, gone, strikes: planned }: Scenario): string {
	hub.reset();
	Object.assign(hub.quirks, quirks);
	const { id } = hub.addGroup({ name: '金卡会员' });
	hub.addMembers(id, members);
	for (const one of gone) if (members.includes(one)) hub.deleteCustomer(one);
	// Strangers, whom a server that passes over the list of ids answers with.
	hub.addCustomers(5, { firstCustomerId: 900 });
	strike(hub, planned);
	return id;
}

const read = async (hub: Sandbox, listId: string, given: Scenario): Promise<NodeResult> =>
	await runNode(hub, {
		parameters: member(given.operation, byId(listId), {
			...(given.operation === 'getAll' ? { returnAll: true } : { format: 'jsonl' }),
			options: {
				maxConcurrentRequests: given.maxConcurrentRequests,
				...(given.withFields ? fields : {}),
			},
		}),
	});

const rowsIn = ({ operation }: Scenario, { items, json }: NodeResult): IDataObject[] =>
	operation === 'getAll'
		? json
		: textOf(items[0])
				.split('\n')
				.filter((line) => line !== '')
				.map((line) => JSON.parse(line) as IDataObject);

const toldOf = (hub: Sandbox, one: number) => {
	const held = hub.customer(one);
	return held ? { name: held.name, mobile: held.mobile, attr1: null } : null;
};

test('a reading gives every member once, each with their own fields, or fails and gives nobody', async () => {
	expect.hasAssertions();
	await fc.assert(
		fc.asyncProperty(scenario, async (given) => {
			const hub = sandbox();
			const result = await read(hub, settle(hub, given), given);
			expect(secretsIn(result, [], [hub.accessToken])).toEqual([]);
			if (result.error) {
				expect(result.items).toEqual([]);
				expect(given.strikes.some((each) => each !== 'well')).toBe(true);
				return;
			}
			const rows = rowsIn(given, result);
			expect(rows.map(({ customerId }) => Number(customerId))).toEqual(given.members);
			for (const { customerId, ...row } of rows)
				if (given.withFields) expect(row.customer).toEqual(toldOf(hub, Number(customerId)));
				else expect(row).not.toHaveProperty('customer');
		}),
		runs(25),
	);
});
