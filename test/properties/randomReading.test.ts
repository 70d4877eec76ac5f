import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { Fault, LoggedRequest, Quirks, Sandbox } from '../../sandbox';
import { customerFilters } from '../../sandbox';
import { runs } from './runs';
import { isPassing, strike, strikes } from './strikes';
import { exportedText } from '../support/files';
import { byId, member } from '../support/parameters';
import { runNode, type NodeResult } from '../support/run';
import { useSandbox } from '../support/sandbox';
import { secretsIn } from '../support/secrets';

const sandbox = useSandbox();
const fields = { customerFields: ['name', 'openId', 'mobile'], customFields: 'attr1' };
const openIdsOf = (one: number) =>
	(one % 6 === 0 ? ['a', 'b'] : one % 3 === 0 ? ['a'] : []).map((each) => `o${one}${each}`);

const customer = fc.integer({ min: 1, max: 30 });
const scenario = fc.record({
	operation: fc.constantFrom('getAll' as const, 'exportToFile' as const),
	withFields: fc.boolean(),
	members: fc.uniqueArray(customer, { maxLength: 30 }),
	/** Members who are no customers any more. */
	gone: fc.uniqueArray(customer, { maxLength: 5 }),
	strikes: strikes(12, ['badJson', 'refuse', 'redirect']),
	/** Which answer is empty once. */
	emptied: fc.option(fc.nat(12), { nil: -1 }),
	order: fc.record({
		sortBy: fc.constantFrom('id', 'id', 'customerId', 'listId'),
		sortDirection: fc.constantFrom('asc', 'desc'),
	}),
	limit: fc.option(fc.integer({ min: 1, max: 35 }), { nil: undefined }),
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

/** An answer without rows, to a request for several. */
function noRows({ path, query }: LoggedRequest): Fault | undefined {
	const bodies: Record<string, string> = {
		'/v1/lists': '{"page":1,"records":0,"rows":[],"total":0}',
		'/v1/listMembers': '{"items":[]}',
		'/v1/customers': '{"records":0,"rows":[]}',
		// Of one customer, nobody can tell.
		...(query.customerIds?.includes(',') ? { '/v1/customeridentities': '[]' } : {}),
	};
	return bodies[path] === undefined ? undefined : { kind: 'refuse', body: bodies[path] };
}

/** @returns the group's id */
function settle(hub: Sandbox, { quirks, members, gone, strikes: planned, emptied }: Scenario): string {
	hub.reset();
	Object.assign(hub.quirks, quirks);
	const { id } = hub.addGroup({ name: '金卡会员' });
	for (const one of members)
		hub.addCustomer({
			id: one,
			name: `客户${one}`,
			mobile: `138${String(one).padStart(8, '0')}`,
			identities: openIdsOf(one).map((identityValue) => ({ identityType: 'wechat', identityValue })),
		});
	hub.addMembers(id, members);
	for (const one of gone) if (members.includes(one)) hub.deleteCustomer(one);
	// Strangers, whom a server that passes over the list of ids answers with.
	hub.addCustomers(5, { firstCustomerId: 900 });
	let requests = 0;
	strike(hub, planned, (request) => (requests++ === emptied ? noRows(request) : undefined));
	return id;
}

const read = async (hub: Sandbox, listId: string, given: Scenario): Promise<NodeResult> =>
	await runNode(hub, {
		parameters: member(given.operation, byId(listId), {
			...(given.operation === 'exportToFile'
				? { format: 'jsonl' }
				: given.limit === undefined
					? { returnAll: true }
					: { limit: given.limit }),
			options: {
				maxConcurrentRequests: given.maxConcurrentRequests,
				...(given.operation === 'getAll' ? given.order : {}),
				...(given.withFields ? fields : {}),
			},
		}),
	});

const rowsIn = ({ operation }: Scenario, { items, json }: NodeResult): IDataObject[] =>
	operation === 'getAll'
		? json
		: exportedText(items[0])
				.split('\n')
				.filter((line) => line !== '')
				.map((line) => JSON.parse(line) as IDataObject);

const toldOf = (hub: Sandbox, one: number) => {
	const held = hub.customer(one);
	const openId = openIdsOf(one).join(',') || null;
	return held ? { name: held.name, mobile: held.mobile, openId, attr1: null } : null;
};

function customersOf({ operation, members, order, limit }: Scenario): number[] {
	if (operation === 'exportToFile') return members;
	const inOrder = order.sortBy === 'customerId' ? members.toSorted((a, b) => a - b) : [...members];
	if (order.sortDirection === 'desc') inOrder.reverse();
	return inOrder.slice(0, limit);
}

test('a reading gives every member once, each with their own fields, or fails and gives nobody', async () => {
	expect.hasAssertions();
	await fc.assert(
		fc.asyncProperty(scenario, async (given) => {
			const hub = sandbox();
			const result = await read(hub, settle(hub, given), given);
			expect(secretsIn(result, [], [hub.accessToken])).toEqual([]);
			if (result.error) {
				expect(result.items).toEqual([]);
				expect(isPassing(given.strikes)).toBe(false);
				return;
			}
			const rows = rowsIn(given, result);
			expect(rows.map(({ customerId }) => Number(customerId))).toEqual(customersOf(given));
			for (const { customerId, ...row } of rows)
				if (given.withFields) expect(row.customer).toEqual(toldOf(hub, Number(customerId)));
				else expect(row).not.toHaveProperty('customer');
		}),
		runs(25),
	);
});
