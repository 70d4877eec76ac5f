import type { Id } from '../api/ids';
import { IDENTITY_TYPES } from '../api/types';

/**
 * What identifies a customer. `IDENTIFIER_TYPES` is the one table of it: how DM Hub is asked, and whether it looks for
 * the value before it creates a customer. A new way to identify customers is one row here and one in `customerFields`.
 */

/** The fields of a customer that can be searched for. */
export type SearchField = 'mobile' | 'email';

export interface IdentifierType {
	/** The value of “Identify Customers By”. */
	by: IdentifierBy;
	/** What a message calls it: `mobile number`. */
	noun: string;
	/** The customer's field that is searched for and compared; identities are the second opinion then, and the only one without it. */
	field?: SearchField;
	/** DM Hub's identity type: a built-in one, or the tenant's own. */
	identityType: string;
	/**
	 * The call that looks for this value before it creates a customer, so that nobody is created twice; `never` where
	 * none does, and nobody may be created by it.
	 */
	createdBy: 'saveCustomer' | 'saveCustomerWithIdentity' | 'never';
}

export type IdentifierBy = 'mobile' | 'email' | 'openId' | 'unionId' | 'identity';
/** How an input names a customer. */
export type CustomerBy = 'id' | IdentifierBy;

export const IDENTIFIER_TYPES: Record<IdentifierBy, IdentifierType> = {
	mobile: {
		by: 'mobile',
		noun: 'mobile number',
		field: 'mobile',
		identityType: IDENTITY_TYPES.mobile,
		createdBy: 'saveCustomer',
	},
	email: {
		by: 'email',
		noun: 'email',
		field: 'email',
		identityType: IDENTITY_TYPES.email,
		createdBy: 'saveCustomer',
	},
	openId: {
		by: 'openId',
		noun: 'WeChat OpenID',
		identityType: IDENTITY_TYPES.openId,
		createdBy: 'saveCustomerWithIdentity',
	},
	unionId: {
		by: 'unionId',
		noun: 'WeChat UnionID',
		identityType: IDENTITY_TYPES.unionId,
		createdBy: 'saveCustomerWithIdentity',
	},
	/** The tenant's own types: see `typeOfIdentity`. */
	identity: { by: 'identity', noun: 'identity', identityType: '', createdBy: 'saveCustomerWithIdentity' },
};

/** @param identityType the tenant's own, such as `member-no` */
export const typeOfIdentity = (identityType: string): IdentifierType => ({
	...IDENTIFIER_TYPES.identity,
	noun: `identity ${identityType}`,
	identityType,
});

/** A customer as an input names them, other than by DM Hub's id. */
export interface Identifier {
	type: IdentifierType;
	/** The same for all spellings of one value. */
	key: string;
	/** As it was written. */
	given: string | number;
	/** The forms in which DM Hub may have stored it, the one that is written first. */
	forms: string[];
	/** Why no customer can be created with it, a sentence. */
	onlyToFind?: string;
}

/** A customer as asked for: by DM Hub's id, or by what else identifies them. */
export type CustomerReference = Id | Identifier;

export const isIdentifier = (reference: CustomerReference): reference is Identifier =>
	typeof reference !== 'string';

/** The same for identifiers that mean the same person, whatever their type. */
export const identityOf = ({ type, key }: Identifier): string => `${type.by} ${type.identityType}:${key}`;
