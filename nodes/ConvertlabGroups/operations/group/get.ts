import { groupField } from '../../../editor/groupField';
import { perItem } from '../perItem';
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
	progress: { one: 'group', many: 'groups', verb: 'read', isRead: true },
	async *run(run, { groups, params }) {
		const group = await run.groups.withId(groups.group);
		yield await withMemberCounts(run, [group], params.options.memberCount);
	},
});
