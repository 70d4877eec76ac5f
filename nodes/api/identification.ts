import { readMobile } from './mobileNumber';
import type { Id } from './ids';

/** How an input names a person. */
export type IdentifiedBy = 'id' | 'mobile' | 'email' | 'openId' | 'unionId' | 'identity';

/** What identifies the people of a run: one way for all of them. */
export interface Identification {
	by: Exclude<IdentifiedBy, 'id'>;
	/** DM Hub's identity type: a built-in one, or the tenant's own. */
	identityType: string;
	/** What a message calls it: `mobile number`. */
	noun: string;
}

/** All but the tenant's own identity types. */
export const identifications = {
	mobile: { by: 'mobile', identityType: 'mobile', noun: 'mobile number' },
	email: { by: 'email', identityType: 'email', noun: 'email' },
	openId: { by: 'openId', identityType: 'wechat', noun: 'WeChat OpenID' },
	unionId: { by: 'unionId', identityType: 'wechat-unionid', noun: 'WeChat UnionID' },
} as const satisfies Record<string, Identification>;

/** @param identityType for `identity` */
export const identificationBy = (by: Identification['by'], identityType: string): Identification =>
	by === 'identity' ? { by, identityType, noun: `identity ${identityType}` } : identifications[by];

/** Whether it is also a field of the customer that can be searched for; all others are identities only. */
export const isField = (by: IdentifiedBy): by is 'mobile' | 'email' => by === 'mobile' || by === 'email';

/** A person as an input names them. */
export interface Person {
	/** The same for all spellings of one value. */
	key: string;
	/** As it was given. */
	given: string;
}

/** A customer as asked for: by DM Hub's id, or by what else identifies them. */
export type CustomerReference = Id | Person;

export const givenIn = (reference: CustomerReference): string | undefined =>
	typeof reference === 'string' ? undefined : reference.given;

/** The form in which values of one kind are compared; undefined for an invalid value. */
export function comparable({ by }: Identification, value: unknown): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	if (by === 'mobile') return readMobile(String(value));
	return by === 'email' ? String(value).trim().toLowerCase() : String(value);
}
