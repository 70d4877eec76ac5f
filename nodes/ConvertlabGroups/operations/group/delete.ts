import { deleteGroup, listMembers } from '../../../api/endpoints';
import { Refusal } from '../../../api/errors';
import { fromId, type Id } from '../../../api/ids';
import { booleanField } from '../../../editor/fields';
import { groupField } from '../../../editor/groupField';
import { perItem } from '../../people/perItem';
import { optionsOf } from '../../../editor/options';
import { settle } from '../../../api/result';
import { deleteVerified } from '../../../api/sending/deleteVerified';
import type { Run } from '../../run/run';

const onlyIfEmpty = booleanField({
	displayName: 'Only If Empty',
	name: 'onlyIfEmpty',
	default: false,
	description: 'Whether to refuse to delete a group that still has members',
});

export const deleteOne = perItem({
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a group but keep its customers',
		description: 'Delete a group; its customers stay in DM Hub',
	},
	fields: {
		group: groupField({ description: 'The group to delete. Its customers stay in DM Hub.' }),
		options: optionsOf({ onlyIfEmpty }),
	},
	counted: { noun: 'groups', verb: 'deleted' },
	key: ({ listId, params }) => `${listId} ${params.options.onlyIfEmpty}`,
	async *run(run, { listId, params }) {
		if (params.options.onlyIfEmpty) {
			const members = await run.send(listMembers({ listId }, { sortBy: 'id', direction: 'asc' }, 1));
			if (members.length > 0)
				throw new Refusal({
					kind: 'refused',
					work: 'undone',
					message: `Group ${listId} still has members and was not deleted`,
					description: 'Remove its members first, or turn off “Only If Empty”.',
				});
		}
		await deleteVerified(run.send, deleteGroup(listId), async () => await isGone(run, listId));
		yield [{ deleted: true, id: fromId(listId) }];
	},
});

async function isGone(run: Run, listId: Id): Promise<boolean> {
	const there = await settle(run.groups.assertStillThere(listId));
	if (!(there instanceof Refusal)) return false;
	if (there.kind === 'absent') return true;
	throw there;
}
