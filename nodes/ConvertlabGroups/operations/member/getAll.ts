import { pagesWithCustomerFields, withGroupNames } from '../../../api/reading/memberDetails';
import { membersInOrder } from '../../../api/reading/membersInOrder';
import { chosenDetails, customerDetailFields } from '../../../editor/customerDetails';
import { checkRange, describeRange, joinedFields, rangeInUtc } from '../../../editor/dates';
import {
	isBlank,
	optionalIdField,
	optionsField,
	refuseJoinedExpressions,
	type Field,
} from '../../../editor/fields';
import { groupField, inScope, scopeField } from '../../../editor/groupField';
import { readers, type Identifier } from '../../../editor/identifiers';
import { InvalidParameter, invalidCustomer } from '../../../editor/invalidParameter';
import {
	filtersOf,
	groupNameField,
	limitField,
	optionsOf,
	returnAllField,
	sortDirectionField,
} from '../../../editor/options';
import { perItem } from '../perItem';

const customerId = optionalIdField(
	{
		displayName: 'Customer ID',
		name: 'customerId',
		placeholder: 'e.g. 103446',
		description: 'Only memberships of this customer. With all groups: the groups that the customer is in.',
	},
	invalidCustomer,
);

const identifier = (
	by: 'mobile' | 'email',
	displayName: string,
	placeholder: string,
): Field<Identifier | undefined> => ({
	property: {
		displayName,
		name: by,
		type: 'string',
		default: '',
		placeholder,
		description: `Only memberships of the customer with this ${displayName.toLowerCase()}. With all groups: the groups that the customer is in.`,
	},
	read: (raw, stored) => {
		refuseJoinedExpressions(displayName, stored);
		return isBlank(raw) ? undefined : readers[by](raw, displayName);
	},
});

export const sinceIdField = (description: string) =>
	optionalIdField({
		displayName: 'After Membership ID',
		name: 'sinceId',
		placeholder: 'e.g. 92808304',
		description: `Only members who joined after this membership, by its ID. ${description}`,
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
		action: 'List members of a group or groups of a customer',
		description: 'List the members of a group, or the groups of a customer',
	},
	fields: {
		scope: scopeField('Whether to list the members of one group or of all groups'),
		group: inScope(groupField({ description: 'The group whose members to list' })),
		returnAll: returnAllField,
		limit: limitField,
		filters: filtersOf({
			sinceId: sinceIdField('Only when sorted by ID, ascending.'),
			customerId,
			email: identifier('email', 'Email', 'e.g. name@example.com'),
			mobile: identifier('mobile', 'Mobile Number', 'e.g. 13800138000'),
		}),
		options: optionsOf({
			...customerDetailFields,
			groupName: groupNameField,
			...joinedFields,
			sortBy,
			sortDirection: sortDirectionField,
		}),
	},
	progress: { one: 'list of members', many: 'lists of members', verb: 'read', isRead: true },
	check({ scope, filters, options }) {
		const customers = [filters.customerId, filters.mobile, filters.email].filter((one) => one !== undefined);
		if (customers.length > 1)
			throw new InvalidParameter(
				'Only one of the filters Customer ID, Mobile Number and Email can be used at a time',
				'Keep one and clear the others.',
			);
		if (filters.sinceId !== undefined && (options.sortBy !== 'id' || options.sortDirection !== 'asc'))
			throw new InvalidParameter(
				'After Membership ID works only when sorted by membership ID, ascending',
				'Remove “Sort By” and “Sort Direction”, or the filter.',
			);
		checkRange(options, scope);
	},
	customer: ({ filters: { mobile, email } }) => mobile ?? email,
	async *run(run, { groups: { group: listId }, customerId: found, params }) {
		const { returnAll, limit, filters, options } = params;
		const { sinceId: since } = filters;
		const customer = filters.customerId ?? found;
		const order = { sortBy: options.sortBy, direction: options.sortDirection };
		const filter = { listId, customerId: customer };
		const zone = run.context.getTimezone();
		const joined = rangeInUtc(options, zone);
		const range = describeRange(options, zone, 'Read');
		if (range !== undefined) run.summary.info(range);
		const pages = membersInOrder(run.send, run.settings.concurrency, filter, order, {
			...joined,
			since,
			limit: returnAll ? Infinity : limit,
		});
		let any = false;
		for await (const page of pagesWithCustomerFields(pages, run.customers, chosenDetails(options))) {
			any = true;
			yield options.groupName ? await withGroupNames(page, run.groups) : page;
		}
		if (!any && listId !== undefined) await run.existence.assertExistsAfterEmptyAnswer(listId);
	},
});
