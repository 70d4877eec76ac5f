import { useSandbox } from '../support/hub';
import { asked } from '../support/membersOf';
import { member } from '../support/parameters';
import { byId, runNode } from '../support/runNode';

const hub = useSandbox({ quirks: { anyCustomer: false } });
const creating = member('add', byId('1'), { customerBy: 'mobile', ifNotFound: 'create' });

beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
});

test.each(['lost', 'cut', 'busy', 'truncated'] as const)(
	'a creation whose answer is %s is repeated, and makes one customer',
	async (fault) => {
		const strikes = [fault, fault];
		hub().faults.plan(({ method, path }) =>
			method === 'POST' && path === '/v1/customers' ? strikes.shift() : undefined,
		);
		const { json, error } = await runNode(hub(), {
			input: [{ mobile: '13912345678' }],
			parameters: creating,
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ customerCreated: true }]);
		expect(hub().customerCount).toBe(1);
	},
);

test('a missing right to create costs one request, and nobody is added', async () => {
	hub().quirks.customerRights = 'read';
	const { json } = await runNode(hub(), {
		input: [1, 2, 3].map((digit) => ({ mobile: `1391234567${digit}` })),
		parameters: creating,
		onError: 'continueRegularOutput',
	});
	expect(new Set(json.map(({ error }) => error)).size).toBe(1);
	expect(json[0].error).toMatch(/^The application in DM Hub may not create customers/);
	expect(asked(hub(), '/v1/customers', 'POST')).toHaveLength(1);
	expect(hub().customersIn('1').size).toBe(0);
});
