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

test.each(['name@example.com', '+86 13800138000'])(
	'%s in Customer ID is refused with advice',
	async (customerId) => {
		const { error } = await runNode(hub(), { input: [{ customerId }], parameters: member('add', byId('1')) });
		expect(error).toBeRefused({
			item: 0,
			reason: 'invalid',
			field: 'Customer ID',
			customer: customerId,
			names: ['Identify Customers By'],
		});
		expect(hub().requests).toEqual([]);
	},
);
