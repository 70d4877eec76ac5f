import type { Id } from './ids';
import type { GroupSort, MemberFilter, MemberSort, Order } from './types';
import type { Request } from './request';

/** The calls of DM Hub's groups API, in the order of its reference, as requests to send. */

export const createGroup = (name: string): Request => ({
	method: 'POST',
	path: '/v1/lists',
	body: JSON.stringify({ name }),
	repeat: 'never',
});

export const deleteGroup = (listId: Id): Request => ({
	method: 'DELETE',
	path: `/v1/lists/${listId}`,
	repeat: 'goneIsDone',
	successBody: 'anything',
});

/** @param page from 1 */
export const listGroups = (order: Order<GroupSort>, page: number, rows: number): Request => ({
	method: 'GET',
	path: '/v1/lists',
	query: { rows, page, sidx: order.sortBy, sord: order.direction },
});

export const addMember = (listId: Id, customerId: Id): Request => ({
	method: 'POST',
	path: '/v1/listMembers',
	body: `{"data":${membership(listId, customerId)}}`,
	repeat: 'never',
});

/** @param id of the membership, not of the customer */
export const removeMembership = (id: Id): Request => ({
	method: 'DELETE',
	path: `/v1/listMembers/${id}`,
	repeat: 'goneIsDone',
	successBody: 'anything',
});

/** Everything is in the URL, whose length servers limit. Removing a customer who is not a member does nothing. */
export const removeMembers = (listId: Id, customerIds: Id[]): Request => ({
	method: 'POST',
	path: '/v1/listservice/removeFromList',
	query: { customerIds: customerIds.join(','), listId },
	repeat: 'goneIsDone',
	successBody: 'anything',
});

export const addMembers = (listId: Id, customerIds: Id[]): Request => ({
	method: 'POST',
	path: '/v1/listMembersBatch',
	body: `{"items":[${customerIds.map((customerId) => membership(listId, customerId)).join(',')}]}`,
	repeat: 'never',
	successBody: 'members',
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
): Request => ({
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
	successBody: 'members',
});

/** @param joined UTC, `2016-11-11T11:11:11`, both inclusive */
export const countMembers = (listId: Id, joined: { since?: string; to?: string } = {}): Request => ({
	method: 'GET',
	path: '/v1/listservice/memberCount',
	query: { listId, joinListDateSince: joined.since, joinListDateTo: joined.to },
});
