import { Refusal, deleted, json, type Answer } from '../http/answers';
import { toSeconds, wireDate } from '../http/dates';
import { writeExactly, type Json } from '../http/longs';
import type { Call, Route } from './call';

/** What a record of each has beside what it was given. Of the last two only a few fields were recorded. */
const siblings: Record<string, { [field: string]: Json }> = {
	channelaccounts: {
		...Object.fromEntries(
			['account', 'att1', 'att2', 'att3', 'att4', 'att5', 'city', 'country', 'customerId', 'externalId']
				.concat(['img', 'location', 'name', 'province', 'type', 'userId', 'userName'])
				.map((field) => [field, null]),
		),
		gender: 0n,
		subscribe: false,
	},
	customerevents: {},
	deals: { name: null, type: null, userId: null },
};

/**
 * Resources of the same service that no node here calls. They were recorded from the live API, and nothing else was:
 * they show how the service creates, changes, deletes and refuses.
 */
export const siblingRoutes: Route[] = Object.entries(siblings).flatMap(([kind, usual]): Route[] => {
	const path = `/v1/${kind}`;
	const one = `${path}/{id}`;
	const recorded = '(recorded, beside the groups)';
	const changed = (call: Call, id: bigint, given: Json): Answer => {
		const now = wireDate(toSeconds(call.world.now()));
		const before = recordsOf(call, kind).get(id) ?? { ...usual, id, dateCreated: now };
		const record = { ...before, ...asFields(given), id, lastUpdated: now };
		const status = recordsOf(call, kind).has(id) ? 200 : 201;
		recordsOf(call, kind).set(id, record);
		return json(writeExactly(record), status);
	};
	return [
		{
			method: 'POST',
			path,
			does: `creates one ${recorded}`,
			answer: (call) => changed(call, call.world.nextSiblingId++, call.json()),
		},
		{
			method: 'GET',
			path,
			does: 'lists those that have the values of the query',
			answer: (call) => list(call, kind),
		},
		{
			method: 'GET',
			path: one,
			does: 'reads one',
			answer: (call) => json(writeExactly(known(call, kind))),
		},
		{
			method: 'PUT',
			path: one,
			does: 'changes one',
			answer: (call) => changed(call, known(call, kind).id as bigint, call.json()),
		},
		{
			method: 'DELETE',
			path: one,
			does: 'deletes one',
			answer(call) {
				recordsOf(call, kind).delete(known(call, kind).id as bigint);
				return deleted();
			},
		},
	];
});

function recordsOf({ world: { siblings: kept } }: Call, kind: string) {
	let records = kept.get(kind);
	if (!records) kept.set(kind, (records = new Map()));
	return records;
}

function known(call: Call, kind: string): { [field: string]: Json } {
	const record = recordsOf(call, kind).get(call.id());
	if (!record) throw Refusal.unknownId();
	return record;
}

function list(call: Call, kind: string): Answer {
	const asked = call.texts().filter(([name]) => name !== 'access_token');
	const found = [...recordsOf(call, kind).values()].filter((record) =>
		asked.every(([name, value]) => String(record[name]) === value),
	);
	return json(`[${found.map(writeExactly).join(',')}]`);
}

function asFields(given: Json): { [field: string]: Json } {
	if (given === null || typeof given !== 'object' || Array.isArray(given))
		throw Refusal.badParameter('the body');
	return given;
}
