import { asTool, booleanField, numberField, optionsField } from '../../../editor/fields';
import { groupField } from '../../../editor/groupField';
import { batchSizeField } from '../../../editor/options';
import { optionsOf } from '../../../editor/options';

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
		'Whether one item with an empty customer ID, or an empty list, may empty the group (within the removal limit)',
});

const output = optionsField(
	{ displayName: 'Output', name: 'output', default: 'summary', description: 'What the node outputs' },
	[
		{ name: 'Changes', value: 'changes', description: 'One item per customer who was added or removed' },
		{ name: 'Summary', value: 'summary', description: 'One item per group with the figures' },
	],
);

export const syncOptions = optionsOf({ allowEmptySource, batchSize: batchSizeField, output, removalLimit });
export const syncGroup = groupField({ description: 'The group that should hold exactly these customers' });
