import type { Quirks } from '../../sandbox';
import { useSandbox } from '../support/sandbox';
import { ask } from './ask';

const hub = useSandbox({ customers: 0 });

const set = (quirks: Partial<Quirks>) => Object.assign(hub().quirks, quirks);
const search = async (query: string) =>
	(await ask(hub(), 'GET', `/v1/customers?${query}`)).json as {
		records: number;
		rows: Array<{ id: number }>;
	};
const ids = async (query: string) => (await search(query)).rows.map(({ id }) => id);

describe('in pages of customers,', () => {
	beforeEach(() => void hub().addCustomers(10));

	test('customerRowCap limits the rows, and customerPageOffset says where the next page starts', async () => {
		set({ customerRowCap: 3 });
		expect(await search('rows=4')).toMatchObject({ records: 10, total: 4 });
		expect(await ids('rows=4')).toEqual([1, 2, 3]);
		expect(await ids('rows=4&page=2')).toEqual([4, 5, 6]);
		set({ customerPageOffset: 'asked' });
		expect(await ids('rows=4&page=2')).toEqual([5, 6, 7]);
	});

	test('customerRecords counts all there are, or those of the page', async () => {
		expect((await search('rows=4')).records).toBe(10);
		set({ customerRecords: 'page' });
		expect((await search('rows=4&page=3')).records).toBe(2);
	});

	test('newestFirst shifts pages when somebody is created between them', async () => {
		set({ customerRowOrder: 'newestFirst' });
		expect(await ids('rows=3&sidx=id&sord=asc')).toEqual([10, 9, 8]);
		await ask(hub(), 'POST', '/v1/customers', { mobile: '13800138000' });
		expect(await ids('rows=3&page=2')).toEqual([8, 7, 6]);
		expect(await ids('idList=1,2,3&rows=2')).toEqual([3, 2]);
	});

	test('scrambled gives everybody once, in no order', async () => {
		set({ customerRowOrder: 'scrambled' });
		const all = [...(await ids('rows=4')), ...(await ids('rows=4&page=2')), ...(await ids('rows=4&page=3'))];
		expect(all).toHaveLength(10);
		expect(new Set(all).size).toBe(10);
		expect(all).not.toEqual([...all].sort((a, b) => a - b));
		expect(new Set(await ids('idList=1,2,3'))).toEqual(new Set([1, 2, 3]));
	});

	test('customersMeanwhile “merged” takes the first away, and another falls between two pages', async () => {
		set({ customersMeanwhile: 'merged' });
		expect(await ids('rows=4')).toEqual([1, 2, 3, 4]);
		expect(await ids('rows=4&page=2')).toEqual([6, 7, 8, 9]);
		expect(hub().customer(5)).toBeDefined();
		expect(hub().customer(1)).toBeUndefined();
	});

	test('customersMeanwhile “created” makes somebody new, and pages of the newest first move', async () => {
		set({ customersMeanwhile: 'created', customerRowOrder: 'newestFirst' });
		expect(await ids('rows=4')).toEqual([10, 9, 8, 7]);
		expect(await ids('rows=4&page=2')).toEqual([7, 6, 5, 4]);
		expect(hub().customerCount).toBe(11);
	});

	test.each([
		['half', '5'],
		['none', '0'],
		['all', '10'],
	] as const)('customerCountTells “%s” of those there are', async (customerCountTells, count) => {
		set({ customerCountTells });
		expect((await ask(hub(), 'GET', '/v1/customers/count')).body).toBe(count);
	});

	test('customerRecords can be half of those there are, or none', async () => {
		set({ customerRecords: 'half' });
		expect((await search('rows=3')).records).toBe(5);
		set({ customerRecords: 'none' });
		expect(await search('rows=3')).toMatchObject({ records: 0, rows: [{}, {}, {}] });
	});

	test('customerHits puts everybody else behind the hits, or between them', async () => {
		hub().addCustomers([
			{ id: 20, mobile: '13800138000' },
			{ id: 21, mobile: '13800138000' },
		]);
		const query = 'mobile=13800138000&rows=3';
		expect(await ids(query)).toEqual([20, 21]);
		set({ customerHits: 'first' });
		expect(await ids(query)).toEqual([20, 21, 1]);
		set({ customerHits: 'apart' });
		expect(await ids(query)).toEqual([20, 1, 2]);
		expect(await ids(`${query}&page=4`)).toEqual([9, 10, 21]);
		expect((await search(query)).records).toBe(12);
		expect(await ids('rows=2')).toEqual([1, 2]);
	});
});
