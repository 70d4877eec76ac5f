import type { Quirks } from '../../sandbox';
import { useSandbox } from '../support/sandbox';
import { ask, unknownId } from './ask';

const hub = useSandbox({ customers: 0 });

const set = (quirks: Partial<Quirks>) => Object.assign(hub().quirks, quirks);
type Row = Record<string, unknown>;
const search = async (query: string) =>
	(await ask(hub(), 'GET', `/v1/customers?${query}`)).json as { records: number; rows: Row[]; total: number };
const ids = async (query: string) => (await search(query)).rows.map(({ id }) => id);

describe('an application', () => {
	const reads = ['customers', 'customers/count', 'customers/1', 'customeridentities?customerIds=1'];
	const read = () => Promise.all(reads.map((path) => ask(hub(), 'GET', `/v1/${path}`)));
	const write = () =>
		Promise.all([
			ask(hub(), 'POST', '/v1/customers', { mobile: '13800138000' }),
			ask(hub(), 'POST', '/v1/customerandidentities', { customer: {}, customerIdentities: [] }),
		]);
	const refused = { status: 500, json: unknownId };
	beforeEach(() => void hub().addCustomers(1));

	test('with all rights has everything answered', async () => {
		expect((await read()).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
		expect((await write()).map(({ status }) => status)).toEqual([201, 201]);
	});

	test('that may only read is refused every write, and nothing is written', async () => {
		set({ customerRights: 'read' });
		expect((await read()).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
		expect(await write()).toMatchObject([refused, refused]);
		expect(hub().customerCount).toBe(1);
	});

	test('without rights is refused as missingRight says, except for groups', async () => {
		set({ customerRights: 'none' });
		expect(await read()).toMatchObject([refused, refused, refused, refused]);
		set({ missingRight: { status: 200, code: 40201, text: 'no right' } });
		for (const reply of [...(await read()), ...(await write())])
			expect(reply).toMatchObject({
				status: 200,
				json: { error_code: 40201, error_description: 'no right' },
			});
		expect((await ask(hub(), 'GET', '/v1/lists')).status).toBe(200);
	});
});

describe('a search', () => {
	beforeEach(() => {
		hub().addCustomer({ id: 1, mobile: '13800138000', email: 'Wang@example.com', stage: 'new' });
		hub().addCustomer({ id: 2, mobile: '13800138001', email: 'li@example.com' });
	});

	test('honours mobile alone on the server recorded in 2016, and answers other filters with everybody', async () => {
		set({ customerFilters: ['mobile'] });
		expect(await ids('mobile=13800138001&email=wang%40example.com')).toEqual([2]);
		for (const query of ['email=li%40example.com', 'idList=2', 'stage=new', 'gender=1', 'dateCreatedFrom=x'])
			expect(await search(query)).toMatchObject({ records: 2, rows: [{ id: 1 }, { id: 2 }] });
		expect((await ask(hub(), 'GET', '/v1/customers/count?email=li%40example.com')).body).toBe('2');
	});

	test('compares emails as emailMatching says: exactly, in any case, or not at all', async () => {
		const found = async () => [await ids('email=Wang%40example.com'), await ids('email=wang%40example.com')];
		expect(await found()).toEqual([[1], []]);
		set({ emailMatching: 'ignoreCase' });
		expect(await found()).toEqual([[1], [1]]);
		set({ emailMatching: 'none' });
		expect(await found()).toEqual([
			[1, 2],
			[1, 2],
		]);
	});

	test('gives all fields when selectHonoured is off', async () => {
		set({ selectHonoured: false });
		expect((await search('select=id')).rows[0]).toMatchObject({ id: 1, stage: 'new', city: null });
	});

	test('refuses longer lists than idListLimit or ignores the rest', async () => {
		set({ idListLimit: { max: 1, answer: 'refusal' } });
		expect((await ask(hub(), 'GET', '/v1/customers?idList=1,2')).json).toMatchObject({ error_code: 40013 });
		expect(await ids('idList=2')).toEqual([2]);
		set({ idListLimit: { max: 1, answer: 'cut' } });
		expect(await ids('idList=2,1')).toEqual([2]);
		const found = (await ask(hub(), 'GET', '/v1/customeridentities?customerIds=2,1')).json as Row[];
		expect(new Set(found.map(({ customerId }) => customerId))).toEqual(new Set(['2']));
	});

	test('is 414 when its URL is longer than urlCap, so only so many IDs fit', async () => {
		const list = (length: number) =>
			Array.from({ length }, (_, at) => 1627652953215191041n + BigInt(at)).join(',');
		expect((await ask(hub(), 'GET', `/v1/customers?idList=${list(400)}`)).status).toBe(200);
		expect(await ask(hub(), 'GET', `/v1/customers?idList=${list(420)}`)).toMatchObject({ status: 414 });
	});
});

test.each([
	['bare', 200, '10'],
	['object', 200, '{"count":10}'],
	['string', 200, '"10"'],
	['404', 404, '404 Not Found'],
	['405', 405, '405 Not Allowed'],
	['refused', 500, '"error_code":40201'],
] as const)('customerCount can be “%s”', async (customerCount, status, text) => {
	hub().addCustomers(10);
	set({ customerCount });
	const reply = await ask(hub(), 'GET', '/v1/customers/count');
	expect(reply.status).toBe(status);
	expect(reply.body).toContain(text);
});

test.each([
	['40201', 500, '"error_code":40201'],
	['404', 404, '404 Not Found'],
	['empty', 200, ''],
] as const)('goneCustomer can be “%s”', async (goneCustomer, status, text) => {
	set({ goneCustomer });
	const reply = await ask(hub(), 'GET', '/v1/customers/5');
	expect(reply.status).toBe(status);
	expect(text === '' ? reply.body : reply.body.includes(text)).toBe(text === '' ? '' : true);
});
