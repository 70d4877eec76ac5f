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
