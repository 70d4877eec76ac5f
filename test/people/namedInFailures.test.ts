import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, byName, member, person } from '../support/parameters';
import type { Facts } from '../support/refusals';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const hub = useSandbox({ customers: 0 });

beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
	hub().addCustomer({ id: '7', name: '王芳', mobile: '13800138000' });
});

const detailsOf = async (input: IDataObject[], parameters: INodeParameters) => {
	const { refused, error } = await runNode(hub(), { input, parameters, onError: 'continueErrorOutput' });
	expect(error).toBeUndefined();
	return refused.map(({ json }) => json.details as IDataObject);
};

describe('a failed item names its customer as given,', () => {
	test.each([
		['a value that is none', '1.38E+10', {}],
		['a group that is not there', '13800138000', { group: byName('银卡会员') }],
		['a group that cannot be read', '13800138000', { group: byId('x') }],
		[
			'a field of a new customer that cannot be read',
			'13912345678',
			{ ifNotFound: 'create', newCustomer: { email: 'none of mine' } },
		],
	] as Array<[string, string, INodeParameters]>)('where it has %s', async (_, mobile, more) => {
		expect(await detailsOf([{ mobile }], { ...person('add', 'mobile'), ...more })).toMatchObject([
			{ customer: mobile },
		]);
	});

	test('and an ID is told as that', async () => {
		expect(await detailsOf([{ customerId: 7 }], member('add', byName('银卡会员')))).toMatchObject([
			{ customerId: 7 },
		]);
	});

	test.each(['sync', 'add'])('and each entry of a list, in %s', async (operation) => {
		const parameters = person(operation, 'mobile', { customersFrom: 'list', mobiles: '={{ $json.list }}' });
		const [first] = await detailsOf([{ list: ['n/a', '13800138000'] }], parameters);
		expect(first).toMatchObject({ customer: 'n/a' });
	});

	test.each([
		['a customer ID', person('add', 'id', { customerId: 'x' })],
		['the customer to filter by', member('getAll', byId('1'), { filters: { customerId: 'x' } })],
	])('where %s cannot be read', async (_, parameters) => {
		expect(await detailsOf([{}], parameters)).toMatchObject([{ customer: 'x' }]);
	});

	test.each([
		['a group', member('count', byId('x'))],
		['the group of a customer ID', person('add', 'id', { customerId: '7', group: byId('x') })],
		['a membership', member('remove', undefined, { removeBy: 'membership', membershipId: 'x' })],
		['the membership to start after', member('getAll', byId('1'), { filters: { sinceId: 'x' } })],
		['a date', member('count', byId('1'), { options: { joinedFrom: 'x' } })],
	])('and nobody, where it is %s that cannot be read', async (_, parameters) => {
		const [details] = await detailsOf([{}], parameters);
		expect(details).toMatchObject({ reason: 'invalid' });
		expect(details).not.toHaveProperty('customer');
	});

	test('where a sync leaves the group as it is because of another', async () => {
		const rows = [{ mobile: '13800138000' }, { mobile: '1.38E+10' }];
		expect(await detailsOf(rows, person('sync', 'mobile'))).toMatchObject([
			{ customer: '13800138000' },
			{ customer: '1.38E+10' },
		]);
		const unknown = [{ mobile: '13800138000' }, { mobile: '13912345678' }];
		expect(await detailsOf(unknown, person('sync', 'mobile'))).toMatchObject([
			{ customer: '13800138000', customerId: 7 },
			{ customer: '13912345678' },
		]);
	});

	test('where a sync would remove too many members', async () => {
		hub().addMembers('1', [1, 2, 3]);
		expect(await detailsOf([{ mobile: '13800138000' }], person('sync', 'mobile'))).toMatchObject([
			{ customer: '13800138000', customerId: 7 },
		]);
	});
});

test.each([
	['+86 13800138000', ['+86 13800138000']],
	['103000 abc', ['103000 abc']],
	['103000 103001', ['103000', '103001']],
])(
	'a text of customer IDs is parted at spaces only where every part is an ID: %s',
	async (customerIds, entries) => {
		const { refused } = await runNode(hub(), {
			parameters: member('add', byId('1'), { customersFrom: 'list', customerIds }),
			onError: 'continueErrorOutput',
		});
		expect(refused).toHaveLength(entries.length);
		if (entries.length === 1) {
			expect(refused[0].json.details).toMatchObject({ customer: entries[0] });
			expect(asked(hub(), '/v1/listMembersBatch', 'POST')).toEqual([]);
		}
	},
);

describe('each message quotes its own item, though several items name one customer', () => {
	const spellings = ['139 1234 5678', '+8613912345678', '139 1234 5678'];
	const eachIsRefused = async (
		operation: string,
		{ names = [], ...facts }: Facts,
		more: INodeParameters = {},
	) => {
		const { refused } = await runNode(hub(), {
			input: spellings.map((mobile) => ({ mobile })),
			parameters: person(operation, 'mobile', more),
			onError: 'continueErrorOutput',
		});
		expect(refused).toHaveLength(3);
		for (const [item, customer] of spellings.entries())
			expect(refused[item]).toBeRefused({ item, customer, ...facts, names: [`“${customer}”`, ...names] });
	};

	test.each(['add', 'remove', 'sync'])('who is unknown (%s)', async (operation) => {
		await eachIsRefused(operation, { reason: 'notFound' });
	});

	test('of whom there are two', async () => {
		for (const id of ['8', '9']) hub().addCustomer({ id, mobile: '13912345678' });
		await eachIsRefused('check', { reason: 'ambiguous', names: ['ID 8', 'ID 9'] });
	});

	test('whose email belongs to somebody else', async () => {
		hub().addCustomer({ id: '8', email: 'wang@example.com' });
		const newCustomer = { email: 'wang@example.com' };
		await eachIsRefused(
			'add',
			{ reason: 'ambiguous', names: ['customer 8'] },
			{ ifNotFound: 'create', newCustomer },
		);
	});
});
