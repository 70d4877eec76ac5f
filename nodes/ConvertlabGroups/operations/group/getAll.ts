import { groupPages } from '../../../api/reading/groupPages';
import { nameContains } from '../../../api/reading/whichGroup';
import { optionsField, textField } from '../../../editor/fields';
import { memberCountField, withMemberCounts } from '../../groups/memberCount';
import { perItem } from '../perItem';
import {
	filtersOf,
	limitField,
	optionsOf,
	returnAllField,
	sortDirectionField,
} from '../../../editor/options';

const wantedText = textField({
	displayName: 'Name Contains',
	name: 'nameContains',
	placeholder: 'e.g. 会员',
	description: 'Only groups with this text in their name; case does not matter',
});

const sortBy = optionsField(
	{ displayName: 'Sort By', name: 'sortBy', default: 'id', description: 'What to sort the groups by' },
	[
		{ name: 'Created', value: 'dateCreated' },
		{ name: 'ID', value: 'id' },
		{ name: 'Last Updated', value: 'lastUpdated' },
		{ name: 'Name', value: 'name' },
	],
);

export const getAll = perItem({
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'List groups or find them by name',
		description: 'List the groups of the account',
	},
	fields: {
		returnAll: returnAllField,
		limit: limitField,
		filters: filtersOf({ nameContains: wantedText }),
		options: optionsOf({ memberCount: memberCountField, sortBy, sortDirection: sortDirectionField }),
	},
	progress: { one: 'list of groups', many: 'lists of groups', verb: 'read', isRead: true },
	async *run(run, { params: { returnAll, limit, filters, options } }) {
		const wanted = filters.nameContains;
		let left = returnAll ? Infinity : limit;
		const pages = groupPages(
			run.send,
			{ sortBy: options.sortBy, direction: options.sortDirection },
			wanted === '' ? left : Infinity,
		);
		for await (const page of pages) {
			const groups = page.filter(({ name }) => nameContains(name, wanted)).slice(0, left);
			left -= groups.length;
			yield await withMemberCounts(run, groups, options.memberCount);
			if (left === 0) return;
		}
	},
});
