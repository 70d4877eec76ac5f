import type { INodeParameters } from 'n8n-workflow';
import { customers, upFrom } from '../../support/inputs';
import { byId, byName, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox, writes } from '../../support/sandbox';

const hub = useSandbox();
let id: string;
const inGroup = () => [...hub().customersIn(id)].map(Number).sort((a, b) => a - b);
const syncing = async (wanted: number[], options: INodeParameters, more: INodeParameters = {}) =>
	await runNode(hub(), {
		input: wanted.length > 0 ? customers(...wanted) : [{}],
		parameters: member('sync', byName('金卡会员'), { options, ...more }),
		onError: 'continueErrorOutput',
	});

beforeEach(() => {
	({ id } = hub().addGroup({ name: '金卡会员' }));
	hub().addMembers(id, 5);
});

describe('Only Add', () => {
	test('adds who is missing and removes nobody', async () => {
		const { json } = await syncing([5, 6, 7], { changes: 'add' });
		expect(json).toMatchObject([{ wanted: 3, before: 5, added: 2, removed: 0, unchanged: 1 }]);
		expect(inGroup()).toEqual(upFrom(1, 7));
	});

	test('needs no removal limit, and no leave for an empty source', async () => {
		expect((await syncing([7], { changes: 'add', removalLimit: 0 })).refused).toEqual([]);
		const { json, refused } = await syncing([], { changes: 'add' });
		expect([json.length, refused]).toEqual([1, []]);
		expect(inGroup()).toEqual([...upFrom(1, 5), 7]);
	});
});

describe('Only Remove', () => {
	test('removes who is extra and adds nobody', async () => {
		const { json } = await syncing([1, 2, 3, 4, 9], { changes: 'remove' });
		expect(json).toMatchObject([{ wanted: 5, before: 5, added: 0, removed: 1, unchanged: 4 }]);
		expect(inGroup()).toEqual([1, 2, 3, 4]);
	});

	test('is held to the removal limit and to the rule of the empty source', async () => {
		for (const wanted of [[1, 2], []]) {
			const { refused } = await syncing(wanted, { changes: 'remove' });
			expect(refused[0].json.details).toMatchObject({ reason: 'guard' });
		}
		expect(inGroup()).toEqual(upFrom(1, 5));
	});

	test.each([false, true])('creates nobody, and a dry run says so, too: dry run %p', async (dryRun) => {
		hub().addCustomer({ id: 901, mobile: '13911112222' });
		hub().addMembers(id, [901]);
		const before = hub().customerCount;
		const { json } = await runNode(hub(), {
			input: [{ mobile: '13911112222' }, { mobile: '13999990000' }],
			parameters: member('sync', byId(id), {
				customerBy: 'mobile',
				ifNotFound: 'create',
				dryRun,
				options: { changes: 'remove', removalLimit: 100 },
			}),
		});
		expect(json).toMatchObject([{ dryRun, wanted: 1, created: 0, added: 0, removed: 5 }]);
		expect(hub().customerCount).toBe(before);
	});
});

test.each([
	['two', [1, 2, 3]],
	['one', [1, 2, 3, 4]],
])('where every addition fails, nobody is removed, and a hint says so: %s to remove', async (_, staying) => {
	hub().quirks.refusedCustomers = new Set(['8', '9']);
	const { json, refused, hints } = await syncing([...staying, 8, 9], { removalLimit: 100 });
	expect(json).toMatchObject([{ added: 0, removed: 0, failed: 2 }]);
	expect(refused.map((item) => item.json.details)).toMatchObject([{ customerId: 8 }, { customerId: 9 }]);
	expect(inGroup()).toEqual(upFrom(1, 5));
	expect(hints).toContain('Nobody was removed from group “金卡会员” (ID 1), because nobody could be added.');
});

test('where every addition fails and nobody was to be removed, no hint speaks of removals', async () => {
	hub().quirks.refusedCustomers = new Set(['8']);
	const { hints } = await syncing([...inGroup(), 8], {});
	expect(hints.filter((hint) => hint.includes('removed'))).toEqual([]);
	expect(hints.join()).toContain('1 was refused');
});

test('where one addition of several fails, the others are added and the removals are made', async () => {
	hub().quirks.refusedCustomers = new Set(['9']);
	const { json } = await syncing([1, 2, 3, 4, 8, 9], { removalLimit: 100 });
	expect(json).toMatchObject([{ added: 1, removed: 1, failed: 1 }]);
	expect(inGroup()).toEqual([1, 2, 3, 4, 8]);
});

test('Changes can say who each customer is, also who left', async () => {
	hub().addCustomer({ id: 5, name: '李娜', mobile: '13912345678' });
	hub().addCustomer({ id: 6, name: '王小明', mobile: '13800138000' });
	const { json } = await syncing([1, 2, 3, 4, 6], { output: 'changes', customerFields: ['name'] });
	expect(json).toEqual([
		{ listId: 1, customerId: 6, customer: { name: '王小明' }, change: 'added', dryRun: false },
		{ listId: 1, customerId: 5, customer: { name: '李娜' }, change: 'removed', dryRun: false },
	]);
});

describe('a dry run reports what a real run would refuse, and refuses nothing', () => {
	const dry = async (input: object[], more: INodeParameters = {}) =>
		await runNode(hub(), {
			input: input as never,
			parameters: member('sync', byId(id), { dryRun: true, ...more }),
		});

	test.each<[string, object[], INodeParameters, object, RegExp]>([
		['the removal limit', [{ customerId: 1 }], {}, { wanted: 1, removed: 4 }, /4 of the 5 members .* 20 %/],
		['an empty source', [{}], {}, { wanted: 0, removed: 5 }, /empty/],
		[
			'a row that cannot be read',
			[...customers(1, 2, 3, 4, 5), { customerId: 'x' }],
			{},
			{ wanted: 5, removed: 0 },
			/“x”.*item 5/,
		],
		[
			'somebody unknown',
			[{ mobile: '13999990000' }],
			{ customerBy: 'mobile', options: { removalLimit: 100 } },
			{ wanted: 0, removed: 5 },
			/13999990000/,
		],
	])('%s', async (_, input, more, figures, why) => {
		const { json, error } = await dry(input, more);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ dryRun: true, ...figures, wouldRefuse: expect.stringMatching(why) }]);
		expect(writes(hub())).toEqual([]);
	});

	test.each([
		['cannot be read', '', /^Group is empty \(item 1\)\./],
		['is not there', '银卡会员', /^There is no group named “银卡会员” \(item 1\)\./],
	])('a group that %s', async (_, of, why) => {
		const source = [
			...customers(1, 2, 3, 4).map((each) => ({ ...each, of: '金卡会员' })),
			{ customerId: 5, of },
		];
		const { json, error } = await dry([source[0], source[4], ...source.slice(1, 4)], {
			group: byName('={{ $json.of }}'),
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject([
			{ listId: 1, wanted: 4, removed: 1, wouldRefuse: expect.stringMatching(why) },
		]);
	});

	test('says nothing of it where a real run would not be refused', async () => {
		const { json } = await dry(customers(1, 2, 3, 4));
		expect(json[0]).not.toHaveProperty('wouldRefuse');
	});
});
