import { identifications, type Person } from '../../../api/identification';
import { pagesWithCustomerFields } from '../../../api/reading/memberDetails';
import { membersInOrder } from '../../../api/reading/membersInOrder';
import { optionalIdField, optionsField, type Field } from '../../../editor/fields';
import { emailPerson, mobilePerson } from '../../../editor/personValues';
import { isBlank } from '../../../editor/rawValue';
import { groupField } from '../../../editor/groupField';
import { limitField, returnAllField } from '../../../editor/limits';
import { chosenDetails, customerDetailFields } from '../../../editor/customerDetails';
import { InvalidParameter } from '../../../editor/invalidParameter';
import { perItem } from '../../people/perItem';
import { filtersOf, optionsOf } from '../../../editor/options';
import { sortDirectionField } from '../../../editor/sorting';

const customerId = optionalIdField({
	displayName: 'Customer ID',
	name: 'customerId',
	placeholder: 'e.g. 103446',
	description: 'Only memberships of this customer. Without a group: all groups that the customer is in.',
});

const person = (
	displayName: string,
	name: string,
	placeholder: string,
	read: typeof mobilePerson,
): Field<Person | undefined> => ({
	property: {
		displayName,
		name,
		type: 'string',
		default: '',
		placeholder,
		description: `Only memberships of the customer with this ${displayName.toLowerCase()}. Without a group: all groups that the customer is in.`,
	},
	read: (raw) => (isBlank(raw) ? undefined : read(raw, displayName)),
});

const mobile = person('Mobile Number', 'mobile', 'e.g. 13800138000', mobilePerson);
const email = person('Email', 'email', 'e.g. name@example.com', emailPerson);

export const sinceIdField = optionalIdField({
	displayName: 'After Membership ID',
	name: 'sinceId',
	placeholder: 'e.g. 92808304',
	description: 'Only members who joined after this membership, by its ID. Only when sorted by ID, ascending.',
});

const sortBy = optionsField(
	{ displayName: 'Sort By', name: 'sortBy', default: 'id', description: 'What to sort the members by' },
	[
		{ name: 'Customer ID', value: 'customerId' },
		{ name: 'Group ID', value: 'listId' },
		{ name: 'Membership ID', value: 'id' },
	],
);

export const getAll = perItem({
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'List the members of a group or the groups of a customer',
		description: 'List the members of a group, or the groups of a customer',
	},
	fields: {
		group: groupField({
			description: 'The group whose members to list. If empty, every group.',
			required: false,
		}),
		returnAll: returnAllField,
		limit: limitField,
		filters: filtersOf({ sinceId: sinceIdField, customerId, email, mobile }),
		options: optionsOf({ ...customerDetailFields, sortBy, sortDirection: sortDirectionField }),
	},
	counted: { noun: 'lists of members', verb: 'read' },
	check({ filters, options }) {
		const people = [filters.customerId, filters.mobile, filters.email].filter((one) => one !== undefined);
		if (people.length > 1)
			throw new InvalidParameter(
				'Only one of the filters Customer ID, Mobile Number and Email can be used at a time',
				'Keep one and clear the others.',
			);
		if (filters.sinceId !== undefined && (options.sortBy !== 'id' || options.sortDirection !== 'asc'))
			throw new InvalidParameter(
				'After Membership ID works only when sorted by membership ID, ascending',
				'Remove “Sort By” and “Sort Direction”, or the filter.',
			);
	},
	person({ filters: { mobile, email } }) {
		if (mobile) return { identification: identifications.mobile, person: mobile };
		return email && { identification: identifications.email, person: email };
	},
	async *run(run, { listId, customerId: found, params: { returnAll, limit, filters, options } }) {
		const { sinceId: since, customerId = found } = filters;
		const order = { sortBy: options.sortBy, direction: options.sortDirection };
		const range = { since, limit: returnAll ? Infinity : limit };
		const pages = membersInOrder(run.send, run.settings.width, { listId, customerId }, order, range);
		let any = false;
		for await (const page of pagesWithCustomerFields(pages, run.customers, chosenDetails(options))) {
			any = true;
			yield page;
		}
		if (!any && listId !== undefined) await run.existence.assertExistsAfterEmptyAnswer(listId);
	},
});
