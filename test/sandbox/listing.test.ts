import { parseExactly } from '../../sandbox';
import { useSandbox } from '../support/sandbox';
import { ask } from './ask';

const hub = useSandbox({ customers: 0 });

interface Row {
	id: bigint;
	listId: bigint;
	customerId: bigint;
}

async function list(query: string): Promise<Row[]> {
	const { body } = await ask(hub(), 'GET', `/v1/listMembers?${query}`);
	return (parseExactly(body) as unknown as { items: Row[] }).items;
}

const customers = async (query: string) => (await list(query)).map(({ customerId }) => Number(customerId));

/** All pages by sinceId. */
async function walk(query: string, field: keyof Row): Promise<Row[]> {
	const all: Row[] = [];
	for (let since = ''; ; since = String(all[all.length - 1][field])) {
		const page = await list(`${query}&sidx=${field}&sinceId=${since}`);
		if (page.length === 0) return all;
		for (const row of page) all.push(row);
	}
}

test('a list is sorted by customerId ascending and has 20 rows unless told otherwise', async () => {
	const { id } = hub().addGroup({ name: 'a' });
	hub().addMembers(id, [30, 10, 20]);
	expect(await customers(`listId=${id}`)).toEqual([10, 20, 30]);
	expect(await customers(`listId=${id}&sord=desc`)).toEqual([30, 20, 10]);
	expect(await customers(`listId=${id}&sidx=id`)).toEqual([30, 10, 20]);
	hub().addMembers(id, 50, { firstCustomerId: 100 });
	expect(await list(`listId=${id}`)).toHaveLength(20);
});

test('sinceId is an exclusive bound on the sort field, below or above', async () => {
	const { id } = hub().addGroup({ name: 'a' });
	hub().addMembers(id, [30, 10, 20]);
	expect(await customers(`listId=${id}&sinceId=10`)).toEqual([20, 30]);
	expect(await customers(`listId=${id}&sinceId=15`)).toEqual([20, 30]);
	expect(await customers(`listId=${id}&sinceId=20&sord=desc`)).toEqual([10]);
	const [first] = hub().members(id);
	expect(await customers(`listId=${id}&sidx=id&sinceId=${first.id}`)).toEqual([10, 20]);
});

test('a list is filtered by customer, in one group or in all', async () => {
	hub().addGroup({ name: 'a' });
	hub().addGroup({ name: 'b' });
	hub().addMembers(1, [7, 8]);
	hub().addMembers(2, [7]);
	expect((await list('customerId=7&sidx=id')).map(({ listId }) => listId)).toEqual([1n, 2n]);
	expect((await list('customerId=7&sidx=listId&sord=desc')).map(({ listId }) => listId)).toEqual([2n, 1n]);
	expect(await list('customerId=7&listId=2')).toHaveLength(1);
	expect(await list('customerId=9')).toEqual([]);
});

test.each(['rows=10001', 'rows=0', 'sidx=name', 'sinceId=x', 'listId=1.5', 'customerId=a', 'sord=no'])(
	'a list is refused with %s',
	async (query) => {
		expect((await ask(hub(), 'GET', `/v1/listMembers?${query}`)).json).toMatchObject({ error_code: 40004 });
	},
);

test('only a unique field can be paged: a page that ends inside equal values loses the rest', async () => {
	for (let at = 0; at < 7; at++) hub().addMembers(hub().addGroup({ name: 'a' }).id, [1, 2, 3]);
	expect(await walk('rows=4', 'id')).toHaveLength(21);
	expect((await walk('rows=4', 'customerId')).length).toBe(12);
	expect((await walk('listId=1&rows=2', 'listId')).length).toBe(2);
	expect(await walk('listId=1&rows=2', 'customerId')).toHaveLength(3);
});

test('joins and leaves between pages neither repeat nor skip rows', async () => {
	const { id } = hub().addGroup({ name: 'a' });
	hub().addMembers(id, 10, { firstCustomerId: 10 });
	expect(await customers(`listId=${id}&rows=3`)).toEqual([10, 11, 12]);
	hub().removeMember(id, 11);
	hub().addMembers(id, [5, 14, 99, 13]);
	expect(await customers(`listId=${id}&rows=3&sinceId=12`)).toEqual([13, 14, 15]);
	expect(await customers(`listId=${id}&rows=9&sinceId=15`)).toEqual([16, 17, 18, 19, 99]);
	expect(await customers(`listId=${id}&rows=2`)).toEqual([5, 10]);
});

test('a customer who left may join again, with a new membership', async () => {
	const { id } = hub().addGroup({ name: 'a' });
	hub().addMembers(id, [5]);
	const [before] = hub().members(id);
	hub().removeMember(id, 5);
	hub().addMembers(id, [5]);
	const [after, ...others] = hub().members(id);
	expect(others).toEqual([]);
	expect(after.id).not.toBe(before.id);
});

test('IDs of 19 digits stay exact in every direction', async () => {
	const listId = '1627652953215190017';
	hub().addGroup({ name: 'a', id: listId });
	hub().addCustomers(3, { firstCustomerId: '1627652953215191041' });
	hub().nextMembershipId = '1727652953215191041';
	for (const last of [1, 2, 3]) {
		const body = `{"data":{"customerId":162765295321519104${last},"listId":${listId}}}`;
		const reply = await ask(hub(), 'POST', '/v1/listMembers', body);
		expect(reply.body).toContain(`"customerId":162765295321519104${last},`);
		expect(reply.body).toContain(`"id":172765295321519104${last},`);
		expect(reply.body).toContain(`"listId":${listId}`);
	}
	expect(await list(`listId=${listId}&sinceId=1627652953215191041`)).toHaveLength(2);
	expect(await list(`customerId=1627652953215191042`)).toHaveLength(1);
	await ask(hub(), 'DELETE', '/v1/listMembers/1727652953215191042');
	await ask(hub(), 'POST', `/v1/listservice/removeFromList?listId=${listId}&customerIds=1627652953215191043`);
	expect(hub().customersIn(listId)).toEqual(new Set(['1627652953215191041']));
	expect((await ask(hub(), 'GET', `/v1/lists`)).body).toContain(`"id":${listId},`);
	const tooLong = '{"data":{"customerId":9223372036854775808,"listId":1}}';
	expect((await ask(hub(), 'POST', '/v1/listMembers', tooLong)).json).toMatchObject({ error_code: 40004 });
});

test('every one of a million members is listed once, by either field', async () => {
	const { id } = hub().addGroup({ name: '百万' });
	expect(hub().addMembers(id, 1_000_000, { firstCustomerId: '1627652953215191041' })).toBe(1_000_000);
	for (const field of ['id', 'customerId'] as const) {
		let expected = field === 'id' ? 36345n : 1627652953215191041n;
		let since = '';
		let seen = 0;
		for (;;) {
			const { body } = await ask(
				hub(),
				'GET',
				`/v1/listMembers?listId=${id}&rows=10000&sidx=${field}&sinceId=${since}`,
			);
			const values = Array.from(body.matchAll(new RegExp(`"${field}":(\\d+)`, 'g')), ([, value]) => value);
			if (values.length === 0) break;
			for (const value of values)
				if (BigInt(value) !== expected++) throw new Error(`${value} is out of order`);
			seen += values.length;
			since = values[values.length - 1];
		}
		expect(seen).toBe(1_000_000);
	}
	expect((await ask(hub(), 'GET', `/v1/listservice/memberCount?listId=${id}`)).json).toBe(1_000_000);
});
