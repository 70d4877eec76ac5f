import { optionsField } from './fields';

export const sortDirectionField = optionsField(
	{
		displayName: 'Sort Direction',
		name: 'sortDirection',
		default: 'asc',
		description: 'Whether the smallest or the largest comes first',
	},
	[
		{ name: 'Ascending', value: 'asc' },
		{ name: 'Descending', value: 'desc' },
	],
);
