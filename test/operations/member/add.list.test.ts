import type { NodeParameterValueType } from 'n8n-workflow';
import { upFrom } from '../../support/inputs';
import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox, writes } from '../../support/sandbox';

const hub = useSandbox();
const list = (customerIds: unknown) =>
	member('add', byId('1'), { customersFrom: 'list', customerIds: customerIds as NodeParameterValueType });

const three = 'POST /v1/listMembersBatch {"items":[1,2,3]}'.replace(
	/\d(?=[,\]])/g,
	'{"customerId":$&,"listId":1}',
);

test.each([
	['commas', '1,2,3'],
	['semicolons', '1;2;3'],
	['spaces', '1 2 3'],
	['new lines', '1\n2\n3'],
	['Windows’ new lines', '1\r\n2\r\n3\r\n'],
	['，', '1，2，3'],
	['、', '1、2、3'],
	['；', '1；2；3'],
	['all of them, and more than one at once', '\n 1 , 2；\n\n;3、 '],
	['tabs', '1\t2\t3'],
	['wide spaces', '1　2　3'],
	['leading zeros', '01,002,0003'],
	['an expression with numbers', '={{ [1, 2, 3] }}'],
	['an expression with texts', '={{ ["1", " 2 ", "3"] }}'],
	['an expression with a field', '={{ $json.ids }}'],
])('IDs are split at %s', async (_, customerIds) => {
	hub().addGroup({ name: '金卡会员' });
	const { items } = await runNode(hub(), { input: [{ ids: [1, '2', 3] }], parameters: list(customerIds) });
	expect(writes(hub())).toEqual([three]);
	expect(items.map(({ json, pairedItem }) => [json.customerId, pairedItem])).toEqual([
		[1, { item: 0 }],
		[2, { item: 0 }],
		[3, { item: 0 }],
	]);
});

test('a single number is a list of one', async () => {
	hub().addGroup({ name: '金卡会员' });
	const { json } = await runNode(hub(), { parameters: list('={{ 42 }}') });
	expect(json).toMatchObject([{ customerId: 42 }]);
});

test('each item has its own list, and each listed customer one output, in the order of the list', async () => {
	hub().addGroup({ name: '金卡会员' });
	hub().addCustomers(['1627652953215191041']);
	const { items } = await runNode(hub(), {
		input: [{ ids: '3,1,3' }, { ids: ['1627652953215191041', 1] }],
		parameters: list('={{ $json.ids }}'),
	});
	expect(items.map(({ json, pairedItem }) => [json.customerId, pairedItem])).toEqual([
		[3, { item: 0 }],
		[1, { item: 0 }],
		[3, { item: 0 }],
		['1627652953215191041', { item: 1 }],
		[1, { item: 1 }],
	]);
	expect(hub().customersIn('1').size).toBe(3);
});

test('100,000 IDs fit in one field', async () => {
	hub().addGroup({ name: '金卡会员' });
	const { json } = await runNode(hub(), {
		input: [{ ids: upFrom(1, 100_000).join(',') }],
		parameters: list('={{ $json.ids }}'),
	});
	expect(json).toHaveLength(100_000);
	expect(json[99_999]).toMatchObject({ customerId: 100_000 });
	expect(hub().customersIn('1').size).toBe(100_000);
	expect(hub().requests).toHaveLength(200);
});

test.each([' ,; ', '={{ " " }}', '={{ [] }}', '={{ null }}'])(
	'an empty list is refused before anything is sent: %j',
	async (ids) => {
		hub().addGroup({ name: '金卡会员' });
		const { error } = await runNode(hub(), { input: [{ phone: '1' }], parameters: list(ids) });
		expect(error).toBeRefused({
			item: 0,
			reason: 'invalid',
			field: 'Customer IDs',
			says: 'isEmpty',
			names: ['“phone”'],
		});
		expect(hub().requests).toEqual([]);
	},
);

test('an object is not a list', async () => {
	const { error } = await runNode(hub(), { parameters: list('={{ ({ a: 1 }) }}') });
	expect(error).toBeRefused({ item: 0, reason: 'invalid', field: 'Customer IDs' });
});

test('one bad ID in a list stops the run before anything is sent; when the run goes on, it fails in its place', async () => {
	hub().addGroup({ name: '金卡会员' });
	const parameters = list('1, phone, 3');
	const stopped = await runNode(hub(), { parameters });
	const facts = {
		item: 0,
		reason: 'invalid',
		field: 'Customer IDs',
		customer: 'phone',
		names: ['entry 2'],
	} as const;
	expect(stopped).toBeRefused(facts);
	expect(hub().requests).toEqual([]);

	const { items } = await runNode(hub(), { parameters, onError: 'continueRegularOutput' });
	expect(items.map(({ json, pairedItem }) => [json.customerId, pairedItem])).toEqual([
		[1, { item: 0 }],
		[undefined, { item: 0 }],
		[3, { item: 0 }],
	]);
	expect(items[1]).toBeRefused(facts);
});
