import { customers, upFrom } from '../../support/inputs';
import { byId, byName, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox, writes } from '../../support/sandbox';

const hub = useSandbox();
const any = { options: { removalLimit: 100 } };
const start = (count = 10) => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, count);
	return id;
};

test.each(['refuseBatch', 'refuseBatchNaming', 'skip'] as const)(
	'customers who do not exist (%s) are failed items beside the summary',
	async (unknownCustomer) => {
		const id = start();
		Object.assign(hub().quirks, { unknownCustomer, refusedCustomers: new Set(['21', '33']) });
		const { items, refused } = await runNode(hub(), {
			onError: 'continueErrorOutput',
			input: customers(...upFrom(1, 8), ...upFrom(20, 20)),
			parameters: member('sync', byId(id)),
		});
		expect(items).toEqual([
			{
				json: {
					listId: 1,
					dryRun: false,
					wanted: 28,
					before: 10,
					added: 18,
					removed: 2,
					unchanged: 8,
					failed: 2,
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(refused.map(({ json, pairedItem }) => [json.details, pairedItem])).toMatchObject([
			[{ customerId: 21, listId: 1 }, { item: 9 }],
			[{ customerId: 33, listId: 1 }, { item: 21 }],
		]);
		expect(hub().customersIn(id).size).toBe(26);
	},
);

test('nobody is removed after a refused addition in a run that stops', async () => {
	const id = start();
	Object.assign(hub().quirks, { unknownCustomer: 'refuseBatchNaming', refusedCustomers: new Set(['12']) });
	const { error } = await runNode(hub(), {
		input: customers(...upFrom(2, 12)),
		parameters: member('sync', byId(id)),
	});
	expect(error).toBeRefused({ item: 10, customerId: 12, words: 'customer 12 does not exist' });
	expect(hub().customersIn(id)).toContain('1');
});

test.each([false, true])(
	'a group that is gone is refused before anything is written (dry run: %s)',
	async (dryRun) => {
		start();
		const { error } = await runNode(hub(), {
			input: customers(1),
			parameters: member('sync', byId(77), { dryRun, ...any }),
		});
		expect(error).toBeRefused({ item: 0, reason: 'groupNotFound', names: [77] });
		expect(writes(hub())).toEqual([]);
	},
);

test('a refusal to list a group that is gone is not taken for an empty group', async () => {
	start();
	hub().quirks.unknownGroupReads = 'refuse';
	const { error } = await runNode(hub(), { input: customers(1), parameters: member('sync', byId(77), any) });
	expect(error).toBeRefused({ item: 0, code: '40201' });
	expect(writes(hub())).toEqual([]);
});

test('no group is touched when none or several groups have a name', async () => {
	start();
	hub().addGroup({ name: '银卡会员' });
	hub().addGroup({ name: '银卡会员' });
	const { items, refused } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		input: [
			{ customerId: 5, to: '金卡会员' },
			{ customerId: 5, to: '银卡会员' },
		],
		parameters: member('sync', byName('={{ $json.to }}'), any),
	});
	expect(items).toEqual([]);
	expect(refused).toHaveLength(2);
	expect(refused[0]).toBeRefused({ item: 0, reason: 'guard', says: 'nothingChanged' });
	expect(refused[1]).toBeRefused({ item: 1, reason: 'ambiguous', names: ['“银卡会员”'] });
	expect(writes(hub())).toEqual([]);
});

test('nothing is written when a page of members cannot be read', async () => {
	const id = start(30);
	hub().quirks.memberRowCap = 10;
	hub().faults.plan(({ query }) =>
		query.sinceId ? { kind: 'refuse', body: '{"error_code":40500,"error_description":"no"}' } : undefined,
	);
	const { error } = await runNode(hub(), { input: customers(1), parameters: member('sync', byId(id), any) });
	expect(error).toBeRefused({ item: 0, code: '40500' });
	expect(writes(hub())).toEqual([]);
});

test('Batch Size applies to syncing', async () => {
	const id = start(0);
	await runNode(hub(), {
		input: customers(...upFrom(1, 25)),
		parameters: member('sync', byId(id), { options: { batchSize: 10 } }),
	});
	expect(writes(hub())).toHaveLength(3);
	expect(hub().customersIn(id).size).toBe(25);
});

const refusedRemoval = {
	kind: 'refuse',
	body: { error_code: 40013, error_description: 'no' },
	match: { path: '/v1/listservice/removeFromList' },
} as const;

test('a run that stops at a refused removal says how many were changed', async () => {
	const id = start(3);
	hub().faults.add({ ...refusedRemoval, after: 1 });
	const { error } = await runNode(hub(), {
		input: customers(1, 8, 9),
		parameters: member('sync', byId(id), {
			options: { removalLimit: 100, batchSize: 1, maxConcurrentRequests: 1 },
		}),
	});
	expect(error).toBeRefused({ item: 0, done: { changed: 3 } });
});

test('the hint counts whom it could not add and whom it could not remove', async () => {
	const id = start(3);
	hub().quirks.refusedCustomers = new Set(['9']);
	hub().faults.add({ ...refusedRemoval, times: 10 });
	const { hints } = await runNode(hub(), {
		input: customers(1, 8, 9),
		parameters: member('sync', byId(id), any),
		onError: 'continueErrorOutput',
	});
	expect(hints.join()).toContain('Changed 1 of 4 customers; 3 were refused');
});
