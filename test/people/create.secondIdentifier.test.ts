import type { INodeParameters } from 'n8n-workflow';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';

const hub = useSandbox({ customers: 0 });
/** Identified by their mobile numbers; these fields come with them. */
const creating = (newCustomer: INodeParameters) =>
	member('add', byId('1'), { customerBy: 'mobile', ifNotFound: 'create', newCustomer });

beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
});

test('a new customer with the email of another is refused, and the other keeps their fields', async () => {
	const { id } = hub().addCustomer({ name: '王小明', email: 'wang@example.com' });
	const { error } = await runNode(hub(), {
		input: [{ mobile: '13912345678', name: '李娜', email: 'WANG@example.com' }],
		parameters: creating({ name: '={{ $json.name }}', email: '={{ $json.email }}' }),
	});
	expect(error).toBeRefused({ item: 0, customer: '13912345678', names: [id], says: 'belongsToAnother' });
	expect(hub().customer(id)).toMatchObject({ name: '王小明', mobile: null });
});

test('two new customers with one email are not merged', async () => {
	const { items, json } = await runNode(hub(), {
		input: [1, 2].map((digit) => ({ mobile: `1391234567${digit}`, email: 'li@example.com' })),
		parameters: creating({ email: '={{ $json.email }}' }),
		onError: 'continueRegularOutput',
	});
	expect(json[0]).toMatchObject({ customerCreated: true });
	expect(items[1]).toBeRefused({
		item: 1,
		customer: '13912345672',
		names: ['“13912345671”'],
		says: 'alsoOfAnotherItem',
	});
	expect(hub().customerCount).toBe(1);
});
