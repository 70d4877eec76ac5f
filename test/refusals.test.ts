import { customers } from './support/inputs';
import { byId, member } from './support/parameters';
import type { Facts } from './support/refusals';
import { runNode } from './support/run';
import { useSandbox } from './support/sandbox';

/** The matcher of the other tests. */
const hub = useSandbox();
beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
	hub().quirks.unknownCustomer = 'refuseBatchNaming';
	hub().quirks.refusedCustomers = new Set(['78']);
});
const run = async (onError?: 'continueErrorOutput' | 'continueRegularOutput') =>
	await runNode(hub(), {
		input: customers(5, 78),
		parameters: member('add', byId(1), { options: { batchSize: 1, maxConcurrentRequests: 1 } }),
		onError,
	});
const right: Facts = {
	item: 1,
	reason: 'refused',
	customerId: 78,
	listId: 1,
	code: '40402',
	httpStatus: 200,
	words: 'customer 78 does not exist',
	names: [78, '“customer'],
};

test.each([undefined, 'continueErrorOutput', 'continueRegularOutput'] as const)(
	'a refusal is told by its facts, and by one that is wrong it is not (%s)',
	async (onError) => {
		const result = await run(onError);
		expect(result).toBeRefused(right);
		const wrong: Facts[] = [
			{ item: 0 },
			{ reason: 'invalid' },
			{ customerId: 7 },
			{ listId: 2 },
			{ code: '404' },
			{ httpStatus: 500 },
			{ words: 'customer 7 does not exist' },
			{ names: [8] },
			{ field: 'Customer ID' },
			{ outcome: 'unknown' },
			{ says: 'isEmpty' },
			{ done: { added: 2 } },
		];
		for (const fact of wrong) expect(() => expect(result).toBeRefused({ ...right, ...fact })).toThrow();
	},
);

test('the error of a run says what was done, and a success is no refusal', async () => {
	expect(await run()).toBeRefused({ done: { added: 1 } });
	hub().quirks.refusedCustomers = null;
	const well = await run('continueErrorOutput');
	expect(() => expect(well).toBeRefused({})).toThrow('Nothing was refused');
});

test('what is not known has to be stated', async () => {
	hub().faults.add({ kind: 'cut', match: { method: 'POST' }, times: 9 });
	const result = await run();
	expect(result).toBeRefused({ outcome: 'unknown' });
	expect(() => expect(result).toBeRefused({ item: 0 })).toThrow();
});
