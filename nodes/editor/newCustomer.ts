import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { CustomerDraft } from '../api/customerEndpoints';
import { quote } from '../api/quote';
import { readDay } from '../values/day';
import { readGender } from '../values/gender';
import { isUnreadable, type Reading } from '../values/reading';
import { readName, readText } from '../values/text';
import { visible } from '../values/cleaning';
import { collectionField, shownWhen, type Field } from './fields';
import { isMissing, readers, type CustomerBy, type Identifier } from './identifiers';
import { InvalidParameter, invalidValue } from './invalidParameter';

/** The fields to create a customer with, beside what identifies them. */
export interface NewCustomer {
	mobile?: Identifier;
	email?: Identifier;
	/** All other fields, as DM Hub names them. @param zone of the workflow: the day of a moment depends on it */
	fieldsIn(zone: string): CustomerDraft;
}

interface Shown {
	displayName: string;
	name: string;
	placeholder?: string;
	description?: string;
	displayOptions?: INodeProperties['displayOptions'];
}

const optional = <T>(
	property: Shown & Partial<INodeProperties>,
	read: (raw: unknown, name: string) => T | undefined,
): Field<T | undefined> => ({
	property: { type: 'string', default: '', ...property },
	read: (raw) => read(raw, property.displayName),
});

/** The value of a reading, undefined for a missing one; throws an InvalidParameter that says what is wrong with it. */
function valueOf<T>(reading: Reading<T>, raw: unknown, name: string): T | undefined {
	if (!isUnreadable(reading)) return reading.value;
	if (reading.isMissing) return undefined;
	throw invalidValue(reading, raw, name);
}

const text = (displayName: string, name: string, placeholder: string, read = readText) =>
	optional({ displayName, name, placeholder }, (raw, field) => valueOf(read(raw), raw, field));

/** What identifies the customer is sent by itself, and not offered among the fields: another value of it is refused. */
const identifying = (by: 'mobile' | 'email', shown: Shown): Field<Identifier | undefined> => ({
	unoffered: {
		displayName: shown.displayName,
		name: shown.name,
		type: 'hidden',
		default: '',
		displayOptions: { show: { '/customerBy': [by satisfies CustomerBy] } },
	},
	...optional(
		{ ...shown, displayOptions: { hide: { '/customerBy': [by satisfies CustomerBy] } } },
		(raw, field) => {
			if (isMissing(by, raw)) return undefined;
			const identifier = readers[by](raw, field);
			if (identifier.onlyToFind === undefined) return identifier;
			throw new InvalidParameter(
				`${field} ${quote(raw)} can be used to find a customer, but not to create one`,
				identifier.onlyToFind,
			);
		},
	),
});

const fields = {
	birthday: optional(
		{
			displayName: 'Birthday',
			name: 'birthday',
			type: 'dateTime',
			default: '',
			description: 'Day of birth, such as 1990-05-31',
		},
		(raw, field) => {
			// Whether it is a date does not depend on the zone, only which day a moment is.
			const day = valueOf(readDay(raw, 'UTC'), raw, field);
			return day === undefined ? undefined : (zone: string) => valueOf(readDay(raw, zone), raw, field);
		},
	),
	company: text('Company', 'company', 'e.g. Convertlab'),
	email: identifying('email', { displayName: 'Email', name: 'email', placeholder: 'e.g. name@example.com' }),
	gender: optional(
		{
			displayName: 'Gender',
			name: 'gender',
			type: 'options',
			default: 'unknown',
			description: 'Left out where it is unknown',
			options: [
				{ name: 'Female', value: 'female' },
				{ name: 'Male', value: 'male' },
				{ name: 'Unknown', value: 'unknown' },
			],
		},
		(raw, field) => valueOf(readGender(raw), raw, field),
	),
	mobile: identifying('mobile', {
		displayName: 'Mobile Number',
		name: 'mobile',
		placeholder: 'e.g. 13800138000',
	}),
	name: text('Name', 'name', 'e.g. 张三', readName),
	otherFields: otherFieldsField(),
	remark: text('Remark', 'remark', 'e.g. Came by the spring campaign'),
	source: text('Source', 'source', 'e.g. Website form'),
};

const collection = collectionField(
	{ displayName: 'Fields of New Customers', name: 'newCustomer', placeholder: 'Add field' },
	fields,
);

/** Read per item; only for a customer who is created. */
export const newCustomerField: Field<NewCustomer> = {
	...shownWhen(collection as Field<unknown>, { ifNotFound: ['create'] }),
	read: (raw, stored) => {
		const { mobile, email, birthday, otherFields, ...others } = collection.read(raw, stored);
		const standard: CustomerDraft = {};
		for (const [name, value] of Object.entries(others)) if (value !== undefined) standard[name] = value;
		const again = Object.keys(otherFields).find((name) => Object.hasOwn(standard, name));
		if (again !== undefined)
			throw new InvalidParameter(
				`Other Fields sets ${quote(again)}, which is already set in a field of its own`,
				'Remove one of the two.',
			);
		return {
			mobile,
			email,
			fieldsIn: (zone) => ({
				...standard,
				...(birthday ? { birthday: birthday(zone) } : {}),
				...otherFields,
			}),
		};
	},
};

/** Read in a field of their own, or from what identifies the customer. */
const IDENTIFYING = ['mobile', 'email'];
/** Set by DM Hub, or by other names. */
const NOT_OTHER = ['id', 'attr'];
/** What only a field of its own reads. */
const READ_ELSEWHERE = ['gender', 'birthday', ...IDENTIFYING];

/** Any other field of DM Hub by its technical name; `attr1`, `attr2`, … are the tenant's own. */
function otherFieldsField(): Field<CustomerDraft> {
	const value = (
		displayName: string,
		name: string,
		placeholder: string,
		description: string,
	): INodeProperties => ({
		displayName,
		name,
		type: 'string',
		default: '',
		placeholder,
		description,
	});
	return {
		property: {
			displayName: 'Other Fields',
			name: 'otherFields',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add field',
			description: 'Other fields of DM Hub, by their technical names; attr1, attr2, … are your own',
			default: {},
			options: [
				{
					displayName: 'Field',
					name: 'field',
					values: [
						value('Name', 'name', 'e.g. city or attr1', 'Technical name of the field in DM Hub'),
						value('Value', 'value', 'e.g. 上海', 'Left out where it is empty'),
					],
				},
			],
		},
		read: (raw) => {
			const rows = ((raw ?? {}) as { field?: unknown }).field;
			const draft: CustomerDraft = {};
			const attr: Record<string, string> = {};
			for (const row of Array.isArray(rows) ? (rows as Array<IDataObject | null>) : []) {
				const { name: given, value: written } = row ?? {};
				const name = visible(String(given ?? ''));
				const text = valueOf(readText(written), written, `The value of ${quote(name)} in Other Fields`);
				if (name === '' && text === undefined) continue;
				if (READ_ELSEWHERE.includes(name.toLowerCase()))
					throw new InvalidParameter(
						`Other Fields cannot set ${quote(name)}, which has a field of its own`,
						IDENTIFYING.includes(name.toLowerCase())
							? 'Add that one under “Fields of New Customers” instead. What identifies the customer is sent automatically.'
							: 'Add that one under “Fields of New Customers” instead.',
					);
				if (!/^[A-Za-z]\w*$/.test(name) || NOT_OTHER.includes(name.toLowerCase()))
					throw new InvalidParameter(
						`Other Fields cannot set ${quote(name)}`,
						'Enter the technical name of a field in DM Hub, such as city or attr1.',
					);
				if (text === undefined) continue;
				const own = /^attr\d+$/i.test(name);
				const [into, key] = own ? [attr, name.toLowerCase()] : [draft, name];
				if (Object.hasOwn(into, key))
					throw new InvalidParameter(`Other Fields sets ${quote(name)} twice`, 'Remove one of the two.');
				into[key] = text;
			}
			return Object.keys(attr).length > 0 ? { ...draft, attr } : draft;
		},
	};
}
