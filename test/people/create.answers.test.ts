import { useSandbox } from '../support/hub';
import { asked } from '../support/membersOf';
import { member } from '../support/parameters';
import { person } from '../support/people';
import { byId, runNode } from '../support/runNode';

const hub = useSandbox({ customers: 0 });
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

test.each([
	['mobile', '/v1/customers', { mobile: '13912345678' }],
	['openId', '/v1/customerandidentities', { openId: 'o6_bmjrPT' }],
])('a creation by %s that is done but answered with nothing is repeated', async (customerBy, path, input) => {
	for (const status of [200, 201, 204]) {
		hub().reset();
		hub().addGroup({ name: '金卡会员' });
		hub().faults.add({ kind: 'refuse', status, body: '', work: true, match: { method: 'POST', path } });
		const { json, error } = await runNode(hub(), {
			input: [input],
			parameters: person('add', customerBy, { ifNotFound: 'create' }),
		});
		expect(error?.message).toBeUndefined();
		expect(json).toMatchObject([{ customerCreated: true }]);
		expect(hub().customerCount).toBe(1);
		expect(asked(hub(), path, 'POST')).toHaveLength(2);
	}
});

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
