import { Refusal } from '../../../api/errors';
import { fromId, type Id } from '../../../api/ids';
import { settle } from '../../../api/result';
import type { Membership } from '../../../api/types';
import { groupField } from '../../../editor/groupField';
import { customerSelection } from '../../../editor/customers';
import { CustomerOutcomes } from '../../membership/customerOutcomes';
import { distinctCustomers } from '../../membership/customers';
import { perGroup } from '../../membership/perGroup';
import { findMembers } from '../../membership/finding';
import { options } from '../../../editor/options';

export const check = perGroup({
	option: {
		name: 'Check Membership',
		value: 'check',
		action: 'Check if customers are in a group',
		description: 'Tell for each customer whether they are in the group',
	},
	fields: {
		group: groupField({ description: 'The group to look into' }),
		...customerSelection,
		options: options.ofEveryRequest,
	},
	counted: { noun: 'customers', verb: 'checked' },
	ifNotFound: (listId) => ({ listId: fromId(listId), customerId: null, isMember: false }),
	async run(run, group) {
		const { listId } = group;
		const customers = distinctCustomers(group);
		const outcomes = new CustomerOutcomes(run, group);
		const refuse = (refusal: Refusal) =>
			outcomes.refuse(
				[...customers].filter((customer) => !outcomes.refused.has(customer)),
				refusal,
			);
		const looked = await settle(
			findMembers(run.send, run.settings.width, listId, customers, (customer, refusal) =>
				outcomes.refuse([customer], refusal),
			),
		);
		const members = looked instanceof Refusal ? new Map<Id, Membership>() : looked;
		if (looked instanceof Refusal) refuse(looked);
		else if (members.size === 0) {
			const there = await settle(run.groups.believeEmpty(listId));
			if (there instanceof Refusal) refuse(there);
		}
		run.notes.done += customers.size - outcomes.refused.size;
		return (customerId) => {
			const refusal = outcomes.refused.get(customerId);
			if (refusal) return refusal;
			const membership = members.get(customerId);
			const ids = { listId: fromId(listId), customerId: fromId(customerId) };
			return membership
				? { ...ids, isMember: true, membership: { ...membership } }
				: { ...ids, isMember: false };
		};
	},
});
