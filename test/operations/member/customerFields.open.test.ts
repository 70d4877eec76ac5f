import type { Quirks } from '../../../sandbox';
import { upFrom } from '../../support/inputs';
import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox } from '../../support/sandbox';

const hub = useSandbox();
const fields = { customerFields: ['name', 'mobile'], customFields: 'attr1' };
/** Long ones, so that three requests are needed for them. */
const IDS = upFrom(1, 800).map((nth) => `162765295321519${String(nth).padStart(4, '0')}`);
const WANG = IDS[6];
const FEW = IDS.slice(0, 60);
const GONE = [IDS[2], IDS[29], IDS[499], IDS[798]];

/** Members, a few of whom are no customers any more. */
function aGroup(ids = IDS): string {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, ids);
	hub().addCustomer({ id: WANG, name: '王芳', mobile: '13800138000', attr: { attr1: '金' } });
	for (const gone of GONE) hub().deleteCustomer(gone);
	return id;
}

const listing = async (group: string, options = {}) =>
	await runNode(hub(), {
		parameters: member('getAll', byId(group), { returnAll: true, options: { ...fields, ...options } }),
	});
const told = (id: string) =>
	GONE.includes(id)
		? null
		: id === WANG
			? { name: '王芳', mobile: '13800138000', attr1: '金' }
			: { name: hub().customer(id)?.name, mobile: hub().customer(id)?.mobile, attr1: null };
const askedFor = (path: string) => hub().requests.filter((request) => request.path.startsWith(path));

test.each<Partial<Quirks>>([
	{},
	{ selectHonoured: false },
	{ customerRowCap: 100 },
	{ customerRowCap: 20, customerRecords: 'page' },
	{ customerRowOrder: 'newestFirst' },
	{ customerRowOrder: 'scrambled', customerRowCap: 70 },
	{ idListLimit: { max: 100, answer: 'refusal' } },
	{ idListLimit: { max: 100, answer: 'cut' } },
	{ urlCap: 1_000 },
	{ idsAsStrings: true },
	{ customerRights: 'read' },
])('each member comes with their customer, or null for one who is gone: %j', async (quirks) => {
	const group = aGroup();
	Object.assign(hub().quirks, quirks);
	const { json, hints } = await listing(group);
	expect(json.map(({ customer }) => customer)).toEqual(IDS.map(told));
	expect(askedFor('/v1/customers/')).toEqual([]);
	expect(hints).toEqual([]);
});

test.each<Partial<Quirks>>([
	{ goneCustomer: '40201' },
	{ goneCustomer: '404' },
	{ goneCustomer: 'empty' },
	{ selectHonoured: false, customerRowCap: 10 },
	{ customerRowOrder: 'scrambled' },
])(
	'customers are read one by one where idList is ignored, and a hint says why that is slow: %j',
	async (quirks) => {
		const group = aGroup(FEW);
		hub().addCustomers(1_000, { firstCustomerId: 5_000 });
		Object.assign(hub().quirks, { customerFilters: ['mobile'], ...quirks });
		const { json, hints } = await listing(group);
		expect(json.map(({ customer }) => customer)).toEqual(FEW.map(told));
		expect(hints).toEqual([
			expect.stringMatching(/^DM Hub ignored the list of customer IDs, .* read one by one/),
		]);
		// The first answer has told it: nobody asks for many in vain again.
		expect(hub().requests.filter(({ path }) => path === '/v1/customers').length).toBeLessThan(3);
	},
);

test.each(['40201', '404', 'empty'] as const)(
	'customers who are all gone are null after somebody else was found by a list of IDs (answered with %s)',
	async (goneCustomer) => {
		const { id } = hub().addGroup({ name: '金卡会员' });
		hub().addMembers(id, 400);
		for (const customer of upFrom(1, 400)) hub().deleteCustomer(customer);
		hub().addCustomers(2, { firstCustomerId: 5_000 });
		hub().quirks.goneCustomer = goneCustomer;
		const { json, hints } = await listing(id);
		expect(json.map(({ customer }) => customer)).toEqual(Array(400).fill(null));
		expect(askedFor('/v1/customers').length).toBeLessThan(10);
		expect(hints).toEqual([]);
	},
);

test('an answer without customers is not believed while they exist', async () => {
	const group = aGroup(FEW);
	hub().faults.plan(({ path }) =>
		path === '/v1/customers' ? { kind: 'refuse', body: { records: 0n, rows: [] } } : undefined,
	);
	const { json } = await listing(group);
	expect(json.map(({ customer }) => customer)).toEqual(FEW.map(told));
});

test('custom fields that select leaves out are asked for without it', async () => {
	const group = aGroup();
	hub().faults.plan(({ query }) =>
		query.select
			? { kind: 'refuse', body: { records: 1n, rows: [{ id: BigInt(WANG), name: '王芳' }] } }
			: undefined,
	);
	const { json } = await listing(group);
	expect(json.map(({ customer }) => customer)).toEqual(IDS.map(told));
	expect(hub().requests.filter(({ query }) => query.select)).toHaveLength(1);
});

test('a customer who was not asked for is refused', async () => {
	const group = aGroup(FEW);
	hub().addCustomers(1_000);
	hub().quirks.customerFilters = ['mobile'];
	hub().faults.plan(({ path }) =>
		path === `/v1/customers/${FEW[50]}` ? { kind: 'refuse', body: { id: 10n, name: '别人' } } : undefined,
	);
	const { error, json } = await listing(group);
	expect(json).toEqual([]);
	expect(error).toBeRefused({ item: 0, reason: 'unreadable', names: [FEW[50]] });
});

test('an answer that is not a list of customers is refused', async () => {
	const group = aGroup();
	hub().faults.add({ kind: 'refuse', body: [{ id: 1n }], match: { path: '/v1/customers' } });
	const { error } = await listing(group);
	expect(error).toBeRefused({ item: 0, reason: 'unreadable', says: 'notAList' });
});

describe('a search that leaves customers out is not believed:', () => {
	const goneOf = (ids: string[]) => ids.filter((id) => hub().customer(id) === undefined);
	/** Answers searches by a list of ids itself. */
	const answering = (rowsOf: (ids: string[]) => string[] | undefined) =>
		hub().faults.plan(({ path, query }) => {
			const ids = path === '/v1/customers' && query.idList ? rowsOf(query.idList.split(',')) : undefined;
			const rows = ids?.flatMap((id) => {
				const held = hub().customer(id);
				return held ? [{ id: BigInt(id), name: held.name, mobile: held.mobile, attr: held.attr ?? {} }] : [];
			});
			return rows && { kind: 'refuse', body: { records: 0n, rows } as never };
		});
	const told = (json: Array<Record<string, unknown>>) =>
		json.map(({ customer }) => (customer === null ? null : (customer as { name: string }).name));
	const expected = (ids: string[]) => ids.map((id) => hub().customer(id)?.name ?? null);

	test('three who are gone do not make all others gone', async () => {
		const group = aGroup(FEW);
		for (const at of [0, 30, 59]) hub().deleteCustomer(FEW[at]);
		answering(() => []);
		const { json, hints } = await listing(group);
		expect(told(json)).toEqual(expected(FEW));
		expect(hints).toEqual([expect.stringContaining('read one by one')]);
	});

	test('a server that honours the first hundred IDs alone, all of them gone', async () => {
		const group = aGroup();
		for (const id of IDS.slice(0, 150)) hub().deleteCustomer(id);
		hub().quirks.idListLimit = { max: 100, answer: 'cut' };
		const { json } = await listing(group);
		expect(told(json)).toEqual(expected(IDS));
		expect(goneOf(IDS)).toHaveLength(154 - 2);
	});

	test('a server that gives one customer at a time', async () => {
		const group = aGroup(FEW);
		hub().quirks.customerRowCap = 1;
		const { json } = await listing(group);
		expect(told(json)).toEqual(expected(FEW));
	});

	test('a server that leaves out every other one, once', async () => {
		const group = aGroup(FEW);
		const asked = new Set<string>();
		answering((ids) => ids.filter((id, at) => at % 2 === 0 || asked.has(id) || (asked.add(id), false)));
		const { json } = await listing(group);
		expect(told(json)).toEqual(expected(FEW));
	});
});
