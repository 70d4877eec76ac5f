import { madeCustomer, type Quirks } from '../../sandbox';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const hub = useSandbox({ customers: 0 });
const mobileOf = (id: number) => String(madeCustomer(BigInt(id)).fields.mobile);

async function find(people: number, customers: number, quirks: Partial<Quirks> = {}) {
	Object.assign(hub().quirks, quirks);
	hub().addGroup({ name: '金卡会员' });
	hub().addCustomers(customers, { firstCustomerId: 1 });
	const every = Math.floor(customers / people);
	const input = Array.from({ length: people }, (_, at) => ({ mobile: mobileOf(1 + at * every) }));
	const { json, error } = await runNode(hub(), {
		input,
		parameters: member('check', byId('1'), { customerBy: 'mobile' }),
	});
	expect(error).toBeUndefined();
	expect(json.map(({ customerId }) => customerId)).toEqual(
		Array.from({ length: people }, (_, at) => 1 + at * every),
	);
	return (
		asked(hub(), '/v1/customers').length +
		asked(hub(), '/v1/customers/count').length +
		asked(hub(), '/v1/customeridentities').length
	);
}

test('5,000 people of 20,000 customers take at most 150 requests', async () => {
	expect(await find(5_000, 20_000)).toBeLessThanOrEqual(150);
});

test('1,000 people of 5,000 take at most 300 requests where a page has 100 rows', async () => {
	expect(await find(1_000, 5_000, { customerRowCap: 100 })).toBeLessThanOrEqual(300);
});

test.each<Partial<Quirks>>([
	{ selectHonoured: false },
	{ customerCount: 'object' },
	{ customerCount: 'string' },
	{ customerCount: '404' },
	{ customerCount: '405' },
	{ customerCount: 'refused' },
	{ customerRowCap: 7 },
	{ customerPageOffset: 'asked', customerRowCap: 20 },
	{ customerRowOrder: 'newestFirst' },
	{ customerRowOrder: 'scrambled' },
	{ customerRecords: 'page' },
	{ globalNumbers: true },
	{ globalNumbers: true, customerRowCap: 20 },
])('everybody is found with %p', async (quirks) => {
	await find(60, 300, quirks);
});

test('few people among very many customers are asked for one by one', async () => {
	// Each in both forms of a number, and the number of customers.
	expect(await find(20, 200_000)).toBe(41);
});

test('neither of two customers with one number is taken, even when everybody is read', async () => {
	hub().addGroup({ name: '金卡会员' });
	hub().addCustomers(100, { firstCustomerId: 1 });
	hub().addCustomer({ name: '王大明', mobile: mobileOf(50) });
	const { items } = await runNode(hub(), {
		input: Array.from({ length: 100 }, (_, at) => ({ mobile: mobileOf(1 + at) })),
		parameters: member('add', byId('1'), { customerBy: 'mobile' }),
		onError: 'continueRegularOutput',
	});
	const failed = items.filter(({ json }) => json.error !== undefined);
	expect(failed).toHaveLength(1);
	expect(failed[0]).toBeRefused({ item: 49, reason: 'ambiguous', customer: mobileOf(50) });
	expect(hub().customersIn('1').size).toBe(99);
});

test('neither is taken where one moved to a page that was read already', async () => {
	hub().quirks.customerRowCap = 100;
	hub().addGroup({ name: '金卡会员' });
	hub().addCustomers(100, { firstCustomerId: 1 });
	hub().nextCustomerId = 101;
	hub().addCustomer({ name: '王大明', mobile: mobileOf(50) });
	hub().addCustomers(219, { firstCustomerId: 102 });
	let isDeleted = false;
	hub().faults.plan(({ path, query }) => {
		if (path === '/v1/customers' && query.page === '2' && !isDeleted) {
			isDeleted = true;
			hub().deleteCustomer('10');
		}
		return undefined;
	});
	const { refused, items } = await runNode(hub(), {
		input: Array.from({ length: 80 }, (_, at) => ({ mobile: mobileOf(20 + at) })),
		parameters: member('add', byId('1'), { customerBy: 'mobile' }),
		onError: 'continueErrorOutput',
	});
	expect(refused).toHaveLength(1);
	expect(refused[0]).toBeRefused({ item: 30, reason: 'ambiguous', customer: mobileOf(50) });
	expect(items).toHaveLength(79);
});

test('people who were not among everybody are asked for one by one before they count as unknown', async () => {
	hub().addGroup({ name: '金卡会员' });
	hub().addCustomers(100, { firstCustomerId: 1 });
	const { items } = await runNode(hub(), {
		input: [
			...Array.from({ length: 50 }, (_, at) => ({ mobile: mobileOf(1 + at) })),
			{ mobile: '13700137000' },
		],
		parameters: member('check', byId('1'), { customerBy: 'mobile' }),
	});
	expect(items.at(-1)?.json).toEqual({
		listId: 1,
		customerId: null,
		isMember: false,
		mobile: '13700137000',
	});
	expect(asked(hub(), '/v1/customers').some(({ query }) => query.mobile === '13700137000')).toBe(true);
});
