import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { CustomerDraft } from '../api/customerEndpoints';
import type { Person } from '../api/identification';
import { quote } from '../api/quote';
import { collectionField, optionsField, shownWhen, textField, type Field } from './fields';
import { readDay } from './day';
import { InvalidParameter } from './invalidParameter';
import { emailPerson, mobilePerson } from './personValues';
import { isBlank } from './rawValue';

/** The fields to create a customer with, beside what identifies them. */
export interface NewCustomer {
	mobile?: Person;
	email?: Person;
	/** All other fields, as DM Hub names them. */
	fields: CustomerDraft;
}

const GENDERS = { unknown: undefined, male: 1, female: 2 } as const;

const text = (displayName: string, name: string, placeholder: string) =>
	textField({ displayName, name, placeholder });

const optional = <T>(
	field: Field<unknown>,
	read: (raw: unknown, name: string) => T,
): Field<T | undefined> => ({
	...field,
	read: (raw) => (isBlank(raw) ? undefined : read(raw, field.property.displayName)),
});

const fields = {
	birthday: optional(
		{
			property: {
				displayName: 'Birthday',
				name: 'birthday',
				type: 'dateTime',
				default: '',
				description: 'Day of birth, such as 1990-05-31',
			},
			read: () => undefined,
		},
		readDay,
	),
	company: text('Company', 'company', 'e.g. Convertlab'),
	email: optional(text('Email', 'email', 'e.g. name@example.com'), emailPerson),
	gender: optionsField(
		{
			displayName: 'Gender',
			name: 'gender',
			default: 'unknown',
			description: 'Left out where it is unknown',
		},
		[
			{ name: 'Female', value: 'female' },
			{ name: 'Male', value: 'male' },
			{ name: 'Unknown', value: 'unknown' },
		],
	),
	mobile: optional(text('Mobile Number', 'mobile', 'e.g. 13800138000'), mobilePerson),
	name: text('Name', 'name', 'e.g. 张三'),
	otherFields: otherFieldsField(),
	remark: text('Remark', 'remark', 'e.g. Came by the spring campaign'),
	source: text('Source', 'source', 'e.g. Website form'),
};

const collection = collectionField(
	{ displayName: 'Fields of New Customers', name: 'newCustomer', placeholder: 'Add field' },
	fields,
);

/** Read per item; only used for a customer who is created. */
export const newCustomerField: Field<NewCustomer> = {
	...shownWhen(collection as Field<unknown>, { ifNotFound: ['create'] }),
	read: (raw, written) => {
		const { mobile, email, gender, otherFields, ...texts } = collection.read(raw, written);
		const told: CustomerDraft = {};
		for (const [name, value] of Object.entries({ ...texts, gender: GENDERS[gender] }))
			if (value !== undefined && value !== '') told[name] = value;
		return { mobile, email, fields: { ...told, ...otherFields } };
	},
};

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
			for (const row of Array.isArray(rows) ? (rows as IDataObject[]) : []) {
				const name = String(row.name ?? '').trim();
				if (name === '' && isBlank(row.value)) continue;
				if (!/^[A-Za-z]\w*$/.test(name) || ['id', 'attr', 'mobile', 'email'].includes(name))
					throw new InvalidParameter(
						`Other Fields cannot set ${quote(name)}`,
						'Enter the technical name of a field in DM Hub, such as city or attr1.',
					);
				if (isBlank(row.value)) continue;
				if (typeof row.value === 'object')
					throw new InvalidParameter(`The value of ${quote(name)} in Other Fields must be text`);
				if (/^attr\d+$/i.test(name)) attr[name.toLowerCase()] = String(row.value);
				else draft[name] = String(row.value);
			}
			return Object.keys(attr).length > 0 ? { ...draft, attr } : draft;
		},
	};
}
