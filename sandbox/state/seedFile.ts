import { readFileSync } from 'node:fs';
import { parseExactly, readLong, type Json } from '../wire/longs';
import { writtenFields } from './customer';
import type { NewCustomer } from './newCustomer';
import type { Seed, SeedGroup } from './seeds';
import { smallSeed } from './smallSeed';

/** @param text 'small', 'empty', a number of members for one group, or a JSON file as for asSeed */
export function readSeed(text: string): Seed {
	if (text === 'small') return smallSeed;
	if (text === 'empty') return {};
	if (/^\d+$/.test(text)) return { groups: [{ name: `${text} 位客户`, members: Number(text) }] };
	return asSeed(parseExactly(readFileSync(text, 'utf8')));
}

/** A list of groups, or `{"groups":[…],"customers":[…]}`: the same JSON as a file and as the body of POST /__sandbox/seed. */
export function asSeed(json: Json): Seed {
	if (Array.isArray(json)) return { groups: json.map(asGroup) };
	const { groups = [], customers = [], ...others } = asObject(json, 'a seed');
	refuseUnknown(Object.keys(others), [], 'a seed');
	if (!Array.isArray(groups)) throw new TypeError('groups are a list');
	return {
		groups: groups.map(asGroup),
		customers: Array.isArray(customers) ? customers.map(asCustomer) : Number(customers),
	};
}

function asGroup(json: Json): SeedGroup {
	const { name, id, dateCreated, members, firstCustomerId } = asObject(json, 'a group');
	if (typeof name !== 'string') throw new TypeError('a group needs a name');
	return {
		name,
		id: asId(id),
		dateCreated: typeof dateCreated === 'string' ? dateCreated : undefined,
		members: Array.isArray(members) ? members.flatMap((member) => asId(member) ?? []) : Number(members ?? 0),
		firstCustomerId: asId(firstCustomerId),
	};
}

function asCustomer(json: Json): bigint | NewCustomer {
	if (typeof json === 'bigint') return json;
	const { id, ...others } = asObject(json, 'a customer');
	const known = [...writtenFields, 'attr', 'identities', 'dateCreated', 'lastUpdated'];
	refuseUnknown(Object.keys(others), known, 'a customer');
	return { ...(others as NewCustomer), id: asId(id) };
}

function refuseUnknown(given: string[], known: string[], of: string): void {
	const unknown = given.find((name) => !known.includes(name));
	if (unknown !== undefined) throw new TypeError(`${of} has no field ${unknown}`);
}

function asObject(json: Json, what: string): { [name: string]: Json } {
	if (json === null || typeof json !== 'object' || Array.isArray(json))
		throw new TypeError(`${what} is an object`);
	return json;
}

function asId(value: Json | undefined): bigint | undefined {
	if (value === undefined || value === null) return undefined;
	const id = readLong(String(value));
	if (id === undefined) throw new TypeError(`${String(value)} is not an id`);
	return id;
}
