import { randomBytes } from 'node:crypto';
import type { Quirks } from '../../sandbox';
import type { Json } from '../../sandbox/http/longs';
import { fieldOf, refusalIn, rowsOf, type Query, type Reply } from './client';
import { mostRows, type Probes } from './probesOfGroups';
import { NOBODY, longOf, type KnownCustomer, type Tenant } from './tenant';

const search = async ({ client }: Tenant, query: Query): Promise<Reply> =>
	await client.call('GET', '/v1/customers', query);

const rowsFor = async (tenant: Tenant, query: Query): Promise<Json[]> =>
	rowsOf((await search(tenant, query)).json, 'rows');

const idsFor = async (tenant: Tenant, query: Query) =>
	(await rowsFor(tenant, query)).map((row) => longOf(fieldOf(row, 'id')));

const is = (customer: KnownCustomer, field: 'mobile' | 'email') => (row: Json) =>
	fieldOf(row, field) === customer[field];

/** Not the one that every list begins with. */
const oneWith = ({ customers }: Tenant, field: 'mobile' | 'email') =>
	customers.slice(1).find((customer) => customer[field] !== undefined);

async function finds(tenant: Tenant, field: 'mobile' | 'email'): Promise<Json[] | undefined> {
	const one = oneWith(tenant, field);
	return one && (await rowsFor(tenant, { [field]: String(one[field]), rows: 20 }));
}

const FIELDS = ['mobile', 'email'] as const;

export const probesOfCustomers: Probes = {
	async customerRights(tenant) {
		if (refusalIn(await search(tenant, { rows: 1 }))) return 'none';
		if (!tenant.mayCreateCustomer) return undefined;
		const { client } = tenant;
		return refusalIn(await client.call('POST', '/v1/customers', {}, newCustomer())) ? 'read' : 'all';
	},

	async customerFilters(tenant) {
		const honoured: Array<Quirks['customerFilters'][number]> = [];
		for (const field of FIELDS) {
			const one = oneWith(tenant, field);
			const rows = await finds(tenant, field);
			if (one && rows?.length && is(one, field)(rows[0])) honoured.push(field);
		}
		const [, second] = tenant.customers;
		if (second && (await idsFor(tenant, { idList: second.id }))[0] === second.id) honoured.push('idList');
		return tenant.customers.length < 2 ? undefined : honoured;
	},

	async customerHits(tenant) {
		const one = oneWith(tenant, 'mobile');
		const rows = await finds(tenant, 'mobile');
		if (!one || !rows?.length || !is(one, 'mobile')(rows[0])) return undefined;
		return rows.every(is(one, 'mobile')) ? 'alone' : 'first';
	},

	async emailMatching(tenant) {
		const one = oneWith(tenant, 'email');
		if (!one?.email) return undefined;
		const other = one.email.toUpperCase() === one.email ? one.email.toLowerCase() : one.email.toUpperCase();
		const rows = await rowsFor(tenant, { email: other, rows: 20 });
		if (rows.length === 0) return 'exact';
		return is(one, 'email')(rows[0]) ? 'ignoreCase' : 'none';
	},

	async refusedParameters(tenant) {
		const [one] = tenant.customers;
		if (!one) return undefined;
		const asked: Query = { mobile: '13800138000', email: 'nobody@example.com', idList: one.id, select: 'id' };
		const refused: Array<Quirks['refusedParameters'][number]> = [];
		for (const [name, value] of Object.entries(asked))
			if (refusalIn(await search(tenant, { [name]: value, rows: 1 }))) refused.push(name as 'mobile');
		const identities = await tenant.client.call('GET', '/v1/customeridentities', { customerIds: one.id });
		return refusalIn(identities) ? [...refused, 'customerIds'] : refused;
	},

	async selectHonoured(tenant) {
		const [row] = await rowsFor(tenant, { select: 'id', rows: 1 });
		return row === undefined ? undefined : fieldOf(row, 'name') === undefined;
	},

	customerRowLimit: async (tenant) =>
		tenant.customers.length === 0
			? undefined
			: await mostRows((rows) => search(tenant, { rows, select: 'id' })),

	async customerRowCap(tenant) {
		const rows = (await mostRows((most) => search(tenant, { rows: most, select: 'id' }))) ?? 1000;
		const given = (await rowsFor(tenant, { rows, select: 'id' })).length;
		if (given === rows || given === 0) return undefined;
		const hasMore = tenant.customers.length > given || (await idsFor(tenant, { rows, page: 2 })).length > 0;
		if (hasMore) return given;
		return given > 100 ? null : undefined;
	},

	async customerPageOffset(tenant) {
		const cap = (await rowsFor(tenant, { rows: 100 })).length;
		if (tenant.customers.length <= cap || cap < 2) return undefined;
		const [afterCap] = await idsFor(tenant, { rows: cap, page: 2, sidx: 'id' });
		const [afterAsked] = await idsFor(tenant, { rows: 100, page: 2, sidx: 'id' });
		return afterCap === afterAsked ? 'capped' : 'asked';
	},

	async customerRowOrder(tenant) {
		const ids = (await idsFor(tenant, { rows: 20, sidx: 'id', sord: 'asc' })).map((id) => id ?? 0n);
		if (ids.length < 3) return undefined;
		const ascends = (list: bigint[]) => list.every((id, at) => at === 0 || list[at - 1] < id);
		if (ascends(ids)) return 'asked';
		return ascends([...ids].reverse()) ? 'newestFirst' : 'scrambled';
	},

	async customerRecords(tenant) {
		const { json } = await search(tenant, { rows: 1 });
		const records = longOf(fieldOf(json, 'records'));
		if (records === undefined || tenant.customers.length < 4) return undefined;
		return records === 0n
			? 'none'
			: records === 1n
				? 'page'
				: records >= tenant.customers.length
					? 'all'
					: 'half';
	},

	async customerCount({ client }) {
		const reply = await client.call('GET', '/v1/customers/count');
		if (reply.status === 404 || reply.status === 405) return reply.status === 404 ? '404' : '405';
		if (refusalIn(reply)) return 'refused';
		if (typeof reply.json === 'bigint') return 'bare';
		if (typeof reply.json === 'string') return 'string';
		return fieldOf(reply.json, 'count') === undefined ? undefined : 'object';
	},

	async customerCountTells(tenant) {
		const { json } = await tenant.client.call('GET', '/v1/customers/count');
		const count = longOf(fieldOf(json, 'count') ?? json);
		if (count === undefined || tenant.customers.length < 4) return undefined;
		return count === 0n ? 'none' : count >= tenant.customers.length ? 'all' : 'half';
	},

	async goneCustomer(tenant) {
		if (tenant.customers.length === 0) return undefined;
		const reply = await tenant.client.call('GET', `/v1/customers/${NOBODY}`);
		if (reply.status === 404) return '404';
		if (refusalIn(reply)) return '40201';
		return reply.text === '' ? 'empty' : undefined;
	},

	async globalNumbers({ customers }) {
		const mobiles = customers.flatMap(({ mobile }) => mobile ?? []);
		if (mobiles.some((mobile) => mobile.startsWith('+86 '))) return true;
		return mobiles.some((mobile) => /^1\d{10}$/.test(mobile)) ? false : undefined;
	},

	async identitiesFromFields(tenant) {
		const one = oneWith(tenant, 'mobile');
		const identities = one && (await identitiesFor(tenant, { customerIds: one.id }));
		return identities?.some((each) => fieldOf(each, 'identityType') === 'mobile');
	},

	async identityFilters(tenant) {
		const [first, second] = tenant.customers;
		if (!second) return undefined;
		const [known] = await identitiesFor(tenant, { customerIds: second.id });
		if (known === undefined) return undefined;
		const [type, value] = (['identityType', 'identityValue'] as const).map((name) =>
			String(fieldOf(known, name)),
		);
		const byCustomer = await identitiesFor(tenant, { customerIds: first.id });
		const of = (id: bigint) => (each: Json) => longOf(fieldOf(each, 'customerId')) === id;
		const byValue = await identitiesFor(tenant, { identityType: type, identityValue: value });
		const honoured = (name: 'identityType' | 'identityValue', asked: string) =>
			byValue.every((each) => fieldOf(each, name) === asked) ? [name] : [];
		return [
			...honoured('identityType', type),
			...honoured('identityValue', value),
			...(byCustomer.every(of(first.id)) ? (['customerIds'] as const) : []),
		];
	},

	async aboutAnother(tenant) {
		const [one] = tenant.customers;
		const another: Array<Quirks['aboutAnother'][number]> = [];
		const { id: listId, name, reply } = await tenant.newGroup();
		if (fieldOf(reply.json, 'name') !== name) another.push('createdGroup');
		if (one) {
			const { json } = await tenant.client.call(
				'POST',
				'/v1/listMembers',
				{},
				{ data: { customerId: one.id, listId } },
			);
			const [customerId, group] = ['customerId', 'listId'].map((field) =>
				longOf(fieldOf(json, 'data', field)),
			);
			if (customerId !== undefined && customerId !== one.id) another.push('addedCustomer');
			if (group !== undefined && group !== listId) another.push('addedGroup');
			const read = await tenant.client.call('GET', `/v1/customers/${one.id}`);
			const id = longOf(fieldOf(read.json, 'id'));
			if (id !== undefined && id !== one.id) another.push('readCustomer');
		}
		return another;
	},

	async customerCreateStatus({ client, mayCreateCustomer }) {
		if (!mayCreateCustomer) return undefined;
		const { status } = await client.call('POST', '/v1/customers', {}, newCustomer());
		return status === 200 || status === 201 ? status : undefined;
	},
};

/** Without a number or an address: nobody is found and overwritten. */
const newCustomer = () => ({ name: `contract test ${randomBytes(6).toString('hex')}` });

async function identitiesFor({ client }: Tenant, query: Query): Promise<Json[]> {
	const { json } = await client.call('GET', '/v1/customeridentities', query);
	return Array.isArray(json) ? json : [];
}
