import { toSeconds } from '../wire/dates';
import type { Group } from './group';
import { toLong, type LongLike } from '../wire/longs';
import { addCustomers, makeCustomers, type NewCustomer } from './newCustomer';
import type { World } from './world';

export interface SeedGroup {
	name: string;
	id?: LongLike;
	/** Of the group and its memberships; default now. */
	dateCreated?: Date | string | number;
	/** Customer ids, or how many, counting up from firstCustomerId. */
	members?: number | LongLike[];
	firstCustomerId?: LongLike;
}

export interface Seed {
	groups?: SeedGroup[];
	/** Customers, ids of customers, or how many, counting up from 1. */
	customers?: number | Array<LongLike | NewCustomer>;
}

/** Adds to what there is. */
export function seedAll(world: World, { groups = [], customers = [] }: Seed): void {
	addCustomers(world, customers, 1n);
	seedGroups(world, groups);
}

function seedGroups(world: World, groups: SeedGroup[]): void {
	for (const seed of groups) {
		const at = seed.dateCreated ?? world.now();
		const id = seed.id === undefined ? undefined : toLong(seed.id);
		const group = world.store.addGroup(seed.name, toSeconds(at), id);
		seedMembers(world, group, seed.members ?? 0, seed);
	}
}

/** Whoever is no customer yet becomes one. Customers who are members already stay as they are. @returns how many were added */
export function seedMembers(
	world: World,
	group: Group,
	members: number | LongLike[],
	{ firstCustomerId = 1, dateCreated }: Pick<SeedGroup, 'firstCustomerId' | 'dateCreated'> = {},
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
		if (!look || group.rowsOf(customerId).length === 0) world.store.join(group, customerId, joined);
	}
	return group.size - before;
}
