import type { IdentifiedBy, CustomerReference } from '../api/identification';
import { asTool, optionsField, shownWhen, textField, type Field } from './fields';
import { InvalidParameter } from './invalidParameter';
import { kinds, ways, type Kind } from './customerKinds';
import { readList } from './listOfValues';
import { LONGEST_TYPE } from './personValues';
import { isBlank } from './rawValue';

/** Where an operation reads its customers from, and how the input identifies them. */

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
		description: 'What you know of the customers. Anything but the ID is first looked up in DM Hub.',
		builderHint: {
			propertyHint:
				'Phone numbers need "mobile" and email addresses need "email"; "id" takes only DM Hub’s own customer ID. Fill in the field that belongs to the choice.',
		},
	},
	ways
		.map((by) => ({ ...kinds[by].option, value: by }))
		.sort((one, other) => one.name.localeCompare(other.name)),
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

const LONGEST_NAMED = 200;

/** Reads a customer; a value that is refused is named in the refusal. */
const naming =
	(read: Kind['read']): Kind['read'] =>
	(raw, name) => {
		try {
			return read(raw, name);
		} catch (error) {
			const given = typeof raw === 'string' || typeof raw === 'number' ? String(raw).trim() : '';
			const isNamed = error instanceof InvalidParameter && given !== '' && given.length <= LONGEST_NAMED;
			throw isNamed ? error.about(given) : error;
		}
	};

const MANY = 'Separated by commas, semicolons, spaces or new lines, or an expression that returns a list';

/** One value per input item; undefined where the item has none. */
const oneOf = (by: IdentifiedBy, { one, read }: Kind = kinds[by]): Field<CustomerReference | undefined> => ({
	...asTool(
		shownWhen(textField({ ...one, required: true }), { customersFrom: ['items'], customerBy: [by] }),
		{ default: '' },
	),
	read: (raw) => (isBlank(raw) ? undefined : naming(read)(raw, one.displayName)),
});

/** The values of a list, each read separately: an unreadable one is an InvalidParameter in its place. */
const manyOf = (
	by: IdentifiedBy,
	{ many, read }: Kind = kinds[by],
): Field<Array<CustomerReference | InvalidParameter>> => ({
	...shownWhen(textField({ ...many, required: true, description: MANY }), {
		customersFrom: ['list'],
		customerBy: [by],
	}),
	read: (raw) => readList(raw, many.displayName, naming(read)),
});

/** The fields for customers, by what identifies them: one value per item, or many in a list. */
export const customerFields = Object.fromEntries(
	ways.map((by) => [by, { one: oneOf(by), many: manyOf(by) }]),
) as Record<IdentifiedBy, { one: ReturnType<typeof oneOf>; many: ReturnType<typeof manyOf> }>;

/** The fields that an operation on customers shows beside its group. */
export const customerSelection = {
	customersFrom: customersFromField,
	customerBy: customerByField,
	identityType: identityTypeField,
	...Object.fromEntries(
		ways.flatMap((by) => [
			[kinds[by].one.name, customerFields[by].one],
			[kinds[by].many.name, customerFields[by].many],
		]),
	),
};
