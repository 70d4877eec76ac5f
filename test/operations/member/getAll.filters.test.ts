import { upFrom } from '../../support/inputs';
import { byId, member } from '../../support/parameters';
import { goneGroup } from '../../support/refusals';
import { runNode } from '../../support/run';
import { requestLines, useSandbox } from '../../support/sandbox';

const hub = useSandbox();

test('After Membership ID gives only those who joined after it', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 10);
	const { json } = await runNode(hub(), {
		parameters: member('getAll', byId(id), { filters: { sinceId: 36348 }, limit: 3 }),
	});
	expect(requestLines(hub())).toEqual(['GET /v1/listMembers?listId=1&sinceId=36348&rows=3&sidx=id&sord=asc']);
	expect(json.map(({ id }) => id)).toEqual([36349, 36350, 36351]);
});

test.each([{ sortBy: 'customerId' }, { sortBy: 'listId' }, { sortDirection: 'desc' }])(
	'After Membership ID does not go with %j',
	async (options) => {
		const { error } = await runNode(hub(), {
			parameters: member('getAll', byId(1), { filters: { sinceId: 5 }, options }),
		});
		expect(error).toBeRefused({ item: 0, reason: 'invalid', field: 'After Membership ID' });
		expect(hub().requests).toEqual([]);
	},
);

test.each([
	[{ filters: { sinceId: 'x' } }, 'After Membership ID', 'x'],
	[{ filters: { customerId: 2 ** 53 } }, 'Customer ID', '9007199254740992'],
	[{ limit: 0 }, 'Limit', '0'],
	[{ options: { sortBy: 'name' } }, 'Sort By', 'name'],
])('parameters that make no sense are refused before anything is sent: %j', async (more, field, given) => {
	const { error } = await runNode(hub(), { parameters: member('getAll', byId(1), more) });
	expect(error).toBeRefused({ item: 0, reason: 'invalid', field, names: [`“${given}”`] });
	expect(hub().requests).toEqual([]);
});

test('an empty group gives no items; a group that is gone is refused', async () => {
	hub().addGroup({ name: '金卡会员' });
	const empty = await runNode(hub(), { parameters: member('getAll', byId(1)) });
	expect([empty.items, empty.error]).toEqual([[], undefined]);
	for (const unknownGroupReads of ['empty', 'refuse'] as const) {
		hub().quirks.unknownGroupReads = unknownGroupReads;
		const gone = await runNode(hub(), { parameters: member('getAll', byId(77)) });
		expect(gone).toBeRefused({ item: 0, listId: 77, ...goneGroup(unknownGroupReads) });
	}
});

test('members who join meanwhile make nobody appear twice or get lost', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 100, { firstCustomerId: 1000 });
	hub().quirks.memberRowCap = 10;
	let joins = 0;
	hub().faults.plan(() => {
		// Below, between and above those that were read already.
		if (joins < 30) hub().addMembers(id, [joins + 1, 5000 + joins++]);
		return undefined;
	});
	for (const sortBy of ['id', 'customerId'])
		for (const sortDirection of ['asc', 'desc']) {
			const { json } = await runNode(hub(), {
				parameters: member('getAll', byId(id), { returnAll: true, options: { sortBy, sortDirection } }),
			});
			const customers = json.map(({ customerId }) => Number(customerId));
			expect(new Set(customers).size).toBe(customers.length);
			expect(customers).toEqual(expect.arrayContaining(upFrom(1000, 100)));
		}
});

test('a page that cannot be read fails the item whole, since part of a list is not the list', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 30);
	hub().quirks.memberRowCap = 10;
	hub().faults.add({
		kind: 'refuse',
		match: ({ query }) => query.sinceId === '36364',
		body: '{"error_code":40500,"error_description":"out of order"}',
	});
	const { items, refused } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		input: [{}, {}],
		parameters: member('getAll', byId(id), { returnAll: true, options: { maxConcurrentRequests: 1 } }),
	});
	expect(items).toHaveLength(30);
	expect(refused).toMatchObject([
		{ json: { details: { code: '40500', httpStatus: 200, listId: 1 } }, pairedItem: { item: 0 } },
	]);
});
