import { customers, upFrom } from '../../support/inputs';
import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox } from '../../support/sandbox';

const hub = useSandbox();
const ways = ['same', 'second', 'error', 'omit'] as const;

describe.each(ways)('adding existing members, answered with “%s”,', (existingMember) => {
	const start = () => {
		const { id } = hub().addGroup({ name: '金卡会员' });
		hub().quirks.existingMember = existingMember;
		return id;
	};
	const membershipsOf = (id: string, customer: number) =>
		hub()
			.members(id)
			.filter(({ customerId }) => customerId === String(customer))
			.map((each) => Number(each.id));

	test('gives a single one their membership', async () => {
		const id = start();
		hub().addMembers(id, [5]);
		const { json, error } = await runNode(hub(), {
			input: customers(5),
			parameters: member('add', byId(id)),
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ listId: 1, customerId: 5 }]);
		expect(membershipsOf(id, 5)).toContain(json[0].id);
	});

	test.each([undefined, 'continueErrorOutput'] as const)(
		'gives each a membership among new ones (on error: %s)',
		async (onError) => {
			const id = start();
			hub().addMembers(id, [2, 4]);
			const { items, refused, error } = await runNode(hub(), {
				onError,
				input: customers(1, 2, 3, 4, 5),
				parameters: member('add', byId(id)),
			});
			expect([error, refused]).toEqual([undefined, []]);
			expect(items.map(({ json, pairedItem }) => [json.customerId, pairedItem])).toEqual(
				upFrom(0, 5).map((item) => [item + 1, { item }]),
			);
			for (const { json } of items) expect(membershipsOf(id, Number(json.customerId))).toContain(json.id);
			expect(hub().customersIn(id).size).toBe(5);
		},
	);

	test('takes few requests for all 3,000 of a group', async () => {
		const id = start();
		hub().addMembers(id, 3000);
		const { json, error } = await runNode(hub(), {
			input: customers(...upFrom(1, 3000)),
			parameters: member('add', byId(id)),
		});
		expect(error).toBeUndefined();
		expect(json.map(({ customerId }) => customerId)).toEqual(upFrom(1, 3000));
		expect(hub().requests.length).toBeLessThan(40);
	});

	test('takes few requests for 200 among 1,000, spread over batches', async () => {
		const id = start();
		hub().addMembers(
			id,
			upFrom(1, 200).map((at) => at * 5),
		);
		const { json, error } = await runNode(hub(), {
			onError: 'continueRegularOutput',
			input: customers(...upFrom(1, 1000)),
			parameters: member('add', byId(id), { options: { batchSize: 100 } }),
		});
		expect(error).toBeUndefined();
		expect(json.filter((each) => 'error' in each)).toEqual([]);
		expect(json.map(({ customerId }) => customerId)).toEqual(upFrom(1, 1000));
		expect(hub().customersIn(id).size).toBe(1000);
		expect(hub().requests.length).toBeLessThan(60);
	});
});

test('a refusal that mentions the group’s ID is not taken to name a customer', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, [2]);
	hub().faults.add({
		kind: 'refuse',
		match: { path: '/v1/listMembersBatch' },
		body: '{"error_code":40901,"error_description":"somebody is in list 1 already"}',
	});
	const { json, error } = await runNode(hub(), {
		input: customers(1, 2, 3),
		parameters: member('add', byId(id)),
	});
	expect(error).toBeUndefined();
	expect(json.map(({ customerId }) => customerId)).toEqual([1, 2, 3]);
});

test('successes come first with Retry On Fail, since n8n repeats a node whose first output item failed', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().quirks.refusedCustomers = new Set(['1']);
	const run = async (retryOnFail: boolean) =>
		await runNode(hub(), {
			onError: 'continueRegularOutput',
			retryOnFail,
			input: customers(1, 2),
			parameters: member('add', byId(id)),
		});
	const failedOf = ({ items }: Awaited<ReturnType<typeof run>>) => items.map(({ json }) => 'error' in json);
	expect(failedOf(await run(false))).toEqual([true, false]);
	const withRetry = await run(true);
	expect(failedOf(withRetry)).toEqual([false, true]);
	expect(withRetry.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 0 }]);
});
