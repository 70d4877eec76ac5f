import { Refusal } from '../../../api/errors';
import { groupsNamed, severalNamed } from '../../../api/reading/whichGroup';
import type { Group } from '../../../api/types';
import { notice, optionsField } from '../../../editor/fields';
import { newGroupNameField } from '../../../editor/groupField';
import { optionsOf } from '../../../editor/options';
import { createGroup } from '../../groups/createGroup';
import { perItem } from '../perItem';

const ifNameExists = optionsField(
	{
		displayName: 'If Name Exists',
		name: 'ifNameExists',
		default: 'useExisting',
		description:
			'What to do if a group with that name exists. DM Hub allows several groups with the same name.',
	},
	[
		{ name: 'Create Another Group', value: 'create', description: 'The new group gets the same name' },
		{ name: 'Stop', value: 'stop', description: 'Nothing is created, and the item fails' },
		{ name: 'Use Existing', value: 'useExisting', description: 'Return the existing group' },
	],
);

export const create = perItem({
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create an empty group with a name',
		description: 'Create an empty group',
	},
	fields: {
		name: newGroupNameField,
		ifNameExists,
		notice: notice(
			'createNotice',
			'DM Hub allows duplicate names. If <b>Retry On Fail</b> is on in this node’s settings, keep <i>Use Existing</i>: n8n repeats the whole node, and groups would be created twice.',
			{ ifNameExists: ['create'] },
		),
		options: optionsOf({}),
	},
	progress: { one: 'group', many: 'groups', verb: 'created' },
	// The next item must find a group that this one creates, and two lost answers at once could not be told apart.
	sequential: true,
	async *run(run, { params: { name, ifNameExists } }) {
		if (ifNameExists === 'create') return yield [{ ...(await createGroup(run, name)) }];
		const existing = await groupsNamed(run.groups, name);
		if (existing.length > 0 && ifNameExists === 'stop') throw exists(name, existing);
		if (existing.length > 1) throw severalNamed(name, existing);
		// It may still show: a second create is never sent.
		const unconfirmed = run.unconfirmedNames.get(name);
		if (existing.length === 0 && unconfirmed) throw unconfirmed;
		const created = existing.length === 0;
		const group = existing[0] ?? (await createGroup(run, name));
		yield [ifNameExists === 'useExisting' ? { ...group, created } : { ...group }];
	},
});

function exists(name: string, groups: Group[]): Refusal {
	const ids = groups.map(({ id }) => id).join(', ');
	const isOne = groups.length === 1;
	return new Refusal({
		kind: 'refused',
		reason: 'guard',
		work: 'undone',
		message: isOne
			? `A group named “${name}” already exists`
			: `${groups.length} groups named “${name}” already exist`,
		description: isOne
			? `Its ID is ${ids}. Choose another name, or set “If Name Exists” to “Use Existing”.`
			: `Their IDs are ${ids}. Choose another name.`,
	});
}
