import { customerDetailFields } from '../../editor/customerDetails';
import { asTool, booleanField, numberField, optionsField } from '../../editor/fields';
import { groupField } from '../../editor/groupField';
import { batchSizeField, optionsOf } from '../../editor/options';

/** An agent's sync is a dry run unless a person has turned that off. */
export const dryRunField = asTool(
	booleanField({
		displayName: 'Dry Run',
		name: 'dryRun',
		default: false,
		description: 'Whether to change nothing and only report what would be added and removed',
		builderHint: {
			propertyHint: 'Turn it on for the first run: whoever is not in the input is removed from the group.',
		},
	}),
	{ default: true, noDataExpression: true },
);

const removalLimit = numberField(
	{
		displayName: 'Removal Limit (%)',
		name: 'removalLimit',
		default: 20,
		description:
			'Change nothing if more than this share of the current members would be removed, since the source is then probably incomplete',
	},
	0,
	100,
);

const allowEmptySource = booleanField({
	displayName: 'Allow Empty Source',
	name: 'allowEmptySource',
	default: false,
	description:
		'Whether one item without fields, or an empty list, may empty the group (within the removal limit)',
});

const changes = optionsField(
	{
		displayName: 'Changes',
		name: 'changes',
		default: 'both',
		description: 'Which changes to make',
	},
	[
		{
			name: 'Add and Remove',
			value: 'both',
			description: 'The group holds exactly these customers afterwards',
		},
		{ name: 'Only Add', value: 'add', description: 'Nobody is removed' },
		{ name: 'Only Remove', value: 'remove', description: 'Nobody is added' },
	],
);

const output = optionsField(
	{ displayName: 'Output', name: 'output', default: 'summary', description: 'What the node outputs' },
	[
		{ name: 'Changes', value: 'changes', description: 'One item per customer who was added or removed' },
		{ name: 'Summary', value: 'summary', description: 'One item per group with the figures' },
	],
);

export const syncOptions = optionsOf({
	allowEmptySource,
	batchSize: batchSizeField,
	changes,
	...customerDetailFields,
	output,
	removalLimit,
});

export const syncGroups = {
	group: groupField({ description: 'The group that should hold exactly these customers' }),
};

/** How a run syncs its groups; the same for all items. */
export type SyncSettings = { dryRun: boolean } & ReturnType<typeof syncOptions.read>;
