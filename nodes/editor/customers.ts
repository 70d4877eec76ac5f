import { plainWidth, visible } from '../values/cleaning';
import { customerBy, fieldsByIdentifier, ways } from './customerBy';
import { optionsField, shownWhen, textField } from './fields';
import type { CustomerBy } from './identifiers';
import { InvalidParameter } from './invalidParameter';

/** Where an operation reads its customers from, how the input names them, and what somebody unknown means. */

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

export const customerByField = optionsField<CustomerBy>(
	{
		displayName: 'Identify Customers By',
		name: 'customerBy',
		default: 'mobile',
		noDataExpression: true,
		description: 'What you know about the customers. Anything but the ID is first looked up in DM Hub.',
		builderHint: {
			propertyHint:
				'Phone numbers need "mobile" and email addresses need "email"; "id" takes only DM Hub’s own customer ID. Fill in the field that belongs to the choice.',
		},
	},
	ways.map((by) => ({ ...customerBy[by].option, value: by })),
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

const LONGEST_TYPE = 32;

/** @returns the type as DM Hub knows it; throws an InvalidParameter */
export function checkedIdentityType(written: string): string {
	const type = plainWidth(visible(written)).trim();
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

/** The fields that an operation on customers shows beside its group. */
export const customerSelection = {
	customersFrom: customersFromField,
	customerBy: customerByField,
	identityType: identityTypeField,
	...Object.fromEntries(
		ways.flatMap((by) => [
			[customerBy[by].one.name, fieldsByIdentifier[by].one],
			[customerBy[by].many.name, fieldsByIdentifier[by].many],
		]),
	),
};

const ifNotFound = {
	displayName: 'If Customer Not Found',
	name: 'ifNotFound',
	default: 'refuse',
	noDataExpression: true,
} as const;
const create = {
	name: 'Create Customer',
	value: 'create',
	description: 'The customer is created in DM Hub first',
} as const;
/** Ids are not looked up. */
const notById = { customerBy: ways.filter((by) => by !== 'id') };

export const ifNotFoundField = shownWhen(
	optionsField({ ...ifNotFound, description: 'What to do if DM Hub does not know the customer' }, [
		create,
		{ name: 'Fail', value: 'refuse', description: 'The item fails' },
	]),
	notById,
);

export const ifNotFoundInSyncField = shownWhen(
	optionsField(
		{ ...ifNotFound, description: 'What to do if DM Hub does not know a customer in the source' },
		[
			create,
			{ name: 'Leave Group Unchanged', value: 'refuse', description: 'Nothing is changed in that group' },
			{
				name: 'Skip Customer',
				value: 'leaveOut',
				description: 'The group is synced without this customer. Members who are not found are removed.',
			},
		],
	),
	notById,
);
