import type { IDataObject } from 'n8n-workflow';
import { person } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const hub = useSandbox({ customers: 0 });

const kinds: Array<[string, string, unknown, IDataObject]> = [
	['mobile', 'mobile', '13800138000', { mobile: '13800138000' }],
	['email', 'email', 'Wang@Example.com', { email: 'wang@example.com' }],
	['openId', 'openId', 'o6_bmjrPT', { identities: [{ identityType: 'wechat', identityValue: 'o6_bmjrPT' }] }],
	[
		'unionId',
		'unionId',
		'u6_bmas',
		{ identities: [{ identityType: 'wechat-unionid', identityValue: 'u6_bmas' }] },
	],
	[
		'identity',
		'identityValue',
		'VIP-1',
		{ identities: [{ identityType: 'member-no', identityValue: 'VIP-1' }] },
	],
];

beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
});

describe.each(kinds)('identifying by %s,', (customerBy, field, value, customer) => {
	test.each(['add', 'check', 'remove', 'sync'])('%s finds the customer without an ID', async (operation) => {
		const { id } = hub().addCustomer({ name: '王小明', ...customer });
		hub().addCustomer({ name: '李娜', mobile: '13912345678', email: 'li@example.com' });
		if (operation !== 'add') hub().addMembers('1', [id]);
		const { json, error } = await runNode(hub(), {
			input: [{ [field]: value } as IDataObject],
			parameters: person(operation, customerBy),
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject([
			operation === 'sync' ? { wanted: 1, before: 1, unchanged: 1 } : { customerId: Number(id) },
		]);
		expect([...hub().customersIn('1')]).toEqual(operation === 'remove' ? [] : [id]);
	});

	test('add takes a list as an array and as text', async () => {
		const { id } = hub().addCustomer({ name: '王小明', ...customer });
		const many = field === 'identityValue' ? 'identityValues' : `${field}s`;
		for (const list of [[value, value], `${String(value)}，${String(value)}；`]) {
			const { items } = await runNode(hub(), {
				input: [{ list } as IDataObject],
				parameters: person('add', customerBy, { customersFrom: 'list', [many]: '={{ $json.list }}' }),
			});
			expect(items.map(({ json }) => json.customerId)).toEqual([Number(id), Number(id)]);
		}
		expect(hub().customersIn('1').size).toBe(1);
	});

	test('add fails an item whose customer does not exist, quotes the value as given, and writes nothing', async () => {
		const { items } = await runNode(hub(), {
			input: [{ [field]: value } as IDataObject],
			parameters: person('add', customerBy),
			onError: 'continueRegularOutput',
		});
		expect(items).toMatchObject([
			{
				json: {
					details: {
						reason: 'notFound',
						customer: value === 'Wang@Example.com' ? value : String(value),
						listId: 1,
					},
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(hub().requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	});
});

test('check answers “no” for somebody whom DM Hub does not know, and remove refuses', async () => {
	const input = [{ mobile: '13800138000' }];
	const checked = await runNode(hub(), { input, parameters: person('check', 'mobile') });
	expect(checked.items).toEqual([
		{
			json: { listId: 1, customerId: null, isMember: false, mobile: '13800138000' },
			pairedItem: { item: 0 },
		},
	]);
	const removed = await runNode(hub(), { input, parameters: person('remove', 'mobile') });
	expect(removed).toBeRefused({ item: 0, reason: 'notFound', customer: '13800138000' });
});

test('two numbers with a space between them are two, and one with spaces inside is one', async () => {
	hub().addCustomers(['13800138000', '13900139000'].map((mobile) => ({ mobile })));
	const { items } = await runNode(hub(), {
		input: [{ list: '13800138000 13900139000' }, { list: '139 0013 9000' }],
		parameters: person('add', 'mobile', { customersFrom: 'list', mobiles: '={{ $json.list }}' }),
	});
	expect(items).toHaveLength(3);
	expect(hub().customersIn('1').size).toBe(2);
});

test('each value is looked up once, and inputs that mean one customer are sent once', async () => {
	const { id } = hub().addCustomer({ mobile: '13800138000' });
	const { items } = await runNode(hub(), {
		input: ['13800138000', '+86 138 0013 8000', '13800138000'].map((mobile) => ({ mobile })),
		parameters: person('add', 'mobile'),
	});
	expect(items.map(({ json, pairedItem }) => [json.customerId, pairedItem])).toEqual(
		[0, 1, 2].map((item) => [Number(id), { item }]),
	);
	// Once in each form in which the number may be stored.
	expect(asked(hub(), '/v1/customers')).toHaveLength(2);
	expect(asked(hub(), '/v1/listMembers', 'POST')).toHaveLength(1);
});

test('one unknown person among many stops the run before anything is written', async () => {
	hub().addCustomers([{ mobile: '13800138001' }, { mobile: '13800138002' }]);
	const { error } = await runNode(hub(), {
		input: ['13800138001', '13800138002', '13800138003'].map((mobile) => ({ mobile })),
		parameters: person('add', 'mobile'),
	});
	expect(error).toBeRefused({ item: 2, reason: 'notFound', customer: '13800138003' });
	expect(hub().customersIn('1').size).toBe(0);
});
