import type { Id } from './ids';
import { readAdded, readCount, readCreatedGroup, readGroups, readMemberships, readNothing } from './readers';
import type { Request } from './request';
import type { Group, GroupSort, MemberFilter, Membership, MemberSort, Order } from './types';

/** The calls of DM Hub's groups API, in the order of its reference, as requests to send. */

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
