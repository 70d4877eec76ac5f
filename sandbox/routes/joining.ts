import { Refusal } from '../wire/answers';
import { toSeconds } from '../wire/dates';
import type { Group } from '../state/group';
import type { World } from '../state/world';

export interface Wish {
	group: Group;
	customerId: bigint;
}

/**
 * Adds customers to groups as the quirks say. A row per wish, undefined where the answer leaves it out.
 * A refusal adds nothing, or (quirk) keeps what stood before the bad item.
 */
export function join(world: World, wishes: Wish[]): Array<number | undefined> {
	if (!world.quirks.refusedBatchKeeps) {
		for (const wish of wishes) refuseIfBad(world, wish);
		if (world.quirks.existingMember === 'error') refuseIfTwice(wishes);
	}
	return wishes.map((wish) => {
		refuseIfBad(world, wish);
		return joinOne(world, wish);
	});
}

function joinOne(world: World, { group, customerId }: Wish): number | undefined {
	const { store, quirks } = world;
	if (!exists(world, customerId))
		return quirks.unknownCustomer === 'pretend' ? pretended(world, group, customerId) : undefined;
	const [existing] = quirks.existingMember === 'second' ? [] : group.rowsOf(customerId);
	if (existing !== undefined) return quirks.existingMember === 'omit' ? undefined : existing;
	const late = quirks.lateVisibility + quirks.lateVisibilitySpread * world.random(1);
	const now = world.now();
	return store.join(group, customerId, toSeconds(now), late > 0 ? now + late : undefined);
}

/** A membership to answer with, which nobody finds afterwards. */
function pretended(world: World, group: Group, customerId: bigint): number {
	const row = world.store.join(group, customerId, toSeconds(world.now()));
	world.store.leave(row);
	return row;
}

function refuseIfBad(world: World, { group, customerId }: Wish): void {
	const { existingMember, unknownCustomer } = world.quirks;
	if (!exists(world, customerId)) {
		if (unknownCustomer === 'refuseBatch') throw Refusal.unknownId();
		if (unknownCustomer === 'refuseBatchNaming')
			throw new Refusal(40402, `customer ${customerId} does not exist`);
	}
	if (existingMember === 'error' && group.rowsOf(customerId).length > 0) {
		throw alreadyIn();
	}
}

function refuseIfTwice(wishes: Wish[]): void {
	const pairs = new Set(wishes.map(({ group, customerId }) => `${group.id} ${customerId}`));
	if (pairs.size < wishes.length) throw alreadyIn();
}

const alreadyIn = () => new Refusal(40901, 'the customer is in the list already');

function exists({ store, quirks: { anyCustomer, refusedCustomers } }: World, customerId: bigint): boolean {
	if (refusedCustomers?.has(String(customerId))) return false;
	return anyCustomer || store.customers.ids.has(customerId);
}
