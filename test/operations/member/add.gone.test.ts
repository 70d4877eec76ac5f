import { customers, upFrom } from '../../support/inputs';
import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox, writes } from '../../support/sandbox';

const hub = useSandbox();

test.each([1, 2])(
	'a group that is gone stops the run with a refusal that says so (customers: %i)',
	async (count) => {
		hub().addGroup({ name: '金卡会员' });
		const { error } = await runNode(hub(), {
			input: customers(...upFrom(1, count)),
			parameters: member('add', byId(77)),
		});
		expect(error).toBeRefused({
			item: 0,
			reason: 'groupNotFound',
			names: [77],
			words: 'permission is not enough',
			done: { added: 0 },
		});
	},
);

test.each(['empty', 'refuse'] as const)(
	'a group that is gone fails all its customers without halving when the run goes on (reads: %s)',
	async (unknownGroupReads) => {
		hub().addGroup({ name: '金卡会员' });
		hub().quirks.unknownGroupReads = unknownGroupReads;
		const to = (id: number) => (id % 2 ? 77 : 1);
		const { json, refused } = await runNode(hub(), {
			onError: 'continueErrorOutput',
			input: upFrom(1, 40).map((id) => ({ customerId: id, to: to(id) })),
			parameters: member('add', byId('={{ $json.to }}')),
		});
		expect(json.map(({ customerId }) => customerId)).toEqual(upFrom(1, 40).filter((id) => to(id) === 1));
		expect(refused).toHaveLength(20);
		for (const item of refused)
			expect(item).toBeRefused({
				reason: 'groupNotFound',
				names: [77],
				code: '40201',
				httpStatus: 500,
				listId: 77,
				customerId: Number(item.json.customerId),
			});
		expect(writes(hub())).toHaveLength(2);
	},
);

test('customers who were added before the group was deleted stay successes', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	let batches = 0;
	hub().faults.plan(({ method }) => {
		if (method === 'POST' && ++batches === 3) hub().deleteGroup(id);
		return undefined;
	});
	const { json, refused } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		input: customers(...upFrom(1, 50)),
		parameters: member('add', byId(id), { options: { batchSize: 10, maxConcurrentRequests: 1 } }),
	});
	expect(json.map(({ customerId }) => customerId)).toEqual(upFrom(1, 20));
	expect(refused.map(({ json }) => json.customerId)).toEqual(upFrom(21, 30));
	expect(refused).toBeRefused({ reason: 'groupNotFound', listId: 1, names: [1] });
});

test('a customer whom an accepted add leaves out may be unknown or the group gone, and the error says both', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().faults.add({ kind: 'refuse', body: '{"data":null}', match: { method: 'POST' } });
	const { error } = await runNode(hub(), { input: customers(5), parameters: member('add', byId(id)) });
	expect(error).toBeRefused({ item: 0, customerId: 5, listId: 1, says: ['didNotAdd', 'unknownOrGroupGone'] });
});
