import { toSeconds, wireDate } from '../wire/dates';
import { CustomerContents } from './customerContents';
import type { Group } from './group';
import { toLong, type LongLike } from '../wire/longs';
import { seedAll, seedMembers, type Seed, type SeedGroup } from './seeds';

/** Ids are decimal texts here: exact, and comparable with toEqual. */
export interface GroupState {
	id: string;
	name: string;
	dateCreated: string;
	members: number;
}

export interface MembershipState {
	id: string;
	listId: string;
	customerId: string;
	dateCreated: string;
}

type Joining = Pick<SeedGroup, 'firstCustomerId' | 'dateCreated'>;

/** Reading and writing what the server remembers, past its API. */
export class Contents extends CustomerContents {
	addGroup({
		name,
		id,
		dateCreated,
	}: {
		name: string;
		id?: LongLike;
		dateCreated?: Date | string | number;
	}): GroupState {
		const at = toSeconds(dateCreated ?? this.world.now());
		return stateOf(this.world.store.addGroup(name, at, id === undefined ? undefined : toLong(id)));
	}

	deleteGroup(groupId: LongLike): void {
		this.world.store.deleteGroup(this.group(groupId));
	}

	/** Customer ids, or how many, counting up from firstCustomerId (1); unknown ones become customers. Answers how many are new. */
	addMembers(groupId: LongLike, members: number | LongLike[], joining: Joining = {}): number {
		return seedMembers(this.world, this.group(groupId), members, joining);
	}

	removeMember(groupId: LongLike, customerId: LongLike): void {
		for (const row of this.group(groupId).rowsOf(toLong(customerId))) this.world.store.leave(row);
	}

	/** Groups, or groups and customers; adds to what there is. */
	seed(seed: SeedGroup[] | Seed): void {
		seedAll(this.world, Array.isArray(seed) ? { groups: seed } : seed);
	}

	/** The membership id given out next; it can only go up. */
	set nextMembershipId(id: LongLike) {
		this.world.store.table.startIdsAt(toLong(id));
	}

	groups(): GroupState[] {
		return [...this.world.store.groups.values()].map(stateOf);
	}

	/** By membership id; hidden ones (quirk lateVisibility) too. */
	members(groupId: LongLike): MembershipState[] {
		const { table } = this.world.store;
		return [...this.group(groupId).rows()].map((row) => ({
			id: String(table.id(row)),
			listId: String(table.listId(row)),
			customerId: String(table.customerId(row)),
			dateCreated: wireDate(table.dateCreated(row)),
		}));
	}

	customersIn(groupId: LongLike): Set<string> {
		const customers = new Set<string>();
		for (const row of this.group(groupId).rows())
			customers.add(String(this.world.store.table.customerId(row)));
		return customers;
	}

	private group(id: LongLike): Group {
		const group = this.world.store.groups.get(toLong(id));
		if (!group) throw new RangeError(`the sandbox has no group ${id}`);
		return group;
	}
}

const stateOf = ({ id, name, dateCreated, size }: Group): GroupState => ({
	id: String(id),
	name,
	dateCreated: wireDate(dateCreated),
	members: size,
});
