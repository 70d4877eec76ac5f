import { memberPages } from '../../../api/reading/memberPages';
import { withDetails } from '../../../api/reading/memberDetails';
import { membersSideBySide } from '../../../api/reading/sideBySide';
import { optionalIdField, optionsField } from '../../../editor/fields';
import { groupField } from '../../../editor/groupField';
import { limitField, returnAllField } from '../../../editor/customerFields';
import { chosenDetails, customerDetailFields } from '../../../editor/customerDetails';
import { InvalidParameter } from '../../../editor/invalidParameter';
import { perItem } from '../../run/operation';
import { filtersOf, optionsOf } from '../../../editor/options';
import { sortDirectionField } from '../../../editor/sorting';

const customerId = optionalIdField({
	displayName: 'Customer ID',
	name: 'customerId',
	placeholder: 'e.g. 103446',
	description: 'Only memberships of this customer. Without a group: all groups that the customer is in.',
});

export const sinceIdField = optionalIdField({
	displayName: 'After Membership ID',
	name: 'sinceId',
	placeholder: 'e.g. 92808304',
	description: 'Only members who joined after this membership, by its ID. For the order by ID, ascending.',
});

const sortBy = optionsField(
	{ displayName: 'Sort By', name: 'sortBy', default: 'id', description: 'What to order the members by' },
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
		action: 'Get many group members',
		description: 'List the members of a group, or the groups of a customer',
	},
	fields: {
		group: groupField({
			description: 'The group whose members to list. Empty: every group.',
			required: false,
		}),
		returnAll: returnAllField,
		limit: limitField,
		filters: filtersOf({ sinceId: sinceIdField, customerId }),
		options: optionsOf({ ...customerDetailFields, sortBy, sortDirection: sortDirectionField }),
	},
	counted: { noun: 'lists of members', verb: 'read' },
	check({ filters, options }) {
		if (filters.sinceId !== undefined && (options.sortBy !== 'id' || options.sortDirection !== 'asc'))
			throw new InvalidParameter(
				'After Membership ID works with the order by membership ID, ascending, only',
				'Remove “Sort By” and “Sort Direction”, or the filter.',
			);
	},
	async *run(run, { listId, params: { returnAll, limit, filters, options } }) {
		const { sinceId: since, customerId } = filters;
		const order = { sortBy: options.sortBy, direction: options.sortDirection };
		let any = false;
		const filter = { listId, customerId };
		// The order by id, read to its end, is the one that parts can be read side by side in.
		const sideBySide = returnAll && order.sortBy === 'id' && order.direction === 'asc';
		const pages = sideBySide
			? membersSideBySide(run.send, run.settings.width, filter, since)
			: memberPages(run.send, filter, order, { since, limit: returnAll ? Infinity : limit });
		for await (const page of withDetails(pages, run.customers, chosenDetails(options))) {
			any = true;
			yield page;
		}
		if (!any && listId !== undefined) await run.groups.believeEmpty(listId);
	},
});
