import type { IDataObject } from 'n8n-workflow';
import { person } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';

/** What “found” means must not depend on how many are asked for, nor on their order, nor on what is done with them. */

const hub = useSandbox({ customers: 0, quirks: { anyCustomer: false } });

beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
});

const MOBILE = '13911112222';
const others = (count: number) =>
	Array.from({ length: count }, (_, at) => {
		const mobile = `1391000${String(at + 1).padStart(4, '0')}`;
		hub().addCustomer({ mobile });
		return mobile;
	});
const run = async (operation: string, mobiles: string[], more = {}) =>
	await runNode(hub(), {
		input: mobiles.map((mobile) => ({ mobile })),
		parameters: person(operation, 'mobile', more),
		onError: 'continueErrorOutput',
	});

describe('two customers with one number, stored in two forms, are two,', () => {
	beforeEach(() => {
		hub().addCustomer({ id: 901, mobile: MOBILE });
		hub().addCustomer({ id: 902, mobile: `+86 ${MOBILE}` });
		hub().addMembers('1', [902]);
	});

	test.each(['add', 'check', 'remove', 'sync'])('in %s of that one alone', async (operation) => {
		const { refused } = await run(operation, [MOBILE]);
		expect(refused).toMatchObject([
			{ json: { mobile: MOBILE, details: { reason: 'ambiguous', customer: MOBILE } } },
		]);
		expect([...hub().customersIn('1')]).toEqual(['902']);
	});

	test.each([0, 6, 12])('wherever they stand among %i others', async (count) => {
		const known = others(count);
		for (const input of [
			[MOBILE, ...known],
			[...known, MOBILE],
		]) {
			const { refused, json } = await run('check', input);
			expect(refused.map((item) => item.json.mobile)).toEqual([MOBILE]);
			expect(json).toHaveLength(count);
		}
	});
});

test('a member who was found by a page that also holds others is not taken for the only one', async () => {
	Object.assign(hub().quirks, { customerFilters: [], identitiesFromFields: false });
	hub().addCustomers(60);
	hub().addCustomer({ id: 901, mobile: MOBILE });
	hub().addCustomer({ id: 902, mobile: `+86 ${MOBILE}` });
	const { refused } = await run('check', [MOBILE]);
	expect(refused[0].json.details).toMatchObject({ reason: 'ambiguous' });
});

describe('a server that does not search', () => {
	beforeEach(() => {
		Object.assign(hub().quirks, { customerFilters: [], identitiesFromFields: false });
		hub().addCustomers(60);
	});

	test.each([1, 12])('finds whoever is there among all customers (%i asked for)', async (count) => {
		const known = others(count);
		const { json, refused } = await run('check', known);
		expect([json.length, refused]).toEqual([count, []]);
		expect(json.every(({ customerId }) => customerId !== null)).toBe(true);
	});

	test('finds them in pages of a hundred where it refuses larger ones', async () => {
		hub().quirks.customerRowLimit = 100;
		const known = others(60);
		const { json, refused } = await run('check', known);
		expect([json.length, refused]).toEqual([60, []]);
	});

	test.each([1, 12])('never shows that somebody is not there (among %i)', async (count) => {
		const known = others(count);
		const { refused } = await run('check', [...known, MOBILE]);
		expect(refused.map((item) => item.json)).toMatchObject([
			{ mobile: MOBILE, details: { reason: 'notSearched', outcome: 'unknown' } },
		]);
	});

	test.each(['half', 'none'] as const)(
		'finds them on all pages, though it counts %s of them',
		async (told) => {
			Object.assign(hub().quirks, { customerRowCap: 10, customerCountTells: told });
			const everybody = hub()
				.customers()
				.map(({ mobile }) => String(mobile));
			const { json, refused } = await run('check', everybody);
			expect([json.length, refused]).toEqual([60, []]);
			expect(json.every(({ customerId }) => customerId !== null)).toBe(true);
		},
	);

	test('takes nobody for the only one while there are more pages than are read', async () => {
		Object.assign(hub().quirks, { customerRowCap: 2, customerCountTells: 'half' });
		hub().addCustomers(120);
		hub().addCustomer({ mobile: `+86 ${MOBILE}` });
		hub().faults.plan(({ path, query: { mobile } }) =>
			path === '/v1/customers' && mobile
				? {
						kind: 'refuse',
						body: JSON.stringify({
							records: 2,
							rows: [
								{ id: 901, mobile: MOBILE },
								{ id: 1, mobile: null },
							],
						}),
					}
				: undefined,
		);
		const { refused } = await run('check', [MOBILE]);
		expect(refused.map((item) => item.json.details)).toMatchObject([
			{ reason: 'notSearched', outcome: 'unknown' },
		]);
	});

	test('creates nobody, and a sync skips nobody', async () => {
		const before = hub().customerCount;
		const added = await run('add', [MOBILE], { ifNotFound: 'create' });
		expect(added.refused[0].json.details).toMatchObject({ reason: 'notSearched' });
		expect(hub().customerCount).toBe(before);
		const [known] = others(1);
		hub().addMembers('1', [1, 2]);
		const synced = await run('sync', [known, MOBILE], {
			ifNotFound: 'leaveOut',
			options: { removalLimit: 100 },
		});
		expect(synced.json).toEqual([]);
		expect(hub().customersIn('1').size).toBe(2);
	});
});

describe.each([
	['hides', '139****2222'],
	['leaves out', undefined],
	['has lost', null],
])('a server that %s the number it has searched by', (_, shown) => {
	const NOBODY = '13999999999';
	beforeEach(() => {
		hub().quirks.identitiesFromFields = false;
		hub().addCustomer({ id: 901, name: '王小明', mobile: MOBILE });
		hub().faults.plan(({ method, path, query: { mobile = MOBILE } }) => {
			if (method !== 'GET' || path !== '/v1/customers') return undefined;
			const rows = mobile === MOBILE ? [{ id: 901, mobile: shown }] : [];
			return { kind: 'refuse', body: JSON.stringify({ records: rows.length, rows }) };
		});
	});

	test.each([[[MOBILE]], [[MOBILE, NOBODY]], [[NOBODY, MOBILE]]])(
		'does not make somebody unknown, whoever else is asked for: %j',
		async (mobiles) => {
			const { refused } = await run('check', mobiles);
			expect(refused.map((item) => item.json)).toMatchObject([
				{ mobile: MOBILE, details: { reason: 'notSearched', outcome: 'unknown' } },
			]);
		},
	);

	test('does not have them created over their own fields', async () => {
		const { json, refused } = await run('add', [MOBILE, NOBODY], {
			ifNotFound: 'create',
			newCustomer: { name: '新客户' },
		});
		expect(json).toMatchObject([{ mobile: NOBODY, customerCreated: true }]);
		expect(refused[0].json.details).toMatchObject({ reason: 'notSearched' });
		expect(hub().customers()[0].name).toBe('王小明');
	});
});

test('somebody is found by the search alone where numbers and emails are no identities', async () => {
	hub().quirks.identitiesFromFields = false;
	hub().addCustomer({ id: 901, mobile: MOBILE, email: 'li@example.com' });
	for (const input of [{ mobile: MOBILE }, { email: 'li@example.com' }]) {
		const { json } = await runNode(hub(), {
			input: [input],
			parameters: person('check', Object.keys(input)[0]),
		});
		expect(json).toMatchObject([{ customerId: 901 }]);
	}
});

test('only the fields that are read are asked for, by “select”, and a server that refuses it is asked with it once', async () => {
	const withSelect = () =>
		hub().requests.flatMap(({ path, query: { select } }) => (path === '/v1/customers' && select) || []);
	const known = others(3);
	await run('check', known.slice(0, 1));
	expect(new Set(withSelect())).toEqual(new Set(['id,name,dateCreated,mobile']));

	hub().clearLog();
	hub().quirks.refusedParameters = ['select'];
	const { refused } = await run('check', known);
	expect(refused).toEqual([]);
	expect(withSelect()).toHaveLength(1);
});

test('identities that ignore what they were asked for tell nothing of somebody who is not there', async () => {
	hub().addCustomer({ id: 901, identities: [{ identityType: 'wechat', identityValue: 'o6_other' }] });
	hub().faults.plan(({ path }) =>
		path === '/v1/customeridentities'
			? {
					kind: 'refuse',
					body: [{ customerId: '901', identityType: 'wechat', identityValue: 'o6_other' }],
				}
			: undefined,
	);
	const { refused } = await runNode(hub(), {
		input: [{ openId: 'o6_asked' }],
		parameters: person('add', 'openId', { ifNotFound: 'create' }),
		onError: 'continueErrorOutput',
	});
	expect(refused[0].json.details).toMatchObject({ reason: 'notSearched' });
	expect(hub().customersIn('1').size).toBe(0);
});

test('a number of another country is the same with and without its plus, and a mainland number of those digits is not', async () => {
	hub().addCustomer({ id: 901, mobile: '+1 4155550100' });
	hub().addCustomer({ id: 902, mobile: '14155550100' });
	hub().addCustomer({ id: 903, mobile: '442079460958' });
	const { json, refused } = await run('check', ['+1 415 555 0100', '+44 20 7946 0958']);
	expect(refused).toEqual([]);
	expect(json.map(({ customerId }) => customerId)).toEqual([901, 903]);
});

describe('one look-up that fails', () => {
	const busyFor = (mobile: string) =>
		hub().faults.plan(({ path, query }) =>
			path === '/v1/customers' && query.mobile?.includes(mobile) ? 'busy' : undefined,
		);

	test.each(['add', 'check'])(
		'fails that person alone, and who was found stays found: %s',
		async (operation) => {
			const known = others(4);
			busyFor(known[2]);
			const { json, refused } = await run(operation, known, { options: { maxConcurrentRequests: 1 } });
			expect(json.map(({ mobile }) => mobile)).toEqual([known[0], known[1], known[3]]);
			expect(refused.map((item) => item.json)).toMatchObject([
				{ mobile: known[2], details: { reason: 'unavailable', customer: known[2] } },
			]);
		},
	);

	test('ends a run that stops at its first refusal, and nothing is asked or written after it', async () => {
		const known = others(4);
		busyFor(known[1]);
		const { error } = await runNode(hub(), {
			input: known.map((mobile) => ({ mobile })),
			parameters: person('add', 'mobile', { options: { maxConcurrentRequests: 1 } }),
		});
		expect(error).toBeRefused({ item: 1, reason: 'unavailable', customer: known[1] });
		expect(hub().customersIn('1').size).toBe(0);
		expect(hub().requests.filter(({ query }) => query.mobile?.includes(known[2]))).toEqual([]);
	});
});

test('new numbers are written as most of this tenant’s numbers are, in whatever order they come', async () => {
	hub().quirks.globalWrites = 'refused';
	hub().quirks.globalNumbers = true;
	const [first, second] = others(2);
	hub().addCustomer({ mobile: '+1 4155550100' });
	for (const [at, input] of [
		[first, second, '+14155550100', '13800138001'],
		['+14155550100', '13800138002', first],
	].entries()) {
		const { refused } = await run('add', input, { ifNotFound: 'create' });
		expect(refused).toEqual([]);
		const created = hub().customers().at(-1);
		expect(created?.mobile).toBe(`+86 1380013800${at + 1}`);
	}
});

test('a mobile number among the fields of somebody known by email is written in this tenant’s form', async () => {
	hub().quirks.globalNumbers = true;
	hub().addCustomer({ email: 'li@example.com', mobile: '13800138001' });
	const { refused } = await runNode(hub(), {
		input: [{ email: 'li@example.com' }, { email: 'wang@example.com', mobile: '13800138002' }],
		parameters: person('add', 'email', {
			ifNotFound: 'create',
			newCustomer: { mobile: '={{ $json.mobile }}' },
		}),
		onError: 'continueErrorOutput',
	});
	expect(refused).toEqual([]);
	const [{ body }] = hub().requests.filter(
		({ method, path }) => method === 'POST' && path === '/v1/customers',
	);
	expect((JSON.parse(body) as IDataObject).mobile).toBe('+86 13800138002');
});
