import { toSeconds } from '../wire/dates';
import { toLong, type LongLike } from '../wire/longs';
import { storedMobile } from './contacts';
import {
	writtenFields,
	type Customer,
	type CustomerFields,
	type FieldValue,
	type Identity,
} from './customer';
import type { World } from './world';

/** What is not given is null; the id is the next one. */
export interface NewCustomer extends CustomerFields {
	id?: LongLike;
	attr?: Record<string, FieldValue>;
	identities?: Array<{ identityType: string; identityValue: string; identityName?: string | null }>;
	dateCreated?: Date | string | number;
	lastUpdated?: Date | string | number;
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

/** Customers of whom only the id is given, with the name and the number that follow from it. @returns how many are new */
export function makeCustomers({ store }: World, ids: number | LongLike[], first: bigint): number {
	const known = store.customers.ids;
	if (typeof ids !== 'number') return known.addAll(ids.map(toLong));
	return ids > 0 ? known.add(first, first + BigInt(ids - 1)) : 0;
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
