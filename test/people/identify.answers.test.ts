import { person } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';

const hub = useSandbox({ customers: 0 });

beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
});

test('customers who share a number are listed with ID, name and creation date, and none is chosen', async () => {
	for (const name of ['王小明', '王大明'])
		hub().addCustomer({ name, mobile: '13800138000', dateCreated: '2020-02-02T02:02:02Z' });
	const { error } = await runNode(hub(), {
		input: [{ mobile: '13800138000' }],
		parameters: person('add', 'mobile'),
	});
	expect(error).toBeRefused({
		item: 0,
		reason: 'ambiguous',
		customer: '13800138000',
		names: ['“王小明” (ID ', ', created 2020-02-02T02:02:02Z', '“王大明” (ID '],
	});
	expect(hub().customersIn('1').size).toBe(0);
});

test('customers who share an identity are listed, too', async () => {
	for (const name of ['王小明', '王大明'])
		hub().addCustomer({ name, identities: [{ identityType: 'member-no', identityValue: '7' }] });
	const { error } = await runNode(hub(), {
		input: [{ identityValue: '7' }],
		parameters: person('check', 'identity'),
	});
	expect(error).toBeRefused({
		item: 0,
		reason: 'ambiguous',
		customer: '7',
		names: ['member-no', '“王小明”', '“王大明”'],
	});
});

describe('on the server recorded in 2016, which ignores every filter but mobile,', () => {
	beforeEach(() => {
		hub().quirks.customerFilters = ['mobile'];
		hub().addCustomers([{ name: '陌生人', email: 'first@example.com' }, { email: 'other@example.com' }]);
	});

	test.each(['bare', '404'] as const)(
		'an email is found by its identity, not by the first row (number of customers: %s)',
		async (count) => {
			hub().quirks.customerCount = count;
			const { id } = hub().addCustomer({
				email: null,
				identities: [{ identityType: 'email', identityValue: 'wang@example.com' }],
			});
			const { json } = await runNode(hub(), {
				input: [{ email: 'wang@example.com' }],
				parameters: person('add', 'email'),
			});
			expect(json).toMatchObject([{ customerId: Number(id) }]);
		},
	);

	test('a second customer with the email is found by its identity, however the email was written', async () => {
		Object.assign(hub().quirks, { identitiesFromFields: true, customerRowCap: 3 });
		for (const name of ['王小明', '王大明']) hub().addCustomer({ name, email: 'wang@example.com' });
		const { error } = await runNode(hub(), {
			input: [{ email: 'WANG@example.com' }],
			parameters: person('add', 'email'),
		});
		expect(error).toBeRefused({ item: 0, reason: 'ambiguous', customer: 'WANG@example.com' });
	});

	test('an email that no identity has is reported as not known', async () => {
		const { items } = await runNode(hub(), {
			input: [{ email: 'wang@example.com' }],
			parameters: person('add', 'email'),
			onError: 'continueRegularOutput',
		});
		expect(items[0]).toBeRefused({
			item: 0,
			reason: 'notSearched',
			outcome: 'unknown',
			customer: 'wang@example.com',
		});
		expect(hub().customersIn('1').size).toBe(0);
	});
});

test.each([
	[500, 40201],
	[200, 40201],
])(
	'a missing right (HTTP %i) costs one request and is reported once, with what to tick',
	async (status, code) => {
		hub().quirks.customerRights = 'none';
		hub().quirks.missingRight = { status, code, text: 'permission is not enough' };
		const { items } = await runNode(hub(), {
			input: Array.from({ length: 50 }, (_, at) => ({ mobile: String(13800138000 + at) })),
			parameters: person('add', 'mobile'),
			onError: 'continueRegularOutput',
		});
		expect(new Set(items.map(({ json }) => json.error)).size).toBe(1);
		expect(items).toBeRefused({ reason: 'noRight', says: ['noRightToRead', 'whereRightsAre'] });
		expect(hub().requests).toHaveLength(1);
	},
);

test.each([
	['403 with a code', 403, 'ip not in whitelist'],
	['200 with a code', 200, 'invalid ip 203.0.113.7, not in whitelist'],
	['words that sound like a right', 200, 'access denied: ip 203.0.113.7 is not allowed'],
	['Chinese words', 200, '无权访问：IP不在白名单中'],
])(
	'an address that is not on the whitelist (%s) is no right to tick, and costs one request',
	async (_, status, error_description) => {
		hub().faults.plan(() => ({ kind: 'refuse', status, body: { error_code: 40301, error_description } }));
		const { items } = await runNode(hub(), {
			input: Array.from({ length: 50 }, (_each, at) => ({ mobile: String(13800138000 + at) })),
			parameters: person('add', 'mobile'),
			onError: 'continueRegularOutput',
		});
		expect(new Set(items.map(({ json }) => json.error))).toEqual(
			new Set([`DM Hub refused GET /v1/customers: “${error_description}” (code 40301, HTTP ${status})`]),
		);
		expect(items).toBeRefused({ reason: 'noRight', says: ['whereRightsAre', 'onTheWhitelist'] });
		expect(hub().requests).toHaveLength(1);
	},
);

test('a gateway’s 403 may be about a right or about the address, and the refusal names both', async () => {
	hub().quirks.ipWhitelist = '403';
	const { error } = await runNode(hub(), {
		input: [{ mobile: '13800138000' }],
		parameters: person('add', 'mobile'),
	});
	expect(error).toBeRefused({
		reason: 'noRight',
		httpStatus: 403,
		says: ['noRightToRead', 'whereRightsAre', 'onTheWhitelist'],
	});
});
