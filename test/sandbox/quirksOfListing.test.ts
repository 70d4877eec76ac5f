import type { Quirks } from '../../sandbox';
import { useSandbox } from '../support/sandbox';
import { addMany, ask } from './ask';

const hub = useSandbox({ customers: 0 });
beforeEach(() => {
	hub().addGroup({ name: 'a' });
	hub().addCustomers(10);
});

const set = (quirks: Partial<Quirks>) => Object.assign(hub().quirks, quirks);
const batch = (...customerIds: number[]) => addMany(hub(), ...customerIds);
const members = () => [...hub().customersIn(1)].map(Number);

describe('the quirk', () => {
	const page = async (query: string) =>
		((await ask(hub(), 'GET', `/v1/listMembers?listId=1&${query}`)).json as { items: unknown[] }).items
			.length;

	test('memberRowCap quietly gives fewer rows', async () => {
		hub().addMembers(1, 10);
		set({ memberRowCap: 3 });
		expect([await page('rows=8'), await page('rows=2'), await page('rows=8&sinceId=9')]).toEqual([3, 2, 1]);
	});

	test('memberRowsRandom shortens pages, never to none, and always the same for one seed', async () => {
		hub().addMembers(1, 100);
		const run = async () => {
			set({ memberRowsRandom: 42 });
			const sizes: number[] = [];
			for (let at = 0; at < 12; at++) sizes.push(await page('rows=10'));
			return sizes;
		};
		const sizes = await run();
		expect(Math.min(...sizes)).toBeGreaterThan(0);
		expect(new Set(sizes).size).toBeGreaterThan(2);
		hub().reset();
		hub().addMembers(hub().addGroup({ name: 'a' }).id, 100);
		expect(await run()).toEqual(sizes);
	});

	const groups = async (query: string) =>
		(await ask(hub(), 'GET', `/v1/lists?${query}`)).json as {
			rows: Array<{ id: number }>;
			records: number;
			total: number;
		};
	const ids = async (query: string) => (await groups(query)).rows.map(({ id }) => id);

	test('groupRowCap gives fewer groups, and groupPageOffset says where the next page starts', async () => {
		for (let at = 2; at <= 9; at++) hub().addGroup({ name: 'a' });
		set({ groupRowCap: 3 });
		expect([await ids('rows=4'), await ids('rows=4&page=2')]).toEqual([
			[1, 2, 3],
			[4, 5, 6],
		]);
		set({ groupPageOffset: 'asked' });
		expect([await ids('rows=4'), await ids('rows=4&page=2')]).toEqual([
			[1, 2, 3],
			[5, 6, 7],
		]);
	});

	test('groupTotal and groupRecords say what the totals count', async () => {
		for (let at = 2; at <= 9; at++) hub().addGroup({ name: 'a' });
		set({ groupRowCap: 2 });
		expect(await groups('rows=4')).toMatchObject({ total: 5, records: 2 });
		set({ groupTotal: 'askedPages', groupRecords: 'all' });
		expect(await groups('rows=4')).toMatchObject({ total: 3, records: 9 });
		set({ groupTotal: 'groups' });
		expect(await groups('rows=4')).toMatchObject({ total: 9 });
	});

	test('lateVisibility hides members who were added, and IDs then show out of order', async () => {
		set({ lateVisibility: 60_000, lateVisibilitySpread: 60_000 });
		await batch(1, 2, 3, 4, 5, 6, 7, 8);
		const count = async () => (await ask(hub(), 'GET', '/v1/listservice/memberCount?listId=1')).json;
		expect([await page('rows=10'), await page('customerId=1'), await count()]).toEqual([0, 0, 0]);
		expect(members()).toHaveLength(8);
		set({ serverClockOffset: 90_000 });
		const some = (await ask(hub(), 'GET', '/v1/listMembers?listId=1&sidx=id')).json as {
			items: Array<{ id: number }>;
		};
		const seen = some.items.map(({ id }) => id);
		expect(seen.length).toBeGreaterThan(0);
		expect(seen).not.toEqual(seen.map((_, at) => 36345 + at));
		set({ serverClockOffset: 130_000 });
		expect([await page('rows=10'), await count()]).toEqual([8, 8]);
	});
});
