import { wireDate } from '../http/dates';
import type { Quirks } from '../switches';

/** Read-only ones are `id`, `displayName`, `dateCreated` and `lastUpdated`; all the others may be written, all but `id` may be null. */
export const writtenFields = [
	'name',
	'gender',
	'mobile',
	'email',
	'mobileVerified',
	'emailVerified',
	'birthday',
	'wechat',
	'nickName',
	'country',
	'province',
	'city',
	'county',
	'homeAddress',
	'officeAddress',
	'qq',
	'weibo',
	'stage',
	'source',
	'company',
	'title',
	'industry',
	'telephone',
	'website',
	'remark',
	'campaignId',
	'campaignName',
	'isEmployee',
	'dateJoin',
] as const;

export type CustomerField = (typeof writtenFields)[number];
export type FieldValue = string | number | bigint | boolean | null;
export type CustomerFields = Partial<Record<CustomerField, FieldValue>>;

export interface Customer {
	id: bigint;
	fields: CustomerFields;
	/** The tenant's own fields: attr1, attr2, … */
	attr: Record<string, FieldValue>;
	/** Seconds. */
	dateCreated: number;
	lastUpdated: number;
}

export interface Identity {
	customerId: bigint;
	identityType: string;
	identityValue: string;
	identityName: string | null;
}

/** A field as text, undefined when it is not set. */
export function textOf({ fields }: Customer, field: CustomerField): string | undefined {
	const value = fields[field];
	return value === null || value === undefined || value === '' ? undefined : String(value);
}

export const displayName = (customer: Customer): string | null =>
	textOf(customer, 'name') ?? textOf(customer, 'nickName') ?? textOf(customer, 'mobile') ?? null;

export const isNational = (mobile: string): boolean => /^1\d{10}$/.test(mobile);

/** The eleven digits of a global number of the mainland. */
export const nationalPart = (mobile: string): string | undefined => /^\+86 (1\d{10})$/.exec(mobile)?.[1];

/** Mobile numbers are remembered in the national form; with global numbers nobody outside sees that. */
export const shownMobile = (mobile: string, { globalNumbers }: Quirks): string =>
	globalNumbers && isNational(mobile) ? `+86 ${mobile}` : mobile;

/** The form to remember; undefined where a server with global numbers refuses it. */
export function storedMobile(mobile: string, { globalNumbers, globalWrites }: Quirks): string | undefined {
	if (!globalNumbers) return mobile;
	if (isNational(mobile)) return globalWrites === 'completed' ? mobile : undefined;
	return nationalPart(mobile) ?? mobile;
}

/** All fields, null where unset; the id as a decimal text, the identities without it. */
export type CustomerState = Record<CustomerField, FieldValue> & {
	id: string;
	displayName: string | null;
	attr: Record<string, FieldValue>;
	identities: Array<Omit<Identity, 'customerId'>>;
	dateCreated: string;
	lastUpdated: string;
};

export function customerState(customer: Customer, identities: Identity[], quirks: Quirks): CustomerState {
	const { id, fields, attr, dateCreated, lastUpdated } = customer;
	const mobile = textOf(customer, 'mobile');
	const values = Object.fromEntries(writtenFields.map((field) => [field, fields[field] ?? null]));
	return {
		...(values as Record<CustomerField, FieldValue>),
		...(mobile === undefined ? {} : { mobile: shownMobile(mobile, quirks) }),
		id: String(id),
		displayName: displayName(customer),
		attr: { ...attr },
		identities: identities.map(({ customerId: _own, ...identity }) => identity),
		dateCreated: wireDate(dateCreated),
		lastUpdated: wireDate(lastUpdated),
	};
}
