import { person } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const hub = useSandbox({ customers: 0 });

beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
});

test.each([
	'138 0013 8000',
	'138-0013-8000',
	'１３８００１３８０００',
	'+86 13800138000',
	'+8613800138000',
	'0086 138 0013 8000',
	'8613800138000',
	'(+86)138.0013.8000',
	' 13800138000\u200e',
	"'13800138000",
	13800138000,
])('a number is recognized as people write it: %s', async (mobile) => {
	const { id } = hub().addCustomer({ mobile: '13800138000' });
	const { json, error } = await runNode(hub(), { input: [{ mobile }], parameters: person('add', 'mobile') });
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ customerId: Number(id) }]);
});

test.each(['+1 4155552671', '+1-415-555-2671', '+14155552671', '001 415 555 2671'])(
	'a number of another country is recognized: %s',
	async (mobile) => {
		hub().quirks.globalNumbers = true;
		const { id } = hub().addCustomer({ mobile: '+1 4155552671' });
		hub().addCustomer({ mobile: '14155552671' });
		const { json } = await runNode(hub(), { input: [{ mobile }], parameters: person('add', 'mobile') });
		expect(json).toMatchObject([{ customerId: Number(id) }]);
		expect(asked(hub(), '/v1/customers')[0].query.mobile).toBe('+1 4155552671');
	},
);

test('a number is asked for in both forms, since two customers may have it, one in each', async () => {
	hub().quirks.globalNumbers = true;
	hub().addCustomer({ mobile: '13800138001' });
	const { json } = await runNode(hub(), {
		input: [{ mobile: '13800138001' }],
		parameters: person('add', 'mobile'),
	});
	expect(json).toHaveLength(1);
	expect(asked(hub(), '/v1/customers').map(({ query }) => query.mobile)).toEqual([
		'13800138001',
		'+86 13800138001',
	]);
});

test.each([
	['mobile', 'n/a', /Mobile Number “n\/a” stands for a missing value/],
	['mobile', '1.38E+10', /a spreadsheet has shortened it/],
	['mobile', '123456', /6 digits are too few/],
	['mobile', '1234567890123456', /16 digits are too many/],
	['mobile', '13800138000/13900139000', /holds several numbers/],
	['mobile', '', /Mobile Number is empty/],
	['mobile', null, /Mobile Number is empty/],
	['mobile', ['13800138000'], /is a list, not one value/],
	['email', 'wang.example.com', /is not an email address/],
	['email', 'a@b.cn c@d.cn', /holds several addresses/],
	['email', '#N/A', /stands for a missing value/],
	['openId', 'x'.repeat(129), /has 129 characters/],
	['identityValue', 'x'.repeat(129), /has 129 characters/],
])('a %s that makes no sense (%p) is refused before anything is sent', async (field, value, message) => {
	const customerBy = field === 'identityValue' ? 'identity' : field;
	for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
		const { error, json } = await runNode(hub(), {
			input: [{ [field]: value }],
			parameters: person('add', customerBy),
			onError,
		});
		expect(error?.message ?? json[0].error).toMatch(message);
	}
	expect(hub().requests).toEqual([]);
});

test.each(['', 'x'.repeat(33)])(
	'an identity type that makes no sense (%p) is refused',
	async (identityType) => {
		const { error } = await runNode(hub(), {
			input: [{ identityValue: '1' }],
			parameters: person('add', 'identity', { identityType: `={{ '${identityType}' }}` }),
		});
		expect(error?.message).toMatch(/^Identity Type (is empty|has 33 characters)/);
		expect(hub().requests).toEqual([]);
	},
);

test.each(['\u200bmember-no', 'member-no\ufeff', 'ｍｅｍｂｅｒ－ｎｏ', ' member-no\u00a0'])(
	'an identity type is the one it looks like: %j',
	async (identityType) => {
		const { id } = hub().addCustomer({ identities: [{ identityType: 'member-no', identityValue: 'VIP-1' }] });
		const { json } = await runNode(hub(), {
			input: [{ identityValue: 'VIP-1' }],
			parameters: person('add', 'identity', { identityType, ifNotFound: 'create' }),
		});
		expect(json).toMatchObject([{ customerId: Number(id), customerCreated: false }]);
		expect(hub().customerCount).toBe(1);
	},
);
