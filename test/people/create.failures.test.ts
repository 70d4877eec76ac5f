import type { INodeParameters } from 'n8n-workflow';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const hub = useSandbox({ customers: 0 });
const creating = (operation: string, more: INodeParameters = {}) =>
	member(operation, byId('1'), { customerBy: 'mobile', ifNotFound: 'create', ...more });
const email = '={{ $json.email }}';

beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
});

test('sync creates nobody for a group that is left as it is', async () => {
	hub().addCustomer({ email: 'li@example.com' });
	const { refused } = await runNode(hub(), {
		input: [{ mobile: '13912345671' }, { mobile: '13912345672', email: 'li@example.com' }],
		parameters: creating('sync', { newCustomer: { email }, options: { removalLimit: 100 } }),
		onError: 'continueErrorOutput',
	});
	expect(refused).toHaveLength(2);
	expect(asked(hub(), '/v1/customers', 'POST')).toEqual([]);
	expect(hub().customerCount).toBe(1);
});

test('a customer whom sync created before another creation failed is reported', async () => {
	hub().faults.add({
		kind: 'refuse',
		body: { error_code: 40004n, error_description: 'the params is illegal' },
		match: { method: 'POST', path: '/v1/customers' },
		after: 1,
	});
	const { refused } = await runNode(hub(), {
		input: [{ mobile: '13912345671' }, { mobile: '13912345672' }],
		parameters: creating('sync', { options: { maxConcurrentRequests: 1 } }),
		onError: 'continueErrorOutput',
	});
	const [created] = hub().customers();
	expect(refused[0].json).toMatchObject({ details: { customerId: Number(created.id) } });
	expect(hub().customersIn('1').size).toBe(0);
});

test('a run that stops says how many customers it has created', async () => {
	hub().faults.add({
		kind: 'refuse',
		body: { error_code: 40004n, error_description: 'the params is illegal' },
		match: { method: 'POST', path: '/v1/customers' },
		after: 2,
	});
	const { error } = await runNode(hub(), {
		input: [1, 2, 3, 4].map((digit) => ({ mobile: `1391234567${digit}` })),
		parameters: creating('add', { options: { maxConcurrentRequests: 1 } }),
	});
	expect(error).toBeRefused({ done: { created: 2, added: 0 } });
	expect(hub().customerCount).toBe(2);
});

test('a run that stops at a refused addition says how many customers it has created', async () => {
	hub().faults.add({
		kind: 'refuse',
		body: { error_code: 40402n, error_description: 'not now' },
		match: { method: 'POST', path: '/v1/listMembers' },
		times: 9,
	});
	const { error } = await runNode(hub(), {
		input: [{ mobile: '13912345671' }],
		parameters: creating('add'),
	});
	expect(error).toBeRefused({ code: '40402', done: { created: 1 } });
});

test('customers who were created before the right to create was taken away are added', async () => {
	hub().faults.add({
		kind: 'refuse',
		status: 500,
		body: { error_code: 40201n, error_description: 'permission is not enough' },
		match: { method: 'POST', path: '/v1/customers' },
		after: 1,
	});
	const { items, refused } = await runNode(hub(), {
		input: [{ mobile: '13912345671' }, { mobile: '13912345672' }],
		parameters: creating('add', { options: { maxConcurrentRequests: 1 } }),
		onError: 'continueErrorOutput',
	});
	expect(items).toMatchObject([{ json: { customerCreated: true } }]);
	expect(refused).toHaveLength(1);
	expect(hub().customersIn('1').size).toBe(1);
});

test('a creation that DM Hub is too busy for is tried five times, and no more', async () => {
	hub().faults.add({
		kind: 'busy',
		status: 429,
		match: { method: 'POST', path: '/v1/customers' },
		times: 100,
	});
	const { error } = await runNode(hub(), {
		input: [{ mobile: '13912345678' }],
		parameters: creating('add'),
	});
	expect(error).toBeRefused({ item: 0, reason: 'unavailable', says: 'fiveTimes' });
	expect(error?.message.match(/5 times/g)).toHaveLength(1);
	expect(asked(hub(), '/v1/customers', 'POST')).toHaveLength(5);
});

describe('words of one refused value end no other creation', () => {
	const EMAILS = ['a@bad.example', 'b@good.example', 'c@good.example'];
	const refuse = (code: bigint, address: string) =>
		hub().faults.add({
			kind: 'refuse',
			body: { error_code: code, error_description: 'this email domain is not allowed' },
			match: ({ method, path, body }) =>
				method === 'POST' && path === '/v1/customers' && body.includes(address),
			times: 9,
		});
	const create = async () =>
		await runNode(hub(), {
			input: EMAILS.map((each) => ({ email: each })),
			parameters: creating('add', { customerBy: 'email', options: { maxConcurrentRequests: 1 } }),
			onError: 'continueErrorOutput',
		});

	test.each([
		['where the code is that of a parameter', 40004n, EMAILS[0]],
		['where another customer was created already', 7n, EMAILS[1]],
	])('%s', async (_, code, address) => {
		refuse(code, address);
		const { json, refused } = await create();
		expect(json).toHaveLength(2);
		expect(refused).toHaveLength(1);
		expect(refused[0]).toBeRefused({
			reason: 'refused',
			names: ['POST '],
			words: 'this email domain is not allowed',
		});
	});
});

test('a new customer whose email two customers have is refused, and neither is overwritten', async () => {
	for (const name of ['王小明', '王明']) hub().addCustomer({ name, email: 'wang@example.com' });
	const before = hub().customers();
	const { error } = await runNode(hub(), {
		input: [{ mobile: '13912345671', email: 'wang@example.com' }],
		parameters: creating('add', { newCustomer: { email } }),
	});
	expect(error).toBeRefused({ reason: 'ambiguous', customer: '13912345671', names: ['“wang@example.com”'] });
	expect(hub().customers()).toEqual(before);
});

test('of two workers that create the same new number at once, one creates and both add the one customer', async () => {
	const run = async () =>
		await runNode(hub(), { input: [{ mobile: '13912345671' }], parameters: creating('add') });
	const results = await Promise.all([run(), run()]);
	const [customer, ...others] = hub().customers();
	expect(others).toEqual([]);
	expect(asked(hub(), '/v1/customers', 'POST')).toHaveLength(2);
	for (const { json } of results) expect(json).toMatchObject([{ customerId: Number(customer.id) }]);
	expect(results.map(({ json }) => json[0].customerCreated).sort()).toEqual([false, true]);
	expect([...hub().customersIn('1')]).toEqual([customer.id]);
});
