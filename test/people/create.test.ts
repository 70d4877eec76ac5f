import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox, writes } from '../support/sandbox';

const hub = useSandbox({ customers: 0 });
const creating = (more: INodeParameters = {}) =>
	member('add', byId('1'), { customerBy: 'mobile', ifNotFound: 'create', ...more });
const newCustomer = { name: '={{ $json.name }}' };

beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
});

test('only people who are not found are created, once each, and those who are found keep their fields', async () => {
	const { id } = hub().addCustomer({ name: '王小明', mobile: '13800138000' });
	const { json, error } = await runNode(hub(), {
		input: [
			{ name: '别人', mobile: '13800138000' },
			{ name: '李娜', mobile: '139 1234 5678' },
			{ name: '李娜二', mobile: '+86 13912345678' },
		],
		parameters: creating({ newCustomer }),
	});
	expect(error).toBeUndefined();
	const created = hub().customers().at(-1)!;
	expect(created).toMatchObject({ name: '李娜', mobile: '13912345678' });
	expect(json.map(({ customerId, customerCreated }) => [customerId, customerCreated])).toEqual([
		[Number(id), false],
		[Number(created.id), true],
		[Number(created.id), true],
	]);
	expect(hub().customer(id)).toMatchObject({ name: '王小明' });
	expect(hub().customerCount).toBe(2);
	expect(hub().customersIn('1').size).toBe(2);
});

test('fields are sent under DM Hub’s own names, and empty ones are left out', async () => {
	await runNode(hub(), {
		input: [{ email: 'Li@example.com', name: '李娜' }],
		parameters: creating({
			customerBy: 'email',
			newCustomer: {
				...newCustomer,
				mobile: '139 1234 5678',
				gender: 'female',
				birthday: '1990-05-31T00:00:00',
				company: '大卖场',
				source: '',
				otherFields: {
					field: [
						{ name: 'city', value: '上海' },
						{ name: 'attr2', value: 'VIP' },
						{ name: 'attr3', value: '' },
					],
				},
			},
		}),
	});
	expect(JSON.parse(asked(hub(), '/v1/customers', 'POST')[0].body)).toEqual({
		name: '李娜',
		email: 'Li@example.com',
		mobile: '13912345678',
		gender: 2,
		birthday: '1990-05-31',
		company: '大卖场',
		city: '上海',
		attr: { attr2: 'VIP' },
	});
});

test.each([
	['openId', 'openId', 'wechat', 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M'],
	['unionId', 'unionId', 'wechat-unionid', 'o6_bmasdasdsad6_2sgVt7hMZOPfL'],
	['identity', 'identityValue', 'member-no', 'abc-1'],
])(
	'a customer who is identified by %s is created with the identity',
	async (customerBy, field, identityType, value) => {
		const parameters = creating({ customerBy, identityType: 'member-no', newCustomer });
		const input = [{ [field]: value, name: '李娜' }] as IDataObject[];
		const first = await runNode(hub(), { input, parameters });
		const again = await runNode(hub(), { input, parameters });
		expect(first.json[0].customerCreated).toBe(true);
		expect(again.json[0].customerCreated).toBe(false);
		expect(hub().customers()).toMatchObject([
			{ name: '李娜', identities: [{ identityType, identityValue: value }] },
		]);
	},
);

// A column headed 微信 holds them as often as OpenIDs: whoever was created by one would be there twice.
test.each(['openId', 'unionId'])(
	'what people take for a WeChat ID is looked for, but nobody is created by it: %s',
	async (customerBy) => {
		const input = ['wxid_7x8y9zabcdef1', 'gh_3dfda90e39d6', '13800138000'];
		const { json, refused } = await runNode(hub(), {
			input: [...input, 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M'].map((id) => ({ [customerBy]: id })),
			parameters: creating({ customerBy }),
			onError: 'continueErrorOutput',
		});
		expect(json.map((output) => output[customerBy])).toEqual(['o6_bmjrPTlm6_2sgVt7hMZOPfL2M']);
		expect(refused.map((item) => item.json[customerBy])).toEqual(input);
		for (const item of refused) {
			expect(item.json.error).toMatch(
				/There is no customer with the WeChat .* and no customer can be created with it/,
			);
			expect(item.json.details).toMatchObject({
				reason: 'invalid',
				description: expect.stringMatching(/phone number.*微信号.*28 characters/) as unknown,
			});
		}
		expect(hub().customerCount).toBe(1);
	},
);

test('somebody whose OpenID was taken from an account is found all the same', async () => {
	hub().addCustomer({
		id: 901,
		identities: [{ identityType: 'wechat', identityValue: 'wxid_7x8y9zabcdef1' }],
	});
	const { json } = await runNode(hub(), {
		input: [{ openId: 'wxid_7x8y9zabcdef1' }],
		parameters: creating({ customerBy: 'openId' }),
	});
	expect(json[0]).toMatchObject({ customerId: 901, customerCreated: false });
});

test('a number is created in the form the tenant uses when its numbers are global', async () => {
	hub().quirks.globalNumbers = true;
	hub().quirks.globalWrites = 'refused';
	hub().addCustomer({ mobile: '13800138000' });
	const { json, error } = await runNode(hub(), {
		input: [{ mobile: '13800138000' }, { mobile: '13912345678' }],
		parameters: creating(),
	});
	expect(error).toBeUndefined();
	expect(json.map(({ customerCreated }) => customerCreated)).toEqual([false, true]);
});

test.each([
	[{ mobile: '12345' }, 'Mobile Number “12345” is not a phone number'],
	[{ birthday: '1990-02-30' }, 'Birthday “1990-02-30” is not a calendar date'],
	[{ otherFields: { field: [null, { name: 'id', value: '7' }] } }, 'Other Fields cannot set “id”'],
	[
		{ otherFields: { field: [{ name: 'Mobile', value: '13800138000' }] } },
		'Other Fields cannot set “Mobile”, which has a field of its own',
	],
	// Only a field of their own reads them: DM Hub knows no 男, and 5 June may be 6 May.
	[{ otherFields: { field: [{ name: 'gender', value: '男' }] } }, 'Other Fields cannot set “gender”'],
	[
		{ otherFields: { field: [{ name: 'birthday', value: '05/06/1990' }] } },
		'Other Fields cannot set “birthday”',
	],
	[
		{ name: '李娜', otherFields: { field: [{ name: 'name', value: '李' }] } },
		'Other Fields sets “name”, which is already set',
	],
])(
	'fields of new customers that make no sense are refused before anything is written: %p',
	async (wrong, message) => {
		const { error } = await runNode(hub(), {
			input: [{ email: 'li@example.com' }],
			parameters: creating({ customerBy: 'email', newCustomer: wrong as INodeParameters }),
		});
		expect(error?.message).toContain(message);
		expect(writes(hub())).toEqual([]);
	},
);
