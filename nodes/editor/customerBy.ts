import { asTool, isBlank, refuseJoinedExpressions, shownWhen, textField, type Field } from './fields';
import { isWhole, type CustomerBy, type CustomerReference, type ReadReference } from './identifiers';
import { InvalidParameter } from './invalidParameter';
import { readList } from './readList';
import { readCustomerId, readReference } from './readReference';

/** What the editor shows of each way to name customers: one value per item, or many in a list. */

interface Shown {
	displayName: string;
	name: string;
	placeholder: string;
}

/** What the editor shows of one way to name customers, and how a value is read. */
interface CustomerField {
	/** Its entry under “Identify Customers By”. */
	option: { name: string; description?: string };
	one: Shown & { description: string };
	many: Shown;
	read: ReadReference;
}

/** In the order in which the editor offers them: what people have comes first, DM Hub's own ids last. */
export const customerBy: Record<CustomerBy, CustomerField> = {
	mobile: {
		option: { name: 'Mobile Number' },
		one: {
			displayName: 'Mobile Number',
			name: 'mobile',
			placeholder: 'e.g. 13800138000',
			description: 'The customer’s mobile number, with or without spaces, hyphens and +86',
		},
		many: { displayName: 'Mobile Numbers', name: 'mobiles', placeholder: 'e.g. 13800138000, 13900139000' },
		read: readReference('mobile'),
	},
	email: {
		option: { name: 'Email' },
		one: {
			displayName: 'Email',
			name: 'email',
			placeholder: 'e.g. name@example.com',
			description: 'The customer’s email address; case does not matter',
		},
		many: { displayName: 'Emails', name: 'emails', placeholder: 'e.g. name@example.com, info@example.com' },
		read: readReference('email'),
	},
	openId: {
		option: { name: 'WeChat OpenID' },
		one: {
			displayName: 'WeChat OpenID',
			name: 'openId',
			placeholder: 'e.g. o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
			description: 'The customer’s OpenID in your WeChat account, not their WeChat ID (微信号) or name',
		},
		many: {
			displayName: 'WeChat OpenIDs',
			name: 'openIds',
			placeholder: 'e.g. o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
		},
		read: readReference('openId'),
	},
	unionId: {
		option: { name: 'WeChat UnionID' },
		one: {
			displayName: 'WeChat UnionID',
			name: 'unionId',
			placeholder: 'e.g. o6_bmasdasdsad6_2sgVt7hMZOPfL',
			description:
				'The customer’s UnionID, the same in all of your WeChat accounts; not their WeChat ID (微信号) or name',
		},
		many: {
			displayName: 'WeChat UnionIDs',
			name: 'unionIds',
			placeholder: 'e.g. o6_bmasdasdsad6_2sgVt7hMZOPfL',
		},
		read: readReference('unionId'),
	},
	identity: {
		option: {
			name: 'Other Identity',
			description: 'A member number, a shop account, or another identity that is set up in your DM Hub',
		},
		one: {
			displayName: 'Identity Value',
			name: 'identityValue',
			placeholder: 'e.g. VIP-00123',
			description: 'The customer’s value for this identity type, exactly as in DM Hub',
		},
		many: {
			displayName: 'Identity Values',
			name: 'identityValues',
			placeholder: 'e.g. VIP-00123, VIP-00124',
		},
		read: readReference('identity'),
	},
	id: {
		option: {
			name: 'Customer ID',
			description: 'DM Hub’s own number of the customer, as this node and DM Hub’s API give it',
		},
		one: {
			displayName: 'Customer ID',
			name: 'customerId',
			placeholder: 'e.g. 103446',
			description:
				'DM Hub’s own ID of the customer, as in the output of this node. For anything else, set “Identify Customers By”.',
		},
		many: { displayName: 'Customer IDs', name: 'customerIds', placeholder: 'e.g. 103446, 103447, 103448' },
		read: readCustomerId,
	},
};

export const ways = Object.keys(customerBy) as CustomerBy[];

/** n8n adds what is dragged to what is there: two values run together would be somebody else's. */
const ANOTHER_FIELD = 'Another field? Clear this one, then drag it in.';

const MANY = 'Separated by commas, semicolons, spaces or new lines, or an expression that returns a list';

/** One value per input item; undefined where the item has none. */
const oneOf = (by: CustomerBy, { one, read }: CustomerField): Field<CustomerReference | undefined> => ({
	...asTool(
		shownWhen(
			textField({
				...one,
				default: `={{ $json.${one.name} }}`,
				description: `${one.description.replace(/\.$/, '')}. ${ANOTHER_FIELD}`,
				required: true,
			}),
			{
				customersFrom: ['items'],
				customerBy: [by],
			},
		),
		{ default: '' },
	),
	read: (raw, stored) => {
		refuseJoinedExpressions(one.displayName, stored);
		refuseList(one.displayName, raw);
		return isBlank(raw) ? undefined : read(raw, one.displayName);
	},
});

function refuseList(displayName: string, raw: unknown): void {
	if (!Array.isArray(raw)) return;
	throw new InvalidParameter(
		`${displayName} is a list, not one value`,
		'Set “Customers From” to “List in One Field”, or choose one entry of the list.',
		{ forModel: 'Give one value.' },
	);
}

/** The values of a list, each read separately: an unreadable one is an InvalidParameter in its place. Undefined where there is no list. */
const manyOf = (
	by: CustomerBy,
	{ many, read }: CustomerField,
): Field<Array<CustomerReference | InvalidParameter> | undefined> => ({
	...shownWhen(textField({ ...many, required: true, description: MANY }), {
		customersFrom: ['list'],
		customerBy: [by],
	}),
	read: (raw, stored) => {
		refuseJoinedExpressions(many.displayName, stored);
		if (raw === undefined || raw === null) return undefined;
		// `138 0013 8000` is one number in the wrong field, and not the customers 138, 13 and 8000.
		const isNumber = by === 'id' && isWhole('mobile', raw);
		return readList(isNumber ? [raw] : raw, many.displayName, read, (value) => isWhole(by, value));
	},
});

type FieldsOfCustomer = Record<
	CustomerBy,
	{ one: ReturnType<typeof oneOf>; many: ReturnType<typeof manyOf> }
>;

/** The fields for customers, by what identifies them: one value per item, or many in a list. */
export const fieldsByIdentifier: FieldsOfCustomer = Object.fromEntries(
	ways.map((by) => [by, { one: oneOf(by, customerBy[by]), many: manyOf(by, customerBy[by]) }]),
) as FieldsOfCustomer;
