import { listMembers, removeMembership } from '../../../api/endpoints';
import { fromId, type Id } from '../../../api/ids';
import { deleteVerified } from '../../../api/sending/deleteVerified';
import { asTool, idField, optionsField, shownWhen, type Field } from '../../../editor/fields';
import { groupField } from '../../../editor/groupField';
import { customerSelection } from '../../../editor/customers';
import { distinctCustomers } from '../../membership/customers';
import { perGroup } from '../../membership/perGroup';
import { Removing } from '../../membership/removing';
import { perItem } from '../../people/perItem';
import type { Operation } from '../../run/operation';
import { options } from '../../../editor/options';
import type { Run } from '../../run/run';

const option = {
	name: 'Remove From Group',
	value: 'remove',
	action: 'Remove customers from a group',
	description: 'Take one or many customers out of a group; they stay in DM Hub',
};
const counted = { noun: 'customers', verb: 'removed' };

const removeBy = optionsField(
	{
		displayName: 'Remove By',
		name: 'removeBy',
		default: 'customer',
		noDataExpression: true,
		description: 'Which ID you have of the member',
	},
	[
		{ name: 'Customer', value: 'customer', description: 'The ID of the customer, and the group' },
		{
			name: 'Membership',
			value: 'membership',
			description: 'The ID of the membership, from the output of “Add to Group” or “Get Many”',
		},
	],
);

const byCustomer = perGroup({
	option,
	counted,
	fields: {
		group: shownWhen(groupField({ description: 'The group to take the customers out of' }), {
			removeBy: ['customer'],
		}),
		...Object.fromEntries(
			Object.entries(customerSelection).map(([name, field]) => [
				name,
				shownWhen(field as Field<unknown>, { removeBy: ['customer'] }),
			]),
		),
	},
	ifNotFound: 'refuse',
	async run(run, group) {
		const removing = new Removing(run, group, distinctCustomers(group));
		await removing.all();
		const listId = fromId(group.listId);
		return (customerId) =>
			removing.outcomes.refused.get(customerId) ?? { removed: true, listId, customerId: fromId(customerId) };
	},
});

const byMembership = perItem({
	option,
	counted: { noun: 'memberships', verb: 'removed' },
	fields: {
		membershipId: shownWhen(
			asTool(
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
			{ removeBy: ['membership'] },
		),
	},
	key: ({ params }) => params.membershipId,
	async *run(run, { params: { membershipId } }) {
		await deleteVerified(
			run.send,
			removeMembership(membershipId),
			async () => await isGone(run, membershipId),
		);
		yield [{ removed: true, id: fromId(membershipId) }];
	},
});

/** DM Hub has no call for one membership, so this asks for the first one after the id before it. */
async function isGone(run: Run, membershipId: Id): Promise<boolean> {
	const before = String(BigInt(membershipId) - 1n);
	const next = await run.ask(listMembers({}, { sortBy: 'id', direction: 'asc' }, 1, before));
	return next.every(({ id }) => String(id) !== membershipId);
}

export const remove: Operation = {
	option,
	counted,
	fields: { removeBy, ...byCustomer.fields, ...byMembership.fields, options: options.inBatches },
	plan: async (run, inputs) => {
		const chosen = inputs.read(removeBy, 0) === 'membership' ? byMembership : byCustomer;
		run.notes.counted = chosen.counted;
		return await chosen.plan(run, inputs);
	},
};
