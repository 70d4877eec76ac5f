import { unexpectedShape } from './errors';
import { readWireId, type Id } from './ids';
import { readCount, readNothing, type Request } from './request';
import type { Group, GroupSort, MemberFilter, Membership, MemberSort, Order } from './types';

/** The calls of DM Hub's groups API, in the order of its reference, as requests to send; then the readers of their answers. */

export const createGroup = (name: string): Request<Group> => ({
	method: 'POST',
	path: '/v1/lists',
	body: JSON.stringify({ name }),
	repeat: 'never',
	read: readCreatedGroup,
	isRecord: true,
});

export const deleteGroup = (listId: Id): Request<void> => ({
	method: 'DELETE',
	path: `/v1/lists/${listId}`,
	repeat: 'goneIsDone',
	read: readNothing,
	anyBody: true,
});

/** @param page from 1 */
export const listGroups = (order: Order<GroupSort>, page: number, rows: number): Request<Group[]> => ({
	method: 'GET',
	path: '/v1/lists',
	query: { rows, page, sidx: order.sortBy, sord: order.direction },
	read: readGroups,
});

export const addMember = (listId: Id, customerId: Id): Request<Membership[]> => ({
	method: 'POST',
	path: '/v1/listMembers',
	body: `{"data":${membership(listId, customerId)}}`,
	repeat: 'never',
	read: readAdded,
});

/** @param id of the membership, not of the customer */
export const removeMembership = (id: Id): Request<void> => ({
	method: 'DELETE',
	path: `/v1/listMembers/${id}`,
	repeat: 'goneIsDone',
	read: readNothing,
	anyBody: true,
});

/** Everything is in the URL, whose length servers limit. Removing a customer who is not a member does nothing. */
export const removeMembers = (listId: Id, customerIds: Id[]): Request<void> => ({
	method: 'POST',
	path: '/v1/listservice/removeFromList',
	query: { customerIds: customerIds.join(','), listId },
	repeat: 'goneIsDone',
	read: readNothing,
	anyBody: true,
});

export const addMembers = (listId: Id, customerIds: Id[]): Request<Membership[]> => ({
	method: 'POST',
	path: '/v1/listMembersBatch',
	body: `{"items":[${customerIds.map((customerId) => membership(listId, customerId)).join(',')}]}`,
	repeat: 'never',
	read: readAdded,
});

/** Written by hand: ids are bare numbers here, and `JSON.stringify` has no way to write a Long. */
function membership(listId: Id, customerId: Id): string {
	return `{"customerId":${customerId},"listId":${listId}}`;
}

/** @param sinceId exclusive bound on the field of the order: above it ascending, below it descending */
export const listMembers = (
	filter: MemberFilter,
	order: Order<MemberSort>,
	rows: number,
	sinceId?: Id,
): Request<Membership[]> => ({
	method: 'GET',
	path: '/v1/listMembers',
	query: {
		listId: filter.listId,
		customerId: filter.customerId,
		sinceId,
		rows,
		sidx: order.sortBy,
		sord: order.direction,
	},
	read: readMemberships,
});

/** @param joined UTC, `2016-11-11T11:11:11`, both inclusive */
export const countMembers = (listId: Id, joined: { since?: string; to?: string } = {}): Request<number> => ({
	method: 'GET',
	path: '/v1/listservice/memberCount',
	query: { listId, joinListDateSince: joined.since, joinListDateTo: joined.to },
	read: readCount,
});

/** Readers take only the documented fields, so that nothing a server may add (an `error` field, a `__proto__`) ends up in a user's item. */
function readGroup(value: unknown): Group {
	const row = fields(value);
	const id = readWireId(row.id);
	if (id === undefined) throw unexpectedShape('a group');
	return { id, name: text(row.name), dateCreated: text(row.dateCreated), lastUpdated: text(row.lastUpdated) };
}

/** The answer to a create; where it is unreadable, the group may have been created all the same. */
function readCreatedGroup(value: unknown): Group {
	const read = readWireId(fields(value).id) === undefined ? undefined : readGroup(value);
	if (!read) throw unexpectedShape('a group').with({ work: 'unknown' });
	return read;
}

function readMembership(value: unknown): Membership {
	const membership = tryReadMembership(value);
	if (!membership) throw unexpectedShape('a membership');
	return membership;
}

function tryReadMembership(value: unknown): Membership | undefined {
	const row = fields(value);
	const id = readWireId(row.id);
	const listId = readWireId(row.listId);
	const customerId = readWireId(row.customerId);
	if (id === undefined || listId === undefined || customerId === undefined) return undefined;
	const dateCreated = interned(text(row.dateCreated));
	return { id, listId, customerId, dateCreated, lastUpdated: interned(text(row.lastUpdated)) };
}

let lastDate = '';

/** Members who joined together have the same date: a million rows then hold few texts instead of two million. */
function interned(date: string): string {
	if (date !== lastDate) lastDate = date;
	return lastDate;
}

/** `{"page":1,"records":1,"rows":[…],"total":1}`; `total` counts pages of a size that only the server knows. */
function readGroups(answer: unknown): Group[] {
	const { rows } = fields(answer);
	if (!Array.isArray(rows)) throw unexpectedShape('a list of groups');
	return rows.map(readGroup);
}

/** `{"items":[…]}` */
function readMemberships(answer: unknown): Membership[] {
	const { items } = fields(answer);
	if (!Array.isArray(items)) throw unexpectedShape('a list of members');
	return items.map(readMembership);
}

/** The memberships in the answer to an add, `{"data":{…}}` or `{"items":[…]}`; unreadable ones are left out and looked up later. */
function readAdded(answer: unknown): Membership[] {
	if (typeof answer !== 'object' || answer === null) return [];
	const { data, items } = answer as { data?: unknown; items?: unknown };
	const rows = Array.isArray(items) ? items : [data ?? answer];
	return rows.map(tryReadMembership).filter((membership) => membership !== undefined);
}

function fields(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
