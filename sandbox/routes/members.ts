import { Refusal, deleted, json, notFound, type Answer } from '../http/answers';
import type { Group } from '../world/store';
import type { MemberField } from '../world/memberTable';
import type { World } from '../world/world';
import type { Quirks } from '../switches';
import type { Call, Route } from './call';
import { MembershipWriter } from './records';

const sortFields: readonly MemberField[] = ['id', 'listId', 'customerId'];

export const memberRoutes: Route[] = [
	{
		method: 'GET',
		path: '/v1/listMembers',
		does: 'lists memberships: `listId` `customerId` `sinceId` `rows` `sidx` `sord`',
		answer: list,
	},
	{
		method: 'DELETE',
		path: '/v1/listMembers/{id}',
		does: 'removes one membership, by its own id',
		answer(call) {
			// The membership's id, not the customer's.
			const row = call.world.store.table.rowOf(call.id());
			if (row === undefined) throw Refusal.unknownId();
			call.world.store.leave(row);
			return deleted();
		},
	},
	{
		method: 'GET',
		path: '/v1/listservice/memberCount',
		does: 'counts the members of a group: `listId` `joinListDateSince` `joinListDateTo`',
		answer: count,
	},
	{
		method: 'POST',
		path: '/v1/listservice/removeFromList',
		does: 'removes customers from a group, all in the URL: `customerIds` `listId`',
		answer: removeMany,
	},
];

function list(call: Call): Answer {
	const { world } = call;
	const { quirks } = world;
	const isOld = quirks.edition === 'old';
	const rows = call.count('rows', 20, quirks.memberRowLimit);
	const field = call.oneOf('sidx', sortFields, 'customerId');
	const descending = call.descending();
	const since = isOld ? undefined : bound(quirks, call.long('sinceId'), descending);
	const [listId, customerId] = (['listId', 'customerId'] as const).map((name) => {
		const asked = call.long(name);
		return quirks.memberFilters.includes(name) ? asked : undefined;
	});
	const group = listId === undefined ? undefined : readableGroup(call, listId);
	const limit = shortened(world, rows);
	let skip = isOld ? (call.count('page', 1) - 1) * limit : 0;
	const page: number[] = [];
	if (group !== null) {
		const found =
			customerId === undefined
				? world.store.list(group, field, descending, since, world.now())
				: world.store.listCustomer(customerId, group, field, descending, since, world.now());
		for (const row of found) if (skip-- <= 0 && page.push(row) === limit) break;
	}
	if (quirks.memberRepeats === 'inPage') repeatLast(page, limit);
	return json(new MembershipWriter(world).page(page));
}

/** Exclusive, or (quirk) with the rows that have this very value. */
function bound(
	{ memberRepeats }: Quirks,
	since: bigint | undefined,
	descending: boolean,
): bigint | undefined {
	if (since === undefined || memberRepeats !== 'acrossPages') return since;
	return descending ? since + 1n : since - 1n;
}

/** In place of the last row of a full page, which comes with the next. */
function repeatLast(page: number[], limit: number): void {
	if (page.length === limit && limit > 1) page.pop();
	if (page.length > 0 && page.length < limit) page.push(page[page.length - 1]);
}

function count(call: Call): Answer {
	const group = readableGroup(call, call.required('listId'));
	const from = call.date('joinListDateSince', -Infinity);
	const to = call.date('joinListDateTo', Infinity);
	const number = group ? call.world.store.count(group, from, to, call.world.now()) : 0;
	const shapes = { bare: `${number}`, object: `{"count":${number}}`, string: `"${number}"` };
	return json(shapes[call.world.quirks.countShape]);
}

/** Everything stands in the URL, and customers who are no members are passed over. */
function removeMany(call: Call): Answer {
	const { store, quirks } = call.world;
	if (quirks.edition === 'old') return notFound(quirks, 404);
	const group = call.group(call.required('listId'));
	for (const customerId of call.longs('customerIds')) {
		for (const row of group.rowsOf(customerId)) store.leave(row);
	}
	const answers: Record<typeof quirks.removeAnswer, Answer> = {
		error_code: json('{"error_code":0}'),
		'204': deleted(),
		empty: json(''),
		true: json('true'),
		success: json('{"success":true}'),
	};
	return answers[quirks.removeAnswer];
}

/** null: unknown, to be read as empty. */
function readableGroup(call: Call, id: bigint): Group | null {
	const group = call.world.store.groups.get(id);
	if (!group && call.world.quirks.unknownGroupReads === 'refuse') throw Refusal.unknownId();
	return group ?? null;
}

function shortened(world: World, rows: number): number {
	const { memberRowCap, memberRowsRandom } = world.quirks;
	const most = Math.min(rows, memberRowCap ?? rows);
	if (memberRowsRandom === null) return most;
	// An empty page would be the end, so at least one.
	return 1 + Math.floor(world.random(memberRowsRandom) * most);
}
