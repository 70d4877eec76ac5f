import { person } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const hub = useSandbox({ customers: 0 });

beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
});

/** Customers with the mobile numbers 13910000001, 13910000002, … */
const numbersOf = (count: number) =>
	Array.from({ length: count }, (_, at) => {
		const mobile = `1391000${String(at + 1).padStart(4, '0')}`;
		hub().addCustomer({ name: `会员${at + 1}`, mobile });
		return mobile;
	});

describe('checking people of whom DM Hub does not know one', () => {
	test.each([2, 20])(
		'gives an output for each of them, wherever the unknown one stands, also among %i',
		async (count) => {
			const known = numbersOf(count);
			for (const mobiles of [
				['13700137001', ...known],
				[...known, '13700137001'],
			]) {
				const { json, error } = await runNode(hub(), {
					input: mobiles.map((mobile) => ({ mobile })),
					parameters: person('check', 'mobile'),
				});
				expect(error).toBeUndefined();
				expect(json.map(({ customerId }) => customerId === null)).toEqual(
					mobiles.map((mobile) => mobile === '13700137001'),
				);
			}
		},
	);

	test('gives an output for each entry of a list', async () => {
		const [known] = numbersOf(1);
		const { json } = await runNode(hub(), {
			parameters: person('check', 'mobile', { customersFrom: 'list', mobiles: `13700137001, ${known}` }),
		});
		expect(json).toMatchObject([{ customerId: null, isMember: false }, { isMember: false }]);
		expect(json[1].customerId).not.toBeNull();
	});
});

describe('the first person of many', () => {
	const first = (emails: string[], at: number) => [emails[at], ...emails.filter((_, index) => index !== at)];
	const emailsOf = (count: number) =>
		Array.from({ length: count }, (_, at) => {
			const email = `p${at + 1}@example.com`;
			hub().addCustomer({ name: `会员${at + 1}`, email });
			return email;
		});

	test('is found among all customers where DM Hub ignores the filter', async () => {
		hub().addCustomers(200);
		Object.assign(hub().quirks, { customerFilters: ['mobile'], identitiesFromFields: false });
		const emails = emailsOf(30);
		for (const onError of [undefined, 'continueErrorOutput' as const]) {
			const { json, refused, error } = await runNode(hub(), {
				input: first(emails, 7).map((email) => ({ email })),
				parameters: person('check', 'email'),
				onError,
			});
			expect([error, refused, json.length]).toEqual([undefined, [], 30]);
			expect(json.every(({ customerId }) => customerId !== null)).toBe(true);
		}
	});

	test('is not created where only the spelling hides the customer from the search', async () => {
		hub().quirks.emailMatching = 'exact';
		const emails = emailsOf(12);
		hub().addCustomer({ name: '张三', email: 'Zhang@Example.com' });
		const before = hub().customerCount;
		for (const input of [
			['zhang@example.com', ...emails],
			[...emails, 'zhang@example.com'],
		]) {
			const { json, error } = await runNode(hub(), {
				input: input.map((email) => ({ email })),
				parameters: person('add', 'email', { ifNotFound: 'create' }),
			});
			expect(error).toBeUndefined();
			expect(json.every(({ customerCreated }) => customerCreated === false)).toBe(true);
			expect(hub().customerCount).toBe(before);
		}
	});

	test('is refused where two customers have the number in two forms, as anybody after them is', async () => {
		const known = numbersOf(12);
		hub().addCustomer({ name: '另一个', mobile: `+86 ${known[0]}` });
		for (const input of [known, [...known].reverse()]) {
			const { refused } = await runNode(hub(), {
				input: input.map((mobile) => ({ mobile })),
				parameters: person('add', 'mobile'),
				onError: 'continueErrorOutput',
			});
			expect(refused.map(({ json }) => json.mobile)).toEqual([known[0]]);
			expect(refused[0]).toBeRefused({ reason: 'ambiguous', customer: known[0] });
		}
	});

	test('who is nobody costs one run of look-ups, and stops it before anything is written', async () => {
		const known = numbersOf(12);
		const { error } = await runNode(hub(), {
			input: ['13700137001', ...known].map((mobile) => ({ mobile })),
			parameters: person('add', 'mobile'),
		});
		expect(error).toBeRefused({ item: 0, reason: 'notFound', customer: '13700137001' });
		expect(asked(hub(), '/v1/listMembersBatch', 'POST')).toEqual([]);
	});
});

describe('somebody unknown', () => {
	const adviceIn = async (operation: string) => {
		const { error } = await runNode(hub(), {
			input: [{ mobile: '13700137001' }],
			parameters: person(operation, 'mobile'),
		});
		return error?.description;
	};

	test.each(['add', 'sync'])('is told how to be created, in %s', async (operation) => {
		expect(await adviceIn(operation)).toMatch(/set “If Customer Not Found” to “Create Customer”/i);
	});

	test('is told how to be skipped in a sync', async () => {
		expect(await adviceIn('sync')).toContain('“Skip Customer”');
	});

	test('is told to be checked where nobody can be created', async () => {
		expect(await adviceIn('remove')).not.toContain('If Customer Not Found');
	});

	test('counts once among those who were refused, however often they are named', async () => {
		const [known] = numbersOf(1);
		const { hints } = await runNode(hub(), {
			input: [known, '13700000000', '+86 137 0000 0000'].map((mobile) => ({ mobile })),
			parameters: person('add', 'mobile'),
			onError: 'continueErrorOutput',
		});
		expect(hints).toEqual(['Added 1 of 2 customers; 1 was refused, with the reason in its “error”.']);
	});

	test('is known to be that where this DM Hub has no call for identities', async () => {
		const [known] = numbersOf(1);
		hub().faults.plan(({ path }) =>
			path === '/v1/customeridentities' ? { kind: 'refuse', status: 404, body: 'Not Found' } : undefined,
		);
		const { json } = await runNode(hub(), {
			input: [{ mobile: '13700137001' }, { mobile: known }],
			parameters: person('add', 'mobile', { ifNotFound: 'create' }),
		});
		expect(json).toMatchObject([{ customerCreated: true }, { customerCreated: false }]);
	});
});
