import { customers, upFrom } from '../../support/inputs';
import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox, writes } from '../../support/sandbox';

const hub = useSandbox();
const start = (...unknown: number[]) => {
	hub().quirks.refusedCustomers = new Set(unknown.map(String));
	return hub().addGroup({ name: '金卡会员' }).id;
};
const ways = (['refuseBatch', 'refuseBatchNaming', 'skip'] as const).flatMap((unknownCustomer) =>
	[false, true].map((refusedBatchKeeps) => [unknownCustomer, refusedBatchKeeps] as const),
);

describe.each(ways)('customers who do not exist (%s; a refused batch keeps what it added: %s)', (...way) => {
	const [unknownCustomer, refusedBatchKeeps] = way;
	const settings = { unknownCustomer, refusedBatchKeeps };

	test('are the only ones to fail when the run goes on, each with its IDs', async () => {
		const unknown = [3, 17, 18, 40];
		const id = start(...unknown);
		Object.assign(hub().quirks, settings);
		const { json, refused } = await runNode(hub(), {
			onError: 'continueErrorOutput',
			input: customers(...upFrom(1, 40)),
			parameters: member('add', byId(id), { options: { batchSize: 16 } }),
		});
		expect(json.map(({ customerId }) => customerId)).toEqual(
			upFrom(1, 40).filter((each) => !unknown.includes(each)),
		);
		expect(refused.map(({ json, pairedItem }) => [json.customerId, pairedItem])).toEqual(
			unknown.map((each) => [each, { item: each - 1 }]),
		);
		for (const { json } of refused)
			expect(json.details).toMatchObject({ customerId: json.customerId, listId: 1 });
		expect(hub().customersIn(id).size).toBe(36);
	});

	test('fail alone with the server’s own words', async () => {
		const id = start(3);
		Object.assign(hub().quirks, settings);
		const { error } = await runNode(hub(), { input: customers(3), parameters: member('add', byId(id)) });
		const facts = {
			refuseBatch: { words: 'permission is not enough', code: '40201', httpStatus: 500 },
			refuseBatchNaming: { words: 'customer 3 does not exist', code: '40402', httpStatus: 200 },
			skip: { says: 'didNotAdd', names: [3] },
		} as const;
		expect(error).toBeRefused({ item: 0, customerId: 3, ...facts[unknownCustomer] });
	});

	test('stop the run with an error that tells how many were added before', async () => {
		const id = start(25);
		Object.assign(hub().quirks, settings);
		const { error, items } = await runNode(hub(), {
			input: customers(...upFrom(1, 50)),
			parameters: member('add', byId(id), { options: { batchSize: 10, maxConcurrentRequests: 1 } }),
		});
		expect(items).toEqual([]);
		const before = unknownCustomer === 'skip' ? 29 : refusedBatchKeeps ? 24 : 20;
		expect(hub().customersIn(id).size).toBe(before);
		expect(error).toBeRefused({ done: { added: before } });
		expect(writes(hub())).toHaveLength(unknownCustomer !== 'skip' && refusedBatchKeeps ? 4 : 3);
	});
});

test('the error of a stopped run names the item whose customer the server names', async () => {
	const id = start(8);
	hub().quirks.unknownCustomer = 'refuseBatchNaming';
	const { error } = await runNode(hub(), {
		input: customers(...upFrom(1, 10)),
		parameters: member('add', byId(id)),
	});
	expect(error).toBeRefused({ item: 7, customerId: 8, words: 'customer 8 does not exist' });
});

test('the error of a stopped run names the first item of the batch where the server names no customer', async () => {
	const id = start(18);
	const { error } = await runNode(hub(), {
		input: customers(...upFrom(1, 20)),
		parameters: member('add', byId(id), { options: { batchSize: 10 } }),
	});
	expect(error).toBeRefused({ item: 10, customerId: 11 });
});

test('the one unknown customer of 512 is found by halving, in few requests', async () => {
	const id = start(300);
	const { json, refused } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		input: customers(...upFrom(1, 512)),
		parameters: member('add', byId(id), { options: { batchSize: 512 } }),
	});
	expect([json.length, refused.length]).toEqual([511, 1]);
	expect(writes(hub()).length).toBeLessThan(22);
});

test('a customer whom the server names is set apart at once', async () => {
	const id = start(300);
	hub().quirks.unknownCustomer = 'refuseBatchNaming';
	await runNode(hub(), {
		onError: 'continueErrorOutput',
		input: customers(...upFrom(1, 500)),
		parameters: member('add', byId(id)),
	});
	expect(writes(hub())).toHaveLength(3);
	expect(hub().customersIn(id).size).toBe(499);
});

test('every item fails when no customer exists', async () => {
	const id = start(...upFrom(1, 12));
	const { json, refused } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		input: customers(...upFrom(1, 12)),
		parameters: member('add', byId(id)),
	});
	expect([json, refused.length]).toEqual([[], 12]);
});
