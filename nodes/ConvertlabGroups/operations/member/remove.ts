import { removeMembership } from '../../../api/endpoints';
import { toWireId, type Id } from '../../../api/ids';
import { firstMember } from '../../../api/reading/memberPages';
import { customerDetailFields } from '../../../editor/customerDetails';
import { asTool, idField, optionsField, shownWhen, type Field } from '../../../editor/fields';
import { groupField } from '../../../editor/groupField';
import { batchSizeField, optionsOf } from '../../../editor/options';
import { deleteVerified } from '../../run/deleteVerified';
import { removeFromGroup } from '../../membership/removeFromGroup';
import type { Operation } from '../../run/operation';
import type { Run } from '../../run/run';
import { perGroup } from '../perGroup';
import { perItem } from '../perItem';

const option = {
	name: 'Remove From Group',
	value: 'remove',
	action: 'Remove customers from a group',
	description: 'Take one or many customers out of a group; they stay in DM Hub',
};

const removeBy = optionsField(
	{
		displayName: 'Remove By',
		name: 'removeBy',
		default: 'customer',
		noDataExpression: true,
		description: 'How to say who is removed',
	},
	[
		{
			name: 'Customer',
			value: 'customer',
			description: 'The customer, by mobile number, email, ID or another identity, and the group',
		},
		{
			name: 'Membership',
			value: 'membership',
			description: 'The ID of the membership, from the output of “Add to Group” or “Get Many”',
		},
	],
);

const options = optionsOf({ ...customerDetailFields, batchSize: batchSizeField });

const byCustomer = perGroup({
	option,
	progress: { one: 'customer', many: 'customers', verb: 'removed' },
	groups: { group: groupField({ description: 'The group to take the customers out of' }) },
	fields: { options },
	details: ({ options }) => options,
	ifNotFound: 'refuse',
	async run(run, { listId, customers, failures }) {
		const removed = new Set<Id>();
		run.summary.counting(() => removed.size);
		await removeFromGroup(run, customers, failures, removed);
		return (customerId) => ({
			removed: true,
			listId: toWireId(listId),
			customerId: customerId && toWireId(customerId),
		});
	},
});

const byMembership = perItem({
	option,
	progress: { one: 'membership', many: 'memberships', verb: 'removed' },
	fields: {
		membershipId: asTool(
			idField({
				displayName: 'Membership ID',
				name: 'membershipId',
				required: true,
				default: '={{ $json.id }}',
				placeholder: 'e.g. 92808304',
				description:
					'ID of the membership, not of the customer. The field “id” in the output of “Add to Group” and “Get Many”.',
			}),
			{ default: '' },
		),
	},
	key: ({ params }) => params.membershipId,
	async *run(run, { params: { membershipId } }) {
		await deleteVerified(
			run.send,
			removeMembership(membershipId),
			async () => await isGone(run, membershipId),
		);
		yield [{ removed: true, id: toWireId(membershipId) }];
	},
});

/** DM Hub has no call for one membership, so this asks for the first one after the id before it. */
async function isGone(run: Run, membershipId: Id): Promise<boolean> {
	const before = String(BigInt(membershipId) - 1n);
	const next = await firstMember(run.verify, {}, { since: before });
	return String(next?.id) !== membershipId;
}

/** The same fields, shown only for one way to remove. */
const shownFor = (way: string, fields: Array<[string, Field<unknown>]>) =>
	Object.fromEntries(fields.map(([name, field]) => [name, shownWhen(field, { removeBy: [way] })]));

const [group, ...others] = Object.entries(byCustomer.fields).filter(([, field]) => field !== options);

export const remove: Operation = {
	option,
	progress: byCustomer.progress,
	fields: {
		...shownFor('customer', [group]),
		removeBy,
		...shownFor('customer', others),
		...shownFor('membership', Object.entries(byMembership.fields)),
		options,
	},
	plan: async (run, parameters) => {
		const chosen = parameters.read(removeBy, 0) === 'membership' ? byMembership : byCustomer;
		run.summary.progress = chosen.progress;
		return await chosen.plan(run, parameters);
	},
};
