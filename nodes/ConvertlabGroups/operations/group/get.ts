import { groupField } from '../../../editor/groupField';
import { perItem } from '../../people/perItem';
import { memberCountField, withMemberCounts } from '../../groups/memberCount';
import { optionsOf } from '../../../editor/options';

export const get = perItem({
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a group by name or ID',
		description: 'Get one group by its ID or name',
	},
	fields: {
		group: groupField({ description: 'The group to get' }),
		options: optionsOf({ memberCount: memberCountField }),
	},
	counted: { noun: 'groups', verb: 'read' },
	async *run(run, { listId, params }) {
		const group = await run.groups.withId(listId);
		yield await withMemberCounts(run, [group], params.options.memberCount);
	},
});
