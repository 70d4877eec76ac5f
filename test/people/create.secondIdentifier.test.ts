import type { INodeParameters } from 'n8n-workflow';
import { useSandbox } from '../support/hub';
import { member } from '../support/parameters';
import { byId, runNode } from '../support/runNode';

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
	expect(error?.message).toContain(`belongs to customer ${id}, so nobody was created`);
	expect(hub().customer(id)).toMatchObject({ name: '王小明', mobile: null });
});

test('two new customers with one email are not merged', async () => {
	const { json } = await runNode(hub(), {
		input: [1, 2].map((digit) => ({ mobile: `1391234567${digit}`, email: 'li@example.com' })),
		parameters: creating({ email: '={{ $json.email }}' }),
		onError: 'continueRegularOutput',
	});
	expect(json[0]).toMatchObject({ customerCreated: true });
	expect(json[1].error).toContain('is also in the fields of new customer “13912345671”');
	expect(hub().customerCount).toBe(1);
});
