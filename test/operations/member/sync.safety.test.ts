import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { customers, upFrom } from '../../support/inputs';
import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox, writes } from '../../support/sandbox';

const hub = useSandbox();
const start = (count = 10) => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, count);
	return id;
};
const syncing = async (input: IDataObject[], more: INodeParameters = {}, goesOn = false) =>
	await runNode(hub(), {
		...(goesOn ? { onError: 'continueErrorOutput' as const } : {}),
		input,
		parameters: member('sync', byId('={{ $json.to ?? 1 }}'), more),
	});

describe('the removal limit', () => {
	test('allows 20 % by default and refuses more before anything is written', async () => {
		const id = start();
		const { error } = await syncing(customers(...upFrom(4, 8)));
		expect(error).toBeRefused({
			item: 0,
			reason: 'guard',
			listId: 1,
			says: 'removalLimit',
			names: [3, 10, '20 %'],
		});
		expect(writes(hub())).toEqual([]);
		const allowed = await syncing(customers(...upFrom(3, 8)));
		expect(allowed.json).toMatchObject([{ removed: 2, unchanged: 8 }]);
		expect(hub().customersIn(id).size).toBe(8);
	});

	test.each([
		[0, 10, true],
		[0, 9, false],
		[50, 5, true],
		[50, 4, false],
		[100, 1, true],
	])(
		'of %s % is checked when %s of 10 members are kept (goes ahead: %s)',
		async (removalLimit, kept, done) => {
			start();
			const { error } = await syncing(customers(...upFrom(1, kept)), { options: { removalLimit } });
			expect(error === undefined).toBe(done);
		},
	);

	test('fails every item of its group when the run goes on, and the other groups are synced', async () => {
		start();
		hub().addGroup({ name: '银卡会员' });
		const { items, refused } = await syncing(
			[{ customerId: 1 }, { customerId: 5, to: 2 }, { customerId: 2 }],
			{},
			true,
		);
		expect(items).toMatchObject([{ json: { listId: 2, added: 1 }, pairedItem: { item: 1 } }]);
		expect(refused.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(refused[0].json.details).toMatchObject({ listId: 1 });
		expect(hub().customersIn(1).size).toBe(10);
	});
});

describe('an empty source', () => {
	const emptying = { options: { allowEmptySource: true, removalLimit: 100 } };

	test.each([false, true])('is refused by default (the run goes on: %s)', async (goesOn) => {
		start();
		const { error, refused, items } = await syncing([{}], {}, goesOn);
		expect(items).toEqual([]);
		expect(error ?? refused[0]).toBeRefused({ item: 0, reason: 'guard', says: 'emptySource', listId: 1 });
		expect(hub().requests).toEqual([]);
	});

	test('empties the group when allowed, as one item without fields or with an empty list', async () => {
		for (const [input, more] of [
			[[{}], {}],
			[[{ ids: [] }], { customersFrom: 'list', customerIds: '={{ $json.ids }}' }],
			[[{}], { customersFrom: 'list', customerIds: '={{ $json.ids }}' }],
		] as const) {
			hub().reset();
			const id = start();
			const { json } = await syncing([...input], { ...emptying, ...more });
			expect(json).toMatchObject([{ wanted: 0, before: 10, removed: 10 }]);
			expect(hub().customersIn(id).size).toBe(0);
		}
	});

	test('is held to the removal limit, too', async () => {
		start();
		const { error } = await syncing([{}], { options: { allowEmptySource: true } });
		expect(error).toBeRefused({ reason: 'guard', says: 'removalLimit', names: ['20 %'] });
		expect(writes(hub())).toEqual([]);
	});

	test.each([
		['two items without a customer ID', [{ customerId: '' }, { customerId: '' }]],
		['one among others', [{ customerId: 1 }, { customerId: ' ' }]],
		['an item that has other fields', [{ customerNo: 7 }]],
		['an item whose field is blank', [{ customerId: null }]],
	])('is not assumed for %s, but a row that cannot be read', async (_, input) => {
		start();
		const { error } = await syncing(input, emptying);
		expect(error).toBeRefused({ reason: 'invalid', field: 'Customer ID', says: 'isEmpty' });
		expect(hub().requests).toEqual([]);
	});
});

describe('an ID that cannot be read', () => {
	test('stops the run before anything is sent', async () => {
		start();
		const { error } = await syncing(customers(1, 'x', 3));
		expect(error).toBeRefused({ item: 1, reason: 'invalid', field: 'Customer ID', customer: 'x' });
		expect(hub().requests).toEqual([]);
	});

	test('fails every item of its group and changes nothing there, even when the run goes on', async () => {
		start();
		hub().addGroup({ name: '银卡会员' });
		const { items, refused } = await syncing(
			[{ customerId: 1 }, { customerId: 'x' }, { customerId: 5, to: 2 }, { customerId: 99 }],
			{ options: { removalLimit: 100 } },
			true,
		);
		expect(items).toMatchObject([{ json: { listId: 2, added: 1 } }]);
		expect(refused.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 3 }]);
		expect(hub().customersIn(1).size).toBe(10);
	});

	test('stops every group from being synced when the group of its item cannot be read either', async () => {
		start();
		hub().addGroup({ name: '银卡会员' });
		const { items, refused } = await syncing(
			[{ customerId: 1 }, { customerId: 'x', to: 'x' }, { customerId: 5, to: 2 }],
			{ options: { removalLimit: 100 } },
			true,
		);
		expect([items, refused.length]).toEqual([[], 3]);
		expect(writes(hub())).toEqual([]);
	});
});
