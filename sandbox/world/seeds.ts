import { readFileSync } from 'node:fs';
import { toSeconds } from '../http/dates';
import { parseExactly, plain, toLong, type Json, type LongLike } from '../http/longs';
import { check, type JsonSchema } from '../switches';
import {
	storedMobile,
	writtenFields,
	type Customer,
	type CustomerFields,
	type FieldValue,
	type Identity,
} from './customer';
import { smallSeed } from './smallSeed';
import type { Group } from './store';
import type { World } from './world';

/** What is not given is null; the id is the next one. */
export interface NewCustomer extends CustomerFields {
	id?: LongLike;
	attr?: Record<string, FieldValue>;
	identities?: Array<{ identityType: string; identityValue: string; identityName?: string | null }>;
	dateCreated?: Date | string | number;
	lastUpdated?: Date | string | number;
}

export interface SeedGroup {
	name: string;
	id?: LongLike;
	/** Of the group and its memberships; default now. */
	dateCreated?: Date | string | number;
	/** Customer ids, or how many, counting up from firstCustomerId. */
	members?: number | LongLike[];
	firstCustomerId?: LongLike;
	/** Default the next one; ids can only go up. */
	firstMembershipId?: LongLike;
	/** Each membership began that many seconds after the one before; default 0. */
	secondsBetween?: number;
}

export interface Seed {
	groups?: SeedGroup[];
	/** Customers, ids of customers, or how many, counting up from 1. */
	customers?: number | Array<LongLike | NewCustomer>;
}

const id: JsonSchema = { type: ['integer', 'string'], pattern: '^\\d{1,19}$' };
const text: JsonSchema = { type: 'string' };
const howMany: JsonSchema = { type: 'integer', minimum: 0 };
const listOr = (items: JsonSchema, other: JsonSchema): JsonSchema => ({
	if: { type: 'array' },
	then: { items },
	else: other,
});
const value: JsonSchema = { type: ['string', 'number', 'boolean', 'null'] };

const groupsSchema: JsonSchema = {
	type: 'array',
	items: {
		type: 'object',
		properties: {
			name: text,
			id,
			dateCreated: text,
			members: listOr(id, howMany),
			firstCustomerId: id,
			firstMembershipId: id,
			secondsBetween: { type: 'number', minimum: 0 },
		},
		required: ['name'],
		additionalProperties: false,
	},
};

const customerSchema: JsonSchema = {
	type: 'object',
	properties: {
		id,
		...Object.fromEntries(writtenFields.map((field) => [field, value])),
		attr: { type: 'object', additionalProperties: value },
		identities: {
			type: 'array',
			items: {
				type: 'object',
				properties: { identityType: text, identityValue: text, identityName: { type: ['string', 'null'] } },
				required: ['identityType', 'identityValue'],
				additionalProperties: false,
			},
		},
		dateCreated: text,
		lastUpdated: text,
	},
	additionalProperties: false,
};

const seedSchema: JsonSchema = {
	type: 'object',
	properties: {
		groups: groupsSchema,
		customers: listOr({ if: { type: 'object' }, then: customerSchema, else: id }, howMany),
	},
	additionalProperties: false,
};

/** @param text 'small', 'empty', a number of members for one group, or the name of a JSON file as for asSeed */
export function readSeed(text: string): Seed {
	if (text === 'small') return smallSeed;
	if (text === 'empty') return {};
	if (/^\d+$/.test(text)) return { groups: [{ name: `${text} 位客户`, members: Number(text) }] };
	try {
		return asSeed(parseExactly(readFileSync(text, 'utf8')));
	} catch (error) {
		throw new Error(`cannot read the seed ${text}: ${(error as Error).message}`);
	}
}

/** A list of groups, or `{"groups":[…],"customers":[…]}`: the same JSON in a file and in the body of POST /__sandbox/seed. */
export function asSeed(json: Json): Seed {
	const seed = plain(json);
	if (Array.isArray(seed)) {
		check(groupsSchema, seed, 'groups');
		return { groups: seed as unknown as SeedGroup[] };
	}
	check(seedSchema, seed, 'the seed');
	return seed as Seed;
}

/** Adds to what there is. */
export function seedAll(world: World, { groups = [], customers = [] }: Seed): void {
	addCustomers(world, customers, 1n);
	for (const seed of groups) {
		const at = seed.dateCreated ?? world.now();
		const given = seed.id === undefined ? undefined : toLong(seed.id);
		const group = world.store.addGroup(seed.name, toSeconds(at), given);
		if (seed.firstMembershipId !== undefined) world.store.table.startIdsAt(toLong(seed.firstMembershipId));
		seedMembers(world, group, seed.members ?? 0, seed);
	}
}

/** Whoever is no customer yet becomes one. Customers who are members already stay as they are. @returns how many were added */
export function seedMembers(
	world: World,
	group: Group,
	members: number | LongLike[],
	{
		firstCustomerId = 1,
		dateCreated,
		secondsBetween = 0,
	}: Pick<SeedGroup, 'firstCustomerId' | 'dateCreated' | 'secondsBetween'> = {},
): number {
	const joined = toSeconds(dateCreated ?? world.now());
	const before = group.size;
	const consecutive = typeof members === 'number';
	const first = toLong(firstCustomerId);
	makeCustomers(world, members, first);
	// Consecutive ids into an empty group can't meet each other: no need to look.
	const look = !consecutive || before > 0;
	for (let at = 0; at < (consecutive ? members : members.length); at++) {
		const customerId = consecutive ? first + BigInt(at) : toLong(members[at]);
		if (!look || group.rowsOf(customerId).length === 0)
			world.store.join(group, customerId, joined + at * secondsBetween);
	}
	return group.size - before;
}

/** As an import does it: nobody looks whether there is somebody with the same mobile number. @returns the id */
export function putCustomer(world: World, given: NewCustomer): bigint {
	const { customers } = world.store;
	const id = given.id === undefined ? customers.newId() : toLong(given.id);
	const fields: CustomerFields = {};
	for (const field of writtenFields) if (given[field] !== undefined) fields[field] = given[field];
	if (fields.mobile) fields.mobile = storedMobile(String(fields.mobile), world.quirks) ?? fields.mobile;
	const dateCreated = toSeconds(given.dateCreated ?? world.now());
	const lastUpdated = given.lastUpdated === undefined ? dateCreated : toSeconds(given.lastUpdated);
	const customer: Customer = { id, fields, attr: { ...given.attr }, dateCreated, lastUpdated };
	customers.put(customer);
	for (const { identityName = null, ...identity } of given.identities ?? []) {
		const entered: Identity = { ...identity, identityName, customerId: id };
		customers.identities.add(entered);
	}
	return id;
}

/** Customers, ids, or how many, counting up from `first`. @returns how many are new */
export function addCustomers(
	world: World,
	customers: number | Array<LongLike | NewCustomer>,
	first: bigint,
): number {
	if (typeof customers === 'number') return makeCustomers(world, customers, first);
	const { ids } = world.store.customers;
	const before = ids.size;
	const bare: LongLike[] = [];
	for (const each of customers) {
		if (typeof each === 'object') putCustomer(world, each);
		else bare.push(each);
	}
	makeCustomers(world, bare, first);
	return ids.size - before;
}

/** Customers of whom only the id is given, with the name and the number that follow from it. @returns how many are new */
function makeCustomers({ store }: World, ids: number | LongLike[], first: bigint): number {
	const known = store.customers.ids;
	if (typeof ids !== 'number') return known.addAll(ids.map(toLong));
	return ids > 0 ? known.add(first, first + BigInt(ids - 1)) : 0;
}
