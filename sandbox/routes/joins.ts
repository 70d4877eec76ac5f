import { Refusal, gatewayPage, json, type Answer } from '../wire/answers';
import { join } from './joining';
import type { Json } from '../wire/longs';
import { asLong, fieldOf, type Call, type Route } from './call';
import { MembershipWriter } from './membership';

export const joinRoutes: Route[] = [
	{ method: 'POST', path: /^\/v1\/listMembers$/, answer: addOne },
	{ method: 'POST', path: /^\/v1\/listMembersBatch$/, answer: addMany },
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

function wish(call: Call, item: Json) {
	const customerId = asLong(fieldOf(item, 'customerId'), 'customerId');
	return { group: call.group(asLong(fieldOf(item, 'listId'), 'listId')), customerId };
}
