import { deleteGroup } from '../../../api/endpoints';
import { Refusal } from '../../../api/errors';
import { toWireId, type Id } from '../../../api/ids';
import { firstMember } from '../../../api/reading/memberPages';
import { booleanField } from '../../../editor/fields';
import { groupField } from '../../../editor/groupField';
import { perItem } from '../perItem';
import { optionsOf } from '../../../editor/options';
import { settle } from '../../../api/promises';
import { deleteVerified } from '../../run/deleteVerified';
import type { Run } from '../../run/run';
import { capital } from '../../../api/quote';

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
	progress: { one: 'group', many: 'groups', verb: 'deleted' },
	key: ({ groups, params }) => `${groups.group} ${params.options.onlyIfEmpty}`,
	async *run(run, { groups: { group: listId }, params }) {
		if (params.options.onlyIfEmpty && (await firstMember(run.send, { listId })))
			throw new Refusal({
				kind: 'refused',
				reason: 'guard',
				work: 'undone',
				message: `${capital(run.describeGroup(listId))} still has members and was not deleted`,
				description: 'Remove its members first, or turn off “Only If Empty”.',
			});
		await deleteVerified(run.send, deleteGroup(listId), async () => await isGone(run, listId));
		yield [{ deleted: true, id: toWireId(listId) }];
	},
});

async function isGone(run: Run, listId: Id): Promise<boolean> {
	const there = await settle(run.existence.assertExists(listId));
	if (!(there instanceof Refusal)) return false;
	if (there.kind === 'absent') return true;
	throw there;
}
