import { Refusal, gatewayPage, json, type Answer } from '../http/answers';
import { toSeconds } from '../http/dates';
import type { Json } from '../http/longs';
import type { Group } from '../world/store';
import type { World } from '../world/world';
import { asLong, fieldOf, type Call, type Route } from './call';
import { MembershipWriter } from './records';

export const joinRoutes: Route[] = [
	{
		method: 'POST',
		path: '/v1/listMembers',
		does: 'adds one customer to a group: `{"data":{"customerId","listId"}}`',
		answer: addOne,
	},
	{
		method: 'POST',
		path: '/v1/listMembersBatch',
		does: 'adds many, to several groups at once too: `{"items":[{"customerId","listId"}]}`',
		answer: addMany,
	},
];

function addOne(call: Call): Answer {
	const [row] = join(call.world, [wish(call, call.field('data'))]);
	const data = row === undefined ? 'null' : new MembershipWriter(call.world, 'added').one(row);
	return json(`{"data":${data}}`, call.world.quirks.createStatus);
}

/** One call may name several groups. */
function addMany(call: Call): Answer {
	const { quirks } = call.world;
	const items = call.field('items');
	if (!Array.isArray(items)) throw Refusal.badParameter('items');
	const cap = quirks.batchCap;
	if (cap && items.length > cap.max) {
		if (cap.answer === 'html413') return gatewayPage(413);
		throw new Refusal(40013, `too many items, at most ${cap.max}`);
	}
	const rows = join(
		call.world,
		items.map((item) => wish(call, item)),
	).filter((row) => row !== undefined);
	if (quirks.batchOrder === 'reversed') rows.reverse();
	return json(new MembershipWriter(call.world, 'added').page(rows), quirks.createStatus);
}

function wish(call: Call, item: Json): Wish {
	const customerId = asLong(fieldOf(item, 'customerId'), 'customerId');
	return { group: call.group(asLong(fieldOf(item, 'listId'), 'listId')), customerId };
}

interface Wish {
	group: Group;
	customerId: bigint;
}

/**
 * Adds customers to groups as the quirks say. A row per wish, undefined where the answer leaves it out.
 * A refusal adds nothing, or (quirk) keeps what stood before the bad item.
 */
function join(world: World, wishes: Wish[]): Array<number | undefined> {
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
