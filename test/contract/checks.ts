import assert from 'node:assert/strict';
import type { Json } from '../../sandbox/http/longs';
import { fieldOf, refusalIn, rowsOf, type Reply } from './client';
import { longOf, type Tenant } from './tenant';

/** What the reference says, and what was recorded: one thing each, in groups of its own. Throws where it does not hold. */
export interface Check {
	name: string;
	/** How many customers it needs. */
	customers?: number;
	holds(tenant: Tenant): Promise<void>;
}

const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const MEMBERSHIP = ['id', 'customerId', 'dateCreated', 'lastUpdated', 'listId'];

const shown = ({ status, text }: Reply) => `HTTP ${status} ${text.slice(0, 200)}`;

function assertRecord(record: Json | undefined, fields: string[]): void {
	for (const field of fields) {
		const value = fieldOf(record, field);
		assert(value !== undefined, `there is no ${field}`);
		if (/^(id|.*Id)$/.test(field)) assert(longOf(value) !== undefined, `${field} is no id`);
		if (/^(dateCreated|lastUpdated)$/.test(field)) assert.match(String(value), DATE);
	}
}

function assertRefused(reply: Reply): void {
	assert(refusalIn(reply) || reply.status >= 400, `was not refused: ${shown(reply)}`);
}

async function pageOf(tenant: Tenant, query: Record<string, string | bigint>): Promise<Json[]> {
	const reply = await tenant.client.call('GET', '/v1/listMembers', query);
	assert(Array.isArray(fieldOf(reply.json, 'items')), `is no list: ${shown(reply)}`);
	return rowsOf(reply.json, 'items');
}

export const checks: Check[] = [
	{
		name: 'a token comes with expires_in, in seconds',
		async holds({ signedIn: { json, status } }) {
			assert.equal(status, 200);
			assert.equal(typeof fieldOf(json, 'access_token'), 'string');
			assert(Number(fieldOf(json, 'expires_in')) > 0, 'there is no expires_in');
		},
	},
	{
		name: 'a wrong Secret is refused, and ends no token',
		async holds(tenant) {
			assertRefused(await tenant.client.signIn('no secret'));
			assert(!refusalIn(await tenant.client.call('GET', '/v1/lists', { rows: 1 })), 'the token has ended');
		},
	},
	{
		name: 'a token that is none is refused, and so is one in a header',
		async holds({ client }) {
			assertRefused(await client.ask('GET', '/v1/lists', { access_token: 'none' }));
			assertRefused(await client.ask('GET', '/v1/lists'));
		},
	},
	{
		name: 'creating a group answers with the group',
		async holds(tenant) {
			const { reply, name } = await tenant.newGroup();
			assertRecord(reply.json, ['id', 'name', 'dateCreated', 'lastUpdated']);
			assert.equal(fieldOf(reply.json, 'name'), name);
		},
	},
	{
		name: 'groups are listed with page, rows and total, and sorted as asked',
		async holds(tenant) {
			const first = await tenant.newGroup();
			const second = await tenant.newGroup();
			const reply = await tenant.client.call('GET', '/v1/lists', { rows: 2, sidx: 'id', sord: 'desc' });
			for (const field of ['page', 'records', 'total'])
				assert(longOf(fieldOf(reply.json, field)) !== undefined, `there is no ${field}`);
			const names = rowsOf(reply.json, 'rows').map((row) => fieldOf(row, 'name'));
			// Somebody else may create groups at the same time.
			assert(names.includes(second.name), `the newest group is not on the first page: ${names.join(', ')}`);
			assert(!names.includes(first.name) || names.indexOf(first.name) > names.indexOf(second.name));
		},
	},
	{
		name: 'a deleted group is answered with an empty 204, and is refused afterwards',
		async holds(tenant) {
			const { id } = await tenant.newGroup();
			const reply = await tenant.delete(id);
			assert.deepEqual([reply.status, reply.text], [204, '']);
			assertRefused(await tenant.delete(id));
		},
	},
	{
		name: 'adding one customer answers with the membership',
		customers: 1,
		async holds(tenant) {
			const { id: listId } = await tenant.newGroup();
			const [{ id: customerId }] = tenant.customers;
			const data = { customerId, listId };
			const reply = await tenant.client.call('POST', '/v1/listMembers', {}, { data });
			assertRecord(fieldOf(reply.json, 'data'), MEMBERSHIP);
			assert.equal(longOf(fieldOf(reply.json, 'data', 'customerId')), customerId);
			assert.equal(longOf(fieldOf(reply.json, 'data', 'listId')), listId);
		},
	},
	{
		name: 'adding many answers with a membership for each',
		customers: 3,
		async holds(tenant) {
			const { id } = await tenant.newGroup();
			const members = tenant.customers.slice(0, 3).map((customer) => customer.id);
			const items = rowsOf((await tenant.add(id, members)).json, 'items');
			for (const item of items) assertRecord(item, MEMBERSHIP);
			const answered = items.map((item) => longOf(fieldOf(item, 'customerId')));
			assert.deepEqual(new Set(answered), new Set(members));
		},
	},
	{
		name: 'members are listed by group and by customer, ids ascending and descending, beyond sinceId',
		customers: 3,
		async holds(tenant) {
			const { id: listId, members } = await tenant.groupOf(3);
			const rows = await pageOf(tenant, { listId, sidx: 'id' });
			for (const row of rows) assertRecord(row, MEMBERSHIP);
			const ids = rows.map((row) => longOf(fieldOf(row, 'id')) ?? 0n);
			assert.deepEqual(
				ids,
				[...ids].sort((a, b) => (a < b ? -1 : 1)),
			);
			assert.equal(ids.length, 3);
			const idsOn = async (query: Record<string, string | bigint>) =>
				(await pageOf(tenant, { listId, sidx: 'id', ...query })).map((row) => longOf(fieldOf(row, 'id')));
			assert.deepEqual(await idsOn({ sord: 'desc' }), [...ids].reverse());
			assert.deepEqual(await idsOn({ sinceId: ids[0] }), ids.slice(1));
			assert.deepEqual(await idsOn({ sinceId: ids[1], sord: 'desc' }), ids.slice(0, 1));
			assert.deepEqual(await tenant.customersOn({ listId, customerId: members[1] }), [members[1]]);
		},
	},
	{
		name: 'members are sorted by customer unless told otherwise',
		customers: 3,
		async holds(tenant) {
			const { id: listId, members } = await tenant.groupOf(3);
			const sorted = [...members].sort((a, b) => (a < b ? -1 : 1));
			assert.deepEqual(await tenant.customersOn({ listId }), sorted);
		},
	},
	{
		name: 'members are counted, also between two moments',
		customers: 2,
		async holds(tenant) {
			const { id: listId } = await tenant.groupOf(2);
			const count = async (query = {}) => {
				const { json } = await tenant.client.call('GET', '/v1/listservice/memberCount', { listId, ...query });
				return longOf(fieldOf(json, 'count') ?? json);
			};
			assert.equal(await count(), 2n);
			assert.equal(await count({ joinListDateTo: '2016-11-11T11:11:11' }), 0n);
			assert.equal(await count({ joinListDateSince: '2016-11-11T11:11:11' }), 2n);
		},
	},
	{
		name: 'removing many goes by customer, and passes over who is no member',
		customers: 3,
		async holds(tenant) {
			const { id: listId, members } = await tenant.groupOf(2);
			const customerIds = [members[0], tenant.customers[2].id].join(',');
			const reply = await tenant.client.call('POST', '/v1/listservice/removeFromList', {
				customerIds,
				listId,
			});
			assert(!refusalIn(reply) && reply.status < 300, `is refused: ${shown(reply)}`);
			assert.deepEqual(await tenant.customersOn({ listId }), [members[1]]);
		},
	},
	{
		name: 'removing one goes by the id of the membership, which is refused afterwards',
		customers: 1,
		async holds(tenant) {
			const { id: listId } = await tenant.groupOf(1);
			const [row] = await pageOf(tenant, { listId });
			const path = `/v1/listMembers/${longOf(fieldOf(row, 'id'))}`;
			const reply = await tenant.client.call('DELETE', path);
			assert.deepEqual([reply.status, reply.text], [204, '']);
			assertRefused(await tenant.client.call('DELETE', path));
			assert.deepEqual(await tenant.customersOn({ listId }), []);
		},
	},
	{
		name: 'a customer is read by id',
		customers: 1,
		async holds(tenant) {
			const [{ id }] = tenant.customers;
			const reply = await tenant.client.call('GET', `/v1/customers/${id}`);
			assertRecord(reply.json, ['id', 'name', 'mobile', 'email', 'dateCreated', 'lastUpdated']);
			assert.equal(longOf(fieldOf(reply.json, 'id')), id);
		},
	},
	{
		name: 'identities of a customer are a bare list, with the customer as text',
		customers: 1,
		async holds(tenant) {
			const [{ id }] = tenant.customers;
			const { json, ...reply } = await tenant.client.call('GET', '/v1/customeridentities', {
				customerIds: id,
			});
			assert(Array.isArray(json), `is no list: ${shown({ json, ...reply })}`);
			for (const each of json) assert.equal(typeof fieldOf(each, 'customerId'), 'string');
		},
	},
];
