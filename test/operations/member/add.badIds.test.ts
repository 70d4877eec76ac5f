import { customers } from '../../support/inputs';
import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox } from '../../support/sandbox';

const hub = useSandbox();
beforeEach(() => void hub().addGroup({ name: '金卡会员' }));

const wrong = (shown: string) => `Customer ID ${shown} is not a whole number such as 103446`;

test.each([
	[
		'a number above 2^53−1',
		2 ** 53,
		'Customer ID “9007199254740992” has lost its last digits: it is too long for a number',
	],
	[
		'a 19-digit number',
		1627652953215191041,
		'Customer ID “1627652953215191000” has lost its last digits: it is too long for a number',
	],
	['a decimal', 1.5, 'Customer ID “1.5” is not a whole number'],
	[
		'a decimal text',
		'1.0',
		'Customer ID “1.0” ends in “.0”: a spreadsheet has read it as a number, and long IDs lose digits then',
	],
	['a minus', -1, wrong('“-1”')],
	['a plus', '+1', wrong('“+1”')],
	['a text', 'phone', wrong('“phone”')],
	[
		'an email',
		'a@example.com',
		'Customer ID “a@example.com” is an email: set “Identify Customers By” to “Email”',
	],
	['exponents', '1e3', wrong('“1e3”')],
	['hexadecimal', '0x10', wrong('“0x10”')],
	['2^63', '9223372036854775808', 'Customer ID “9223372036854775808” is larger than any ID'],
	['20 digits', '10000000000000000000', 'Customer ID “10000000000000000000” is larger than any ID'],
	['two ids', '1,2', wrong('“1,2”')],
	['true', true, 'Customer ID “true” is true or false, not text'],
	['an object', { id: 1 }, 'Customer ID is an object, not text'],
	['a list', [1], 'Customer ID is a list, not one value'],
	['an empty text', '', 'Customer ID is empty'],
	['blanks', ' \t', 'Customer ID is empty'],
	['null', null, 'Customer ID is empty'],
	['nothing', undefined, 'Customer ID is empty'],
])(
	'%s is refused before anything is sent, with an error that names field and item',
	async (_, id, message) => {
		const { error, items } = await runNode(hub(), {
			input: customers(1, 2, 3, id, 5),
			parameters: member('add', byId('1')),
		});
		expect(error?.message).toBe(`${message} [item 3]`);
		expect(error?.context.itemIndex).toBe(3);
		expect(items).toEqual([]);
		expect(hub().requests).toEqual([]);
	},
);

test('one bad ID among 10,000 means that nothing was sent', async () => {
	const input = customers(...Array.from({ length: 10_000 }, (_, at) => (at === 9_999 ? 'x' : at + 1)));
	const { error } = await runNode(hub(), { input, parameters: member('add', byId('1')) });
	expect(error).toBeRefused({ item: 9_999, reason: 'invalid', field: 'Customer ID', customer: 'x' });
	expect(hub().requests).toEqual([]);
});

test('the error about an empty ID lists the fields that the item does have', async () => {
	const { error } = await runNode(hub(), {
		input: [{ customerId: 1 }, { phone: '1', 姓名: '王' }],
		parameters: member('add', byId('1')),
	});
	expect(error).toBeRefused({
		item: 1,
		reason: 'invalid',
		field: 'Customer ID',
		says: 'isEmpty',
		names: ['“phone”', '“姓名”'],
	});
});

test.each(['9223372036854775807', '9007199254740993', '9007199254740991', 9007199254740991, 0])(
	'%s is a valid ID',
	async (id) => {
		hub().addCustomers([id]);
		const { json } = await runNode(hub(), { input: customers(id), parameters: member('add', byId('1')) });
		expect(json).toMatchObject([{ customerId: Number.isSafeInteger(Number(id)) ? Number(id) : id }]);
		expect(hub().customersIn('1')).toEqual(new Set([String(id)]));
	},
);

test('bad IDs go to the error branch in n8n’s shape when the run goes on, and the others are added', async () => {
	const { json, refused, hints } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		input: [{ customerId: 1 }, { customerId: 'x', row: 7 }, { customerId: 3 }, { row: 9 }],
		parameters: member('add', byId('1')),
	});
	expect(json).toMatchObject([{ customerId: 1 }, { customerId: 3 }]);
	// n8n joins the failed item with its input.
	expect(refused).toEqual([
		{
			json: {
				customerId: 'x',
				row: 7,
				error: wrong('“x”'),
				details: {
					reason: 'invalid',
					description: expect.stringContaining('digits only') as string,
					customer: 'x',
				},
			},
			pairedItem: { item: 1 },
		},
		{
			json: {
				row: 9,
				error: 'Customer ID is empty',
				details: { reason: 'invalid', description: expect.stringContaining('“row”') as string },
			},
			pairedItem: { item: 3 },
		},
	]);
	expect(hints).toEqual(['Added 2 of 4 customers; 2 were refused, each with the reason in its “error”.']);
});

test('a failure on the regular output is exactly error and details, in its place', async () => {
	const { items } = await runNode(hub(), {
		onError: 'continueRegularOutput',
		input: customers('x', 2),
		parameters: member('add', byId('1')),
	});
	expect(items.map(({ json }) => Object.keys(json))).toEqual([
		['error', 'details'],
		['id', 'listId', 'customerId', 'dateCreated', 'lastUpdated'],
	]);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
});

test('full-width digits are digits', async () => {
	const { json } = await runNode(hub(), { input: customers('１２'), parameters: member('add', byId('1')) });
	expect(json).toMatchObject([{ customerId: 12 }]);
});
