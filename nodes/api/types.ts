/** The shapes of DM Hub's answers, named as its reference names them. */
import type { Id, WireId } from './ids';

/** 客户群组. A type and not an interface, so that it is assignable to an n8n item. Dates are UTC, `2017-06-07T12:20:20Z`. */
export type Group = {
	id: WireId;
	name: string;
	dateCreated: string;
	lastUpdated: string;
};

/** 群组成员: one customer in one group. `id` is the membership's own id, not the customer's. */
export type Membership = {
	id: WireId;
	listId: WireId;
	customerId: WireId;
	dateCreated: string;
	lastUpdated: string;
};

/** The fields of a membership, in the order of the reference and of our files. */
export const MEMBERSHIP_FIELDS = ['id', 'listId', 'customerId', 'dateCreated', 'lastUpdated'] as const;

/** 客户. Every field but `id` may be null; `attr` holds the tenant's own fields, `attr1`, `attr2`, … */
export type Customer = { id: WireId; [field: string]: unknown };

/** What is known of a customer in WeChat, as it is output among the fields. */
export type IdentityField = 'openId' | 'unionId';

/** Which fields of a customer to output; at least one. */
export interface CustomerDetails {
	standard: string[];
	/** Identities, which are no fields of the customer in DM Hub. */
	identities: IdentityField[];
	/** The tenant's own fields, which the API gives under `attr`. */
	custom: string[];
}

export type SortDirection = 'asc' | 'desc';
export type GroupSort = 'id' | 'name' | 'dateCreated' | 'lastUpdated';
export type MemberSort = 'id' | 'listId' | 'customerId';

export interface Order<Sort> {
	sortBy: Sort;
	direction: SortDirection;
}

/** Which memberships: of one group, of one customer, of both, or all. */
export interface MemberFilter {
	listId?: Id;
	customerId?: Id;
}

/** The group that a user means: by id (picked from the list, or typed), or by its name. */
export type GroupChoice = { id: Id; label?: string } | { name: string };

/** DM Hub’s own identity types, by what identifies a customer. A tenant may have types of its own. */
export const IDENTITY_TYPES = {
	mobile: 'mobile',
	email: 'email',
	openId: 'wechat',
	unionId: 'wechat-unionid',
} as const;
