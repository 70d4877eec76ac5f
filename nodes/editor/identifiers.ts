import type { Id } from '../api/ids';
import { IDENTITY_TYPES } from '../api/types';
import { readEmail } from '../values/email';
import { readIdentity, readWechatId, type Identity } from '../values/identity';
import { MAINLAND } from '../values/countryCodes';
import { isWholeMobile, readMobile, storedForms } from '../values/mobile';
import { isUnreadable, type Reading } from '../values/reading';
import { visible } from '../values/cleaning';
import { invalidCustomer } from './invalidParameter';
import { idIn } from './fields';

/**
 * What identifies a customer. `IDENTIFIER_TYPES` is the one table of it: how DM Hub is asked, and whether it looks for
 * the value before it creates a customer. A new way to identify customers is one row here and one in `customerBy`.
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

/** Reads what identifies a customer; throws an InvalidParameter. @param name of the field, for messages */
export type ReadReference = (raw: unknown, name: string) => CustomerReference;

/** The form in which values of a type are compared, and the forms in which DM Hub may have stored one. */
interface Comparable {
	key: string;
	forms: string[];
	onlyToFind?: string;
}

const comparables: Record<IdentifierBy, (raw: unknown) => Reading<Comparable>> = {
	mobile: (raw) => {
		const number = readMobile(raw);
		if (isUnreadable(number)) return number;
		const { key, onlyToFind } = number.value;
		const forms = storedForms(key);
		// A landline is searched for as it was written, too.
		return onlyToFind
			? { value: { key, forms: distinct([...forms, visible(String(raw))]), onlyToFind: WITHOUT_COUNTRY } }
			: { value: { key, forms } };
	},
	email: (raw) => {
		const email = readEmail(raw);
		if (isUnreadable(email)) return email;
		const { address, key } = email.value;
		return { value: { key, forms: distinct([address, key]) } };
	},
	openId: comparableWechatId,
	unionId: comparableWechatId,
	identity: (raw) => comparableIdentity(readIdentity(raw)),
};

const WITHOUT_COUNTRY =
	'It is not a mainland China mobile number: those have 11 digits and begin with 13 to 19. Write any other number with + and the country code, such as +86 21 12345678.';

/** A column of WeChat’s holds phone numbers and accounts, too: `wxid_…`, and `gh_…` of official ones. */
const isNoWechatId = (key: string): boolean => MAINLAND.test(key) || /^(?:wxid|gh)_/.test(key);
const NO_WECHAT_ID =
	'It looks like a phone number or a WeChat account (微信号), whose customer may be in DM Hub already. OpenIDs and UnionIDs have about 28 characters.';

function comparableWechatId(raw: unknown): Reading<Comparable> {
	const id = comparableIdentity(readWechatId(raw));
	return isUnreadable(id) || !isNoWechatId(id.value.key)
		? id
		: { value: { ...id.value, onlyToFind: NO_WECHAT_ID } };
}

function comparableIdentity(identity: Reading<Identity>): Reading<Comparable> {
	if (isUnreadable(identity)) return identity;
	const { key, given } = identity.value;
	return { value: { key, forms: distinct([key, given]) } };
}

const distinct = (forms: string[]): string[] => [...new Set(forms)];

/** The readers of what a user gives, by type. The tenant's own identity type is known to the run alone. */
export const readers = Object.fromEntries(
	Object.entries(comparables).map(([by, compare]) => [
		by,
		(raw: unknown, name: string, invalid = invalidCustomer): Identifier => {
			const comparable = compare(raw);
			if (isUnreadable(comparable)) throw invalid(comparable, raw, name);
			const given = typeof raw === 'number' ? raw : String(raw);
			return { type: IDENTIFIER_TYPES[by as IdentifierBy], given, ...comparable.value };
		},
	]),
) as Record<IdentifierBy, (raw: unknown, name: string, invalid?: typeof invalidCustomer) => Identifier>;

/** Whether a part of a list is a value by itself where blanks part its values. */
export function isWhole(by: CustomerBy, value: unknown): boolean {
	if (by === 'id') return idIn(value) !== undefined;
	return by === 'mobile' ? isWholeMobile(value) : !isUnreadable(comparables[by](value));
}

/** Whether a value stands for a missing one, as forms and databases write it. */
export function isMissing(by: IdentifierBy, raw: unknown): boolean {
	const comparable = comparables[by](raw);
	return isUnreadable(comparable) && comparable.isMissing === true;
}

/**
 * What a value that DM Hub has stored may be compared with: as it stands there, and its key, where it is one of this type.
 * It is the value of an identifier that has one of the two among its forms.
 */
export function formsOf({ by }: IdentifierType, stored: unknown): string[] {
	if (typeof stored !== 'string' && typeof stored !== 'number') return [];
	const comparable = comparables[by](stored);
	return isUnreadable(comparable) ? [String(stored)] : distinct([String(stored), comparable.value.key]);
}

/** Whether a stored value is the one that identifies the customer, however each is written. */
export const isSame = ({ type, key, forms }: Identifier, stored: unknown): boolean =>
	formsOf(type, stored).some((form) => form === key || forms.includes(form));
