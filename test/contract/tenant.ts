import { randomBytes } from 'node:crypto';
import type { Json } from '../../sandbox/http/longs';
import { fieldOf, refusalIn, rowsOf, type Client, type Reply } from './client';

export interface KnownCustomer {
	id: bigint;
	mobile?: string;
	email?: string;
}

/** Nobody has it, as far as can be known. */
export const NOBODY = 2n ** 63n - 1n;

/** As many as show whether lists of members are capped at 100. */
const WANTED = 120;

/** Somebody's DM Hub, in which only groups made here are written to; customers are read. */
export class Tenant {
	/** Found by a plain search; none where the application may not read them. */
	customers: KnownCustomer[] = [];
	private readonly made = new Set<bigint>();
	private readonly standing = new Set<bigint>();

	constructor(
		readonly client: Client,
		/** The answer that gave the token. Asking for another would end the one that somebody else may hold. */
		readonly signedIn: Reply,
		readonly mayCreateCustomer = false,
	) {}

	/** The answer to the creation, and the group's id: looked up by its name where the answer is about another group. */
	async newGroup(): Promise<{ id: bigint; name: string; reply: Reply }> {
		const name = `contract test ${randomBytes(6).toString('hex')}`;
		const reply = await this.client.call('POST', '/v1/lists', {}, { name });
		const isOurs = fieldOf(reply.json, 'name') === name;
		const id = isOurs ? longOf(fieldOf(reply.json, 'id')) : await this.idOf(name);
		if (id === undefined) throw new Error('no group could be created');
		this.made.add(id);
		this.standing.add(id);
		return { id, name, reply };
	}

	/** A group with so many of the customers, added in one request; fewer where there are fewer. */
	async groupOf(count: number): Promise<{ id: bigint; members: bigint[] }> {
		const { id } = await this.newGroup();
		const members = this.customers.slice(0, count).map((customer) => customer.id);
		await this.add(id, members);
		return { id, members };
	}

	async add(listId: bigint, customerIds: bigint[]): Promise<Reply> {
		const items = customerIds.map((customerId) => ({ customerId, listId }));
		return await this.client.call('POST', '/v1/listMembersBatch', {}, { items });
	}

	/** @throws where the group was not made here */
	async delete(id: bigint): Promise<Reply> {
		if (!this.made.has(id)) throw new Error(`group ${id} was not made here`);
		const reply = await this.client.call('DELETE', `/v1/lists/${id}`);
		if (reply.status < 300 && !refusalIn(reply)) this.standing.delete(id);
		return reply;
	}

	/** The ids of a page of members. */
	async customersOn(query: Record<string, string | number | bigint>): Promise<bigint[]> {
		const { json } = await this.client.call('GET', '/v1/listMembers', query);
		return rowsOf(json, 'items').map((row) => longOf(fieldOf(row, 'customerId')) ?? -1n);
	}

	async findCustomers(): Promise<void> {
		const found = new Map<bigint, KnownCustomer>();
		const rows = refusalIn(await this.client.call('GET', '/v1/customers', { rows: 100 })) ? 20 : 100;
		for (let page = 1; page <= 6 && found.size < WANTED; page++) {
			const { json } = await this.client.call('GET', '/v1/customers', { rows, page });
			for (const row of rowsOf(json, 'rows')) {
				const id = longOf(fieldOf(row, 'id'));
				if (id !== undefined && found.size < WANTED)
					found.set(id, { id, mobile: textIn(row, 'mobile'), email: textIn(row, 'email') });
			}
		}
		this.customers = [...found.values()];
	}

	/** Deletes what was made here. @returns the groups that could not be deleted */
	async cleanUp(): Promise<bigint[]> {
		for (const id of [...this.standing]) await this.delete(id);
		return [...this.standing];
	}

	private async idOf(name: string): Promise<bigint | undefined> {
		const { json } = await this.client.call('GET', '/v1/lists', { rows: 20, sidx: 'id', sord: 'desc' });
		const row = rowsOf(json, 'rows').find((each) => fieldOf(each, 'name') === name);
		return longOf(fieldOf(row, 'id'));
	}
}

/** An id as a number or as text. */
export function longOf(value: Json | undefined): bigint | undefined {
	if (typeof value === 'bigint') return value;
	return typeof value === 'string' && /^\d{1,19}$/.test(value) ? BigInt(value) : undefined;
}

function textIn(row: Json, name: string): string | undefined {
	const value = fieldOf(row, name);
	return typeof value === 'string' && value !== '' ? value : undefined;
}
