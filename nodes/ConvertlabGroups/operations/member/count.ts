import { countMembers } from '../../../api/endpoints';
import { toWireId } from '../../../api/ids';
import { checkRange, describeRange, joinedFields, rangeInUtc } from '../../../editor/dates';
import { groupField } from '../../../editor/groupField';
import { optionsOf } from '../../../editor/options';
import { perItem } from '../perItem';

export const count = perItem({
	option: {
		name: 'Count',
		value: 'count',
		action: 'Count the members of a group',
		description: 'Count the members of a group, by when they joined',
	},
	fields: {
		group: groupField({ description: 'The group whose members to count' }),
		options: optionsOf(joinedFields),
	},
	progress: { one: 'group', many: 'groups', verb: 'counted', isRead: true },
	check({ options }) {
		checkRange(options);
	},
	async *run(run, { groups: { group: listId }, params: { options } }) {
		const zone = run.context.getTimezone();
		const { from: since, until: to } = rangeInUtc(options, zone);
		const count = await run.send(countMembers(listId, { since, to }));
		if (count === 0) await run.existence.assertExistsAfterEmptyAnswer(listId);
		const range = describeRange(options, zone, 'Counted');
		if (range !== undefined) run.summary.info(range);
		yield [
			{
				listId: toWireId(listId),
				count,
				...(since === undefined ? {} : { joinListDateSince: since }),
				...(to === undefined ? {} : { joinListDateTo: to }),
			},
		];
	},
});
