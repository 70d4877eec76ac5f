import type { Json } from '../../sandbox/http/longs';
import type { Quirks } from '../../sandbox';
import { fieldOf, refusalIn, rowsOf, type Reply } from './client';
import { NOBODY, longOf, type Tenant } from './tenant';

/** One of the open behaviours: what this server does, as the sandbox's switch says it; undefined where it can't be told. */
export type Probes = { [Name in keyof Quirks]?: (tenant: Tenant) => Promise<Quirks[Name] | undefined> };

/** Of a group that was there a moment ago. */
async function refusedDelete(tenant: Tenant) {
	const { id } = await tenant.newGroup();
	await tenant.delete(id);
	return refusalIn(await tenant.delete(id));
}

/** Lists to ask for until one is not refused; the largest first. */
const SIZES = [10_001, 10_000, 5_000, 1_000, 500, 200, 100, 50, 20];

/** The most rows that are not refused; null where none of these sizes is. */
export async function mostRows(ask: (rows: number) => Promise<Reply>): Promise<number | null | undefined> {
	for (const rows of SIZES) {
		const reply = await ask(rows);
		if (!refusalIn(reply) && reply.status < 400) return rows === SIZES[0] ? null : rows;
	}
	return undefined;
}

const addedTo = async (tenant: Tenant, listId: bigint, ...customerIds: bigint[]) => {
	const reply = await tenant.add(listId, customerIds);
	return { reply, refusal: refusalIn(reply), items: rowsOf(reply.json, 'items') };
};

const idOf = (row: Json | undefined, name = 'id') => longOf(fieldOf(row, name));

const words = async (reply: Reply) => {
	const refusal = refusalIn(reply);
	const code = typeof refusal?.code === 'bigint' ? Number(refusal.code) : refusal?.code;
	if (!refusal || (typeof code !== 'number' && typeof code !== 'string')) return undefined;
	return { status: reply.status, code, text: refusal.words };
};

export const probesOfGroups: Probes = {
	invalidToken: async ({ client }) =>
		await words(await client.ask('GET', '/v1/lists', { access_token: 'none' })),

	errorStyle: async (tenant) => (await refusedDelete(tenant))?.style,

	async codesAsStrings(tenant) {
		const refusal = await refusedDelete(tenant);
		if (refusal?.style !== 'error_code') return undefined;
		return typeof refusal.code === 'string' ? true : typeof refusal.code === 'bigint' ? false : undefined;
	},

	async codeShape(tenant) {
		const refusal = await refusedDelete(tenant);
		if (refusal?.style !== 'error_code') return undefined;
		const { code } = refusal;
		if (Array.isArray(code)) return 'array';
		return typeof code === 'boolean' ? 'boolean' : typeof code === 'object' ? 'object' : 'plain';
	},

	async notFoundBody({ client }) {
		const { json } = await client.call('GET', '/v1/noSuchCall');
		return json === undefined ? 'html' : 'json';
	},

	async idsAsStrings(tenant) {
		const { reply } = await tenant.newGroup();
		return typeof fieldOf(reply.json, 'id') === 'string';
	},

	async createStatus(tenant) {
		const { status } = (await tenant.newGroup()).reply;
		return status === 200 || status === 201 ? status : undefined;
	},

	async countShape(tenant) {
		const { id: listId } = await tenant.newGroup();
		const { json } = await tenant.client.call('GET', '/v1/listservice/memberCount', { listId });
		if (typeof json === 'bigint') return 'bare';
		if (typeof json === 'string') return 'string';
		return fieldOf(json, 'count') === undefined ? undefined : 'object';
	},

	async removeAnswer(tenant) {
		const { id: listId, members } = await tenant.groupOf(1);
		if (members.length === 0) return undefined;
		const query = { customerIds: String(members[0]), listId };
		const reply = await tenant.client.call('POST', '/v1/listservice/removeFromList', query);
		if (reply.status >= 400) return undefined;
		if (reply.status === 204) return '204';
		if (reply.text === '') return 'empty';
		if (reply.json === true) return 'true';
		if (fieldOf(reply.json, 'success') === true) return 'success';
		return fieldOf(reply.json, 'error_code') === undefined ? undefined : 'error_code';
	},

	async unknownGroupReads(tenant) {
		const { id: listId } = await tenant.newGroup();
		await tenant.delete(listId);
		const reply = await tenant.client.call('GET', '/v1/listMembers', { listId });
		if (refusalIn(reply)) return 'refuse';
		return rowsOf(reply.json, 'items').length === 0 ? 'empty' : undefined;
	},

	async existingMember(tenant) {
		const { id: listId, members } = await tenant.groupOf(1);
		if (members.length === 0) return undefined;
		const [row] = rowsOf((await tenant.client.call('GET', '/v1/listMembers', { listId })).json, 'items');
		const { refusal, items } = await addedTo(tenant, listId, members[0]);
		if (refusal) return 'error';
		if (items.length === 0) return 'omit';
		return idOf(items[0]) === idOf(row) ? 'same' : 'second';
	},

	async unknownCustomer(tenant) {
		const { id: listId, members } = await tenant.groupOf(1);
		const { refusal, items } = await addedTo(tenant, listId, ...members, NOBODY);
		if (refusal) return refusal.words.includes(String(NOBODY)) ? 'refuseBatchNaming' : 'refuseBatch';
		if (!items.some((item) => idOf(item, 'customerId') === NOBODY)) return 'skip';
		const isIn = (await tenant.customersOn({ listId, rows: 100 })).includes(NOBODY);
		return isIn ? undefined : 'pretend';
	},

	async anyCustomer(tenant) {
		const { id: listId } = await tenant.newGroup();
		await addedTo(tenant, listId, NOBODY);
		return (await tenant.customersOn({ listId, rows: 100 })).includes(NOBODY);
	},

	async refusedBatchKeeps(tenant) {
		const [known] = tenant.customers;
		const { id: listId } = await tenant.newGroup();
		if (!known || !(await addedTo(tenant, listId, known.id, NOBODY)).refusal) return undefined;
		return (await tenant.customersOn({ listId, rows: 100 })).includes(known.id);
	},

	async batchOrder(tenant) {
		const asked = tenant.customers.slice(0, 3).map(({ id }) => id);
		const { id: listId } = await tenant.newGroup();
		const answered = (await addedTo(tenant, listId, ...asked)).items.map((item) => idOf(item, 'customerId'));
		if (asked.length < 2) return undefined;
		if (answered.join() === asked.join()) return 'asked';
		return answered.join() === [...asked].reverse().join() ? 'reversed' : undefined;
	},

	async memberFilters(tenant) {
		const { id: listId, members } = await tenant.groupOf(2);
		await tenant.groupOf(2);
		if (members.length < 2) return undefined;
		const rows = async (query: Record<string, bigint>) =>
			rowsOf((await tenant.client.call('GET', '/v1/listMembers', query)).json, 'items');
		const inGroup = await rows({ listId });
		const ofCustomer = await rows({ customerId: members[1] });
		return [
			...(inGroup.every((row) => idOf(row, 'listId') === listId) ? (['listId'] as const) : []),
			...(ofCustomer.every((row) => idOf(row, 'customerId') === members[1]) ? (['customerId'] as const) : []),
		];
	},

	async memberRowLimit(tenant) {
		const { id: listId } = await tenant.newGroup();
		return (
			(await mostRows((rows) => tenant.client.call('GET', '/v1/listMembers', { listId, rows }))) ?? undefined
		);
	},

	async memberRowCap(tenant) {
		const { id: listId, members } = await tenant.groupOf(Infinity);
		const rows =
			(await mostRows((most) => tenant.client.call('GET', '/v1/listMembers', { listId, rows: most }))) ??
			10_000;
		const given = (await tenant.customersOn({ listId, rows })).length;
		if (given < Math.min(members.length, rows)) return given;
		return members.length > 100 && rows > 100 ? null : undefined;
	},

	async memberRepeats(tenant) {
		const { id: listId, members } = await tenant.groupOf(3);
		if (members.length < 3) return undefined;
		const page = async (query: Record<string, bigint | number>) => {
			const asked = { listId, sidx: 'id', rows: 2, ...query };
			return rowsOf((await tenant.client.call('GET', '/v1/listMembers', asked)).json, 'items').map((row) =>
				idOf(row),
			);
		};
		const first = await page({});
		if (new Set(first).size < first.length) return 'inPage';
		const last = first.at(-1) ?? 0n;
		return (await page({ sinceId: last })).includes(last) ? 'acrossPages' : 'never';
	},

	async edition(tenant) {
		const { id: listId, members } = await tenant.groupOf(2);
		if (members.length < 2) return undefined;
		const [least] = await tenant.customersOn({ listId, rows: 1 });
		const beyond = await tenant.customersOn({
			listId,
			rows: 1,
			sinceId: members.reduce((a, b) => (a > b ? a : b)),
		});
		return beyond.includes(least) ? 'old' : 'current';
	},

	groupRowLimit: async ({ client }) => await mostRows((rows) => client.call('GET', '/v1/lists', { rows })),

	async groupTotal(tenant) {
		for (let at = 0; at < 3; at++) await tenant.newGroup();
		const total = async (rows: number) =>
			idOf((await tenant.client.call('GET', '/v1/lists', { rows })).json, 'total');
		const [single, triple] = [await total(1), await total(3)];
		// With one group to a page the two are the same.
		return single === triple ? 'groups' : undefined;
	},

	async groupRecords(tenant) {
		await tenant.newGroup();
		await tenant.newGroup();
		const { json } = await tenant.client.call('GET', '/v1/lists', { rows: 1 });
		return idOf(json, 'records') === 1n ? 'page' : 'all';
	},

	async lateVisibility(tenant) {
		const { id: listId, members } = await tenant.groupOf(1);
		if (members.length === 0) return undefined;
		const begun = Date.now();
		for (let waited = 0; waited < 60_000; waited = Date.now() - begun) {
			if ((await tenant.customersOn({ listId })).length > 0) return waited < 1000 ? 0 : waited;
			await new Promise((resolve) => void setTimeout(resolve, 500));
		}
		return undefined;
	},

	async oddTokens({ client }) {
		return !/^[\w.~-]*$/.test(client.accessToken);
	},

	async serverClockOffset({ client }) {
		const { date } = await client.call('GET', '/v1/lists', { rows: 1 });
		if (date === undefined) return undefined;
		const ahead = date - Date.now();
		return Math.abs(ahead) < 2000 ? 0 : ahead;
	},

	async urlCap({ client }) {
		const passes = async (bytes: number) => {
			const frame = client.lineLength('GET', '/v1/lists', { rows: 1, x: '' });
			const reply = await client.call('GET', '/v1/lists', { rows: 1, x: 'x'.repeat(bytes - frame) });
			return reply.status < 400;
		};
		let [short, long] = [1024, 65_536];
		if (await passes(long)) return null;
		while (long - short > 1) {
			const middle = Math.floor((short + long) / 2);
			if (await passes(middle)) short = middle;
			else long = middle;
		}
		return short;
	},
};
