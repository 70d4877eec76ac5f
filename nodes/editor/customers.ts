import type { IdentifiedBy, CustomerReference } from '../api/identification';
import { quote } from '../api/quote';
import { asTool, optionsField, shownWhen, textField, type Field } from './fields';
import { InvalidParameter } from './invalidParameter';
import { readList } from './listOfValues';
import { LONGEST_TYPE, emailPerson, identityPerson, mobilePerson, wechatPerson } from './personValues';
import { isBlank } from './rawValue';
import { readId } from './readId';

/** Where an operation reads its customers from, and how the input names them. */

export const customersFromField = optionsField(
	{
		displayName: 'Customers From',
		name: 'customersFrom',
		default: 'items',
		noDataExpression: true,
		description: 'Where to read the customers from',
		builderHint: {
			propertyHint:
				'Use "items" when each input item is one customer. Use "list" when one field holds many: a list, or text separated by commas.',
		},
	},
	[
		{ name: 'Each Input Item', value: 'items', description: 'One customer per input item' },
		{ name: 'List in One Field', value: 'list', description: 'Many customers in one field' },
	],
);

export const customerByField = optionsField<IdentifiedBy>(
	{
		displayName: 'Identify Customers By',
		name: 'customerBy',
		default: 'id',
		noDataExpression: true,
		description: 'What you know of the customers. Anything but the ID is looked up in DM Hub first.',
		builderHint: {
			propertyHint:
				'Phone numbers need "mobile" and email addresses need "email"; "id" takes only DM Hub’s own customer ID. Fill in the field that belongs to the choice.',
		},
	},
	[
		{ name: 'Customer ID', value: 'id', description: 'DM Hub’s own number of the customer' },
		{ name: 'Email', value: 'email' },
		{ name: 'Mobile Number', value: 'mobile' },
		{
			name: 'Other Identity',
			value: 'identity',
			description: 'A member number, a shop account, or another identity that your DM Hub knows',
		},
		{ name: 'WeChat OpenID', value: 'openId' },
		{ name: 'WeChat UnionID', value: 'unionId' },
	],
);

export const identityTypeField = shownWhen(
	textField({
		displayName: 'Identity Type',
		name: 'identityType',
		required: true,
		placeholder: 'e.g. member-no',
		description:
			'Technical name of the identity type in DM Hub, such as taobao-account; the same for all items',
	}),
	{ customerBy: ['identity'] },
);

/** @returns the type as DM Hub knows it; throws an InvalidParameter */
export function checkedIdentityType(type: string): string {
	if (type === '')
		throw new InvalidParameter(
			'Identity Type is empty',
			'Enter the technical name that DM Hub shows for it, such as member-no.',
		);
	if (type.length > LONGEST_TYPE)
		throw new InvalidParameter(
			`Identity Type has ${type.length} characters; DM Hub takes at most ${LONGEST_TYPE}`,
			'Enter the technical name of the type, not a value.',
		);
	return type;
}

interface Kind {
	by: IdentifiedBy;
	one: Parameters<typeof textField>[0];
	many: Parameters<typeof textField>[0];
	read(raw: unknown, name: string): CustomerReference;
	/** Whether no such value ever holds a space. */
	hasNoSpaces?: boolean;
}

const kinds: Kind[] = [
	{
		by: 'id',
		one: {
			displayName: 'Customer ID',
			name: 'customerId',
			default: '={{ $json.customerId }}',
			placeholder: 'e.g. 103446',
			description:
				'DM Hub’s own ID of the customer, as the output of this node has it. For anything else set “Identify Customers By”.',
		},
		many: { displayName: 'Customer IDs', name: 'customerIds', placeholder: 'e.g. 103446, 103447, 103448' },
		read: readCustomerId,
		hasNoSpaces: true,
	},
	{
		by: 'mobile',
		one: {
			displayName: 'Mobile Number',
			name: 'mobile',
			default: '={{ $json.mobile }}',
			placeholder: 'e.g. 13800138000',
			description: 'The customer’s mobile number, with or without spaces, hyphens and +86',
		},
		many: { displayName: 'Mobile Numbers', name: 'mobiles', placeholder: 'e.g. 13800138000, 13900139000' },
		read: mobilePerson,
	},
	{
		by: 'email',
		one: {
			displayName: 'Email',
			name: 'email',
			default: '={{ $json.email }}',
			placeholder: 'e.g. name@example.com',
			description: 'The customer’s email address; upper and lower case are the same',
		},
		many: { displayName: 'Emails', name: 'emails', placeholder: 'e.g. name@example.com, info@example.com' },
		read: emailPerson,
	},
	{
		by: 'openId',
		one: {
			displayName: 'WeChat OpenID',
			name: 'openId',
			default: '={{ $json.openId }}',
			placeholder: 'e.g. o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
			description: 'The customer’s OpenID in your WeChat account',
		},
		many: {
			displayName: 'WeChat OpenIDs',
			name: 'openIds',
			placeholder: 'e.g. o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
		},
		read: wechatPerson,
	},
	{
		by: 'unionId',
		one: {
			displayName: 'WeChat UnionID',
			name: 'unionId',
			default: '={{ $json.unionId }}',
			placeholder: 'e.g. o6_bmasdasdsad6_2sgVt7hMZOPfL',
			description: 'The customer’s UnionID, the same in all of your WeChat accounts',
		},
		many: {
			displayName: 'WeChat UnionIDs',
			name: 'unionIds',
			placeholder: 'e.g. o6_bmasdasdsad6_2sgVt7hMZOPfL',
		},
		read: wechatPerson,
	},
	{
		by: 'identity',
		one: {
			displayName: 'Identity Value',
			name: 'identityValue',
			default: '={{ $json.identityValue }}',
			placeholder: 'e.g. VIP-00123',
			description: 'The customer’s value of this identity type, exactly as DM Hub has it',
		},
		many: {
			displayName: 'Identity Values',
			name: 'identityValues',
			placeholder: 'e.g. VIP-00123, VIP-00124',
		},
		read: identityPerson,
	},
];

const MANY = 'Separated by commas, semicolons, spaces or new lines, or an expression that gives a list';

/** One value per input item; undefined where the item has none. */
const oneOf = ({ by, one, read }: Kind): Field<CustomerReference | undefined> => ({
	...asTool(
		shownWhen(textField({ ...one, required: true }), { customersFrom: ['items'], customerBy: [by] }),
		{ default: '' },
	),
	read: (raw) => (isBlank(raw) ? undefined : read(raw, one.displayName)),
});

/** The values of a list, each for itself: one that cannot be read is an InvalidParameter in its place. */
const manyOf = ({
	by,
	many,
	read,
	hasNoSpaces,
}: Kind): Field<Array<CustomerReference | InvalidParameter>> => ({
	...shownWhen(textField({ ...many, required: true, description: MANY }), {
		customersFrom: ['list'],
		customerBy: [by],
	}),
	read: (raw) => readList(raw, many.displayName, read, hasNoSpaces),
});

/** The fields that hold the customers, by what identifies them: one in each item, or many in a list. */
export const customerFields = Object.fromEntries(
	kinds.map((kind) => [kind.by, { one: oneOf(kind), many: manyOf(kind) }]),
) as Record<IdentifiedBy, { one: ReturnType<typeof oneOf>; many: ReturnType<typeof manyOf> }>;

/** What an operation on customers shows beside its group. */
export const customerSelection = {
	customersFrom: customersFromField,
	customerBy: customerByField,
	identityType: identityTypeField,
	...Object.fromEntries(
		kinds.flatMap(({ by, one, many }) => [
			[one.name, customerFields[by].one],
			[many.name, customerFields[by].many],
		]),
	),
};

const LOOKS_LIKE_A_PERSON = /@|^\s*(?:[+＋]\s?|00)86|^\s*[+＋]\s?\d(?:[\s-]?\d){6}/;

/** Somebody who drags a phone number or an email into Customer ID is told of the field that takes it. */
function readCustomerId(raw: unknown, name: string): CustomerReference {
	if (typeof raw === 'string' && LOOKS_LIKE_A_PERSON.test(raw) && !/^\s*\d+\s*$/.test(raw)) {
		const kind = raw.includes('@') ? 'Email' : 'Mobile Number';
		throw new InvalidParameter(
			`${name} must be a whole number such as 103446, not ${quote(raw.trim())}: set “Identify Customers By” to “${kind}”`,
			'DM Hub is searched for the customer then.',
		);
	}
	return readId(raw, name);
}
