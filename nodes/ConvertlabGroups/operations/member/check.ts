import { toWireId } from '../../../api/ids';
import { customerDetailFields } from '../../../editor/customerDetails';
import { groupField } from '../../../editor/groupField';
import { groupNameField, optionsOf } from '../../../editor/options';
import { findMembers } from '../../membership/memberships';
import { perGroup } from '../perGroup';

export const check = perGroup({
	option: {
		name: 'Check Membership',
		value: 'check',
		action: 'Check if customers are in a group',
		description: 'Tell for each customer whether they are in the group',
	},
	groups: { group: groupField({ description: 'The group to check' }) },
	fields: { options: optionsOf({ ...customerDetailFields, groupName: groupNameField }) },
	progress: { one: 'customer', many: 'customers', verb: 'checked', isRead: true },
	details: ({ options }) => options,
	ifNotFound: 'report',
	async run(run, { listId, customers, failures, params: { options } }) {
		const members = await findMembers(
			run.send,
			run.settings.concurrency,
			listId,
			customers,
			(customerId, refusal) => failures.refuse([customerId], refusal),
		);
		// DM Hub may answer for a deleted group as if it were empty: then nobody can be checked, known or not.
		if (members.size === 0) await run.existence.assertExistsAfterEmptyAnswer(listId);
		const group = options.groupName ? { groupName: await run.groupName(listId) } : {};
		run.summary.counting(() => customers.size - failures.refused.size);
		return (customerId) => {
			const membership = customerId === null ? undefined : members.get(customerId);
			return {
				listId: toWireId(listId),
				...group,
				customerId: customerId === null ? null : toWireId(customerId),
				isMember: membership !== undefined,
				...(membership ? { membership: { ...membership } } : {}),
			};
		};
	},
});
