import { checkRange, describeRange, joinedFieldsOfWrite, rangeInUtc } from '../../../editor/dates';
import { asTool, booleanField, numberField, optionsField } from '../../../editor/fields';
import { groupField, groupShownWhen } from '../../../editor/groupField';
import { InvalidParameter } from '../../../editor/invalidParameter';
import { batchSizeField, optionsOf } from '../../../editor/options';
import { copyMembers } from '../../copy/copyMembers';
import type { Operation } from '../../run/operation';
import { counted } from '../../run/summary';
import { perItem } from '../perItem';

const which = optionsField(
	{
		displayName: 'Which Members',
		name: 'which',
		default: 'all',
		description: 'Which members of the group to copy',
	},
	[
		{ name: 'All Members', value: 'all' },
		{ name: 'Members Who Are Also in Another Group', value: 'alsoIn' },
		{ name: 'Members Who Are Not in Another Group', value: 'notIn' },
	],
);

const otherGroup = groupShownWhen(
	groupField({
		displayName: 'Other Group',
		name: 'otherGroup',
		description: 'The group in which the members must not be, or must also be',
	}),
	{ which: ['notIn', 'alsoIn'] },
);

/** An agent's copy is a dry run unless a person has turned that off. */
const dryRun = asTool(
	booleanField({
		displayName: 'Dry Run',
		name: 'dryRun',
		default: false,
		description: 'Whether to change nothing and only report who would be copied',
	}),
	{ default: true, noDataExpression: true },
);

const shareFrom = numberField(
	{
		displayName: 'Share From (%)',
		name: 'shareFrom',
		default: 0,
		description:
			'Where the share of the members begins, in percent. A customer is always in the same share: 0–50 and 50–100 are two parts of about the same size.',
	},
	0,
	99,
);

const shareTo = numberField(
	{
		displayName: 'Share To (%)',
		name: 'shareTo',
		default: 100,
		description: 'Where the share of the members ends, in percent; the end itself is not part of it',
	},
	1,
	100,
);

const removeFromSource = booleanField({
	displayName: 'Remove From Source',
	name: 'removeFromSource',
	default: false,
	description: 'Whether to take members out of “From Group” once they are in “To Group”',
});

const copyOptions = optionsOf({
	batchSize: batchSizeField,
	...joinedFieldsOfWrite,
	removeFromSource,
	shareFrom,
	shareTo,
});

const groups = {
	group: groupField({ displayName: 'From Group', description: 'The group to copy members from' }),
	toGroup: groupField({
		displayName: 'To Group',
		name: 'toGroup',
		description: 'The group to put the members into',
		mayCreate: true,
	}),
};

const each = perItem({
	option: {
		name: 'Copy to Group',
		value: 'copy',
		action: 'Copy the members of a group to another group',
		description:
			'Put the members of one group into another: all of them, those who are not or also in a third group, or a share',
	},
	fields: { ...groups, which, otherGroup, dryRun, options: copyOptions },
	progress: { one: 'customer', many: 'customers', verb: 'added' },
	// The next item must see what this one did: of two moves to and fro at once, a customer might end in neither group.
	sequential: true,
	countsCustomers: true,
	key: ({ groups, params }) => JSON.stringify([groups, params.which]),
	check({ options }) {
		checkRange(options);
		if (options.shareFrom >= options.shareTo)
			throw new InvalidParameter(
				`The share from ${options.shareFrom} % to ${options.shareTo} % is empty`,
				'Share From has to be less than Share To: 0 and 50 are one half, 50 and 100 the other.',
			);
	},
	async *run(run, { item, groups: { group, toGroup, otherGroup }, params: { which, dryRun, options } }) {
		const chosen = [group, toGroup, otherGroup].filter((id) => id !== undefined);
		const twice = chosen.find((id, at) => chosen.indexOf(id) < at);
		if (twice !== undefined)
			throw new InvalidParameter(
				`Two of the selected groups are the same: ${run.describeGroup(twice)}`,
				'Select different groups.',
			);
		const zone = run.context.getTimezone();
		const range = describeRange(options, zone, dryRun ? 'Would copy' : 'Copied');
		if (range !== undefined) run.summary.info(range);
		const { summary, failures } = await copyMembers(run, {
			item,
			from: group,
			to: toGroup,
			condition: which === 'all' || otherGroup === undefined ? undefined : { which, group: otherGroup },
			joined: rangeInUtc(options, zone),
			share: { from: options.shareFrom, to: options.shareTo },
			dryRun,
			removeFromSource: options.removeFromSource,
		});
		const left = options.removeFromSource
			? ` ${counted(Number(summary.removed), 'customer was', 'customers were')} removed from ${run.describeGroup(group)}.`
			: '';
		if (dryRun) run.summary.info('This was a dry run: nothing was changed.');
		else
			run.summary.info(
				`Added ${counted(Number(summary.added), 'customer', 'customers')} to ${run.describeGroup(toGroup)}; ${counted(Number(summary.alreadyMembers), 'was a member', 'were members')} already.${left}`,
			);
		yield [summary];
		yield { failures };
	},
});

/** Dry Run and the options belong to the run. */
export const copy: Operation = {
	...each,
	plan: async (run, parameters) => {
		parameters.readForAll(dryRun);
		parameters.readForAll(copyOptions);
		return await each.plan(run, parameters);
	},
};
