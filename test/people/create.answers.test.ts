import { byId, member, person } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

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
	['openId', '/v1/customerandidentities', { openId: 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M' }],
])('a creation by %s that is done but answered with nothing is repeated', async (customerBy, path, input) => {
	for (const status of [200, 201, 204]) {
		hub().reset();
		hub().addGroup({ name: '金卡会员' });
		hub().faults.add({ kind: 'refuse', status, body: '', work: true, match: { method: 'POST', path } });
		const { json, error } = await runNode(hub(), {
			input: [input],
			parameters: person('add', customerBy, { ifNotFound: 'create' }),
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ customerCreated: true }]);
		expect(hub().customerCount).toBe(1);
		expect(asked(hub(), path, 'POST')).toHaveLength(2);
	}
});

test('a missing right to create costs one request, and nobody is added', async () => {
	hub().quirks.customerRights = 'read';
	const { items, json } = await runNode(hub(), {
		input: [1, 2, 3].map((digit) => ({ mobile: `1391234567${digit}` })),
		parameters: creating,
		onError: 'continueRegularOutput',
	});
	expect(new Set(json.map(({ error }) => error)).size).toBe(1);
	expect(items).toBeRefused({ reason: 'noRight', says: 'noRightToCreate' });
	expect(asked(hub(), '/v1/customers', 'POST')).toHaveLength(1);
	expect(hub().customersIn('1').size).toBe(0);
});

describe('a saved customer', () => {
	const save = async (answer: string, status = 201) => {
		hub().quirks.anyCustomer = true;
		hub().faults.add({
			kind: 'refuse',
			status,
			body: answer,
			match: { method: 'POST', path: '/v1/customers' },
			times: 9,
		});
		return await runNode(hub(), {
			input: [{ mobile: '13912345678' }],
			parameters: creating,
			onError: 'continueErrorOutput',
		});
	};

	test.each([
		'"error":"none so far"',
		'"error":{"code":"E1"}',
		'"success":false',
		'"result":false',
		'"message":"hi"',
	])('may have a field such as %s: a record with its ID is a success', async (field) => {
		const { json } = await save(`{"id":777,"mobile":"13912345678",${field}}`);
		expect(json).toMatchObject([{ customerId: 777, customerCreated: true }]);
	});

	test.each(['"id":777,"error_code":40004', '"id":"req-7","error":"no"', '"error":"no"', '"success":false'])(
		'is none where the answer is {%s}',
		async (fields) => {
			const { json, refused } = await save(`{${fields}}`, 200);
			expect(json).toEqual([]);
			expect(refused).toHaveLength(1);
			expect(refused).toBeRefused({ item: 0, reason: 'refused' });
			expect(asked(hub(), '/v1/customers', 'POST')).toHaveLength(1);
		},
	);
});

test.each([
	['is refused', { kind: 'refuse', body: '{"error_code":40004,"error_description":"no"}' }],
	[
		'is refused for want of a right',
		{ kind: 'refuse', status: 500, body: '{"error_code":40201,"error_description":"no"}' },
	],
	['is refused by something else', { kind: 'redirect', location: '/elsewhere' }],
] as const)('a creation whose answer is lost and whose repeat %s is not known', async (_what, repeat) => {
	const strikes = ['lost', repeat] as const;
	let sent = 0;
	hub().faults.plan(({ method, path }) =>
		method === 'POST' && path === '/v1/customers' ? strikes[sent++] : undefined,
	);
	const { refused } = await runNode(hub(), {
		input: [1, 2].map((digit) => ({ mobile: `1391234567${digit}` })),
		parameters: { ...creating, options: { maxConcurrentRequests: 1 } },
		onError: 'continueErrorOutput',
	});
	expect(refused[0]).toBeRefused({
		item: 0,
		outcome: 'unknown',
		customer: '13912345671',
		says: 'notKnownWhetherCreated',
	});
	// What one lost answer left open says nothing about anybody else.
	for (const other of refused.slice(1)) expect(other).toBeRefused({ outcome: undefined });
	expect(hub().customerCount).toBeGreaterThanOrEqual(1);
});
