import type { INodeParameters } from 'n8n-workflow';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';

const hub = useSandbox({ customers: 0 });

beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
});

test('the groups of a person are found by mobile number or email', async () => {
	const { id } = hub().addCustomer({ mobile: '13800138000', email: 'wang@example.com' });
	hub().addMembers('1', [id]);
	const groupsOf = async (filters: INodeParameters) =>
		await runNode(hub(), {
			parameters: { resource: 'member', operation: 'getAll', scope: 'all', returnAll: true, filters },
		});
	for (const filters of [{ mobile: '+86 13800138000' }, { email: 'wang@example.com' }])
		expect((await groupsOf(filters)).json).toMatchObject([{ listId: 1, customerId: Number(id) }]);
	const both = await groupsOf({ mobile: '13800138000', email: 'wang@example.com' });
	expect(both).toBeRefused({ item: 0, reason: 'invalid', says: 'oneFilterOnly' });
	expect(await groupsOf({ mobile: '13900139000' })).toBeRefused({
		item: 0,
		reason: 'notFound',
		customer: '13900139000',
	});
});

test('of two customers with one number, one is chosen by the filter “Customer ID”: there is no other field to set', async () => {
	for (const id of [7, 8]) hub().addCustomer({ id, mobile: '13800138000' });
	const result = await runNode(hub(), {
		parameters: {
			resource: 'member',
			operation: 'getAll',
			scope: 'all',
			filters: { mobile: '13800138000' },
		},
	});
	expect(result).toBeRefused({ item: 0, reason: 'ambiguous', says: 'several', names: [7, 8] });
	expect(result.error?.description).toContain('filter by “Customer ID”');
	expect(result.error?.description).not.toContain('Identify Customers By');
});
