import { useSandbox } from '../../support/hub';
import { customers, member } from '../../support/parameters';
import { byId, runNode } from '../../support/runNode';

const hub = useSandbox();
beforeEach(() => void hub().addGroup({ name: '金卡会员' }));

const wrong = (shown: string) => `Customer ID must be a whole number such as 103446, not ${shown}`;

test.each([
	[
		'a number above 2^53−1',
		2 ** 53,
		'Customer ID 9007199254740992 has lost its last digits: it is too long for a number',
	],
	[
		'a 19-digit number',
		1627652953215191041,
		'Customer ID 1627652953215191000 has lost its last digits: it is too long for a number',
	],
	['a decimal', 1.5, wrong('“1.5”')],
	['a decimal text', '1.0', wrong('“1.0”')],
	['a minus', -1, wrong('“-1”')],
	['a plus', '+1', wrong('“+1”')],
	['a text', 'phone', wrong('“phone”')],
	['an email', 'a@example.com', `${wrong('“a@example.com”')}: set “Identify Customers By” to “Email”`],
	['exponents', '1e3', wrong('“1e3”')],
	['hexadecimal', '0x10', wrong('“0x10”')],
	['full-width digits', '１２', wrong('“１２”')],
	['2^63', '9223372036854775808', wrong('“9223372036854775808”')],
	['20 digits', '10000000000000000000', wrong('“10000000000000000000”')],
	['two ids', '1,2', wrong('“1,2”')],
	['true', true, wrong('“true”')],
	['an object', { id: 1 }, wrong('an object')],
	['a list', [1], wrong('a list')],
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
	expect(error?.message).toBe(`${wrong('“x”')} [item 9999]`);
	expect(hub().requests).toEqual([]);
});

test('the error about an empty ID lists the fields that the item does have', async () => {
	const { error } = await runNode(hub(), {
		input: [{ customerId: 1 }, { phone: '1', 姓名: '王' }],
		parameters: member('add', byId('1')),
	});
	expect(error?.message).toBe('Customer ID is empty [item 1]');
	expect(error?.description).toContain('The input item has the fields “phone”, “姓名”.');
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
				message: wrong('“x”'),
				details: { description: expect.stringContaining('digits only') as string, customer: 'x' },
			},
			pairedItem: { item: 1 },
		},
		{
			json: {
				row: 9,
				error: 'Customer ID is empty',
				message: 'Customer ID is empty',
				details: { description: expect.stringContaining('“row”') as string },
			},
			pairedItem: { item: 3 },
		},
	]);
	expect(hints).toEqual(['Added 2 of 4 customers; 2 were refused, each with the reason in its “error”.']);
});

test('a failure on the regular output is exactly error, message and details, in its place', async () => {
	const { items } = await runNode(hub(), {
		onError: 'continueRegularOutput',
		input: customers('x', 2),
		parameters: member('add', byId('1')),
	});
	expect(items.map(({ json }) => Object.keys(json))).toEqual([
		['error', 'message', 'details'],
		['id', 'listId', 'customerId', 'dateCreated', 'lastUpdated'],
	]);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
});
