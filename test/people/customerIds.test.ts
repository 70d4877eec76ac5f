import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const hub = useSandbox({ customers: 0 });

beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
});

test('no customer call is made for IDs; those that look like phone numbers get a warning', async () => {
	hub().quirks.anyCustomer = true;
	const { hints } = await runNode(hub(), {
		input: [{ customerId: 13800138000 }, { customerId: '13900139000' }],
		parameters: member('add', byId('1')),
	});
	expect(asked(hub(), '/v1/customers')).toEqual([]);
	expect(hints.join()).toContain('set “Identify Customers By” to “Mobile Number”');
});

test.each([
	'name@example.com',
	'name＠example.com',
	'+86 13800138000',
	'(+86)13800138000',
	'＋８６１３８００１３８０００',
	'\u202a+8613800138000\u202c',
	"'+8613800138000",
	'tel:+86-138-0013-8000',
	'138-0013-8000',
	'86-13800138000',
	'+852 6123 4567',
])('%s in Customer ID is refused with advice', async (customerId) => {
	const { error } = await runNode(hub(), { input: [{ customerId }], parameters: member('add', byId('1')) });
	expect(error).toBeRefused({
		item: 0,
		reason: 'invalid',
		field: 'Customer ID',
		customer: customerId,
		names: ['Identify Customers By'],
	});
	expect(hub().requests).toEqual([]);
});

test('a number with blanks in a list of IDs is one number in the wrong field, and not three customers', async () => {
	hub().quirks.anyCustomer = true;
	const add = async (customerIds: string) =>
		await runNode(hub(), {
			input: [{ customerIds }],
			parameters: member('add', byId('1'), {
				customersFrom: 'list',
				customerIds: '={{ $json.customerIds }}',
			}),
		});
	for (const number of ['138 0013 8000', '（138）0013 8000', '852 6123 4567']) {
		const { error } = await add(number);
		expect(error).toBeRefused({ item: 0, reason: 'invalid', names: ['Identify Customers By'] });
	}
	expect(hub().requests).toEqual([]);
	const { json } = await add('138 10013 8000');
	expect(json.map(({ customerId }) => customerId)).toEqual([138, 10013, 8000]);
});

test('a list where one value is wanted names the setting for lists', async () => {
	const { error } = await runNode(hub(), {
		input: [{ mobile: ['13800138000'] }],
		parameters: member('add', byId('1'), { customerBy: 'mobile' }),
	});
	expect(error).toBeRefused({
		item: 0,
		reason: 'invalid',
		field: 'Mobile Number',
		names: ['Customers From'],
	});
	expect(hub().requests).toEqual([]);
});
