import type { Refusal } from '../../../api/errors';
import { fromId, type Id } from '../../../api/ids';
import { settle } from '../../../api/outcome';
import type { Membership } from '../../../api/types';
import { groupField } from '../../../editor/groupField';
import { customerIdField, customerIdsField, customersFromField } from '../../../editor/customerFields';
import { Fates, distinctCustomers, perGroup } from '../../membership/customers';
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
		customersFrom: customersFromField,
		customerId: customerIdField,
		customerIds: customerIdsField,
		options: options.ofEveryRequest,
	},
	counted: { noun: 'customers', verb: 'checked' },
	async run(run, group) {
		const { listId } = group;
		const customers = distinctCustomers(group);
		const fates = new Fates(run, group);
		const refuse = (refusal: Refusal) =>
			fates.refuse(
				[...customers].filter((customer) => !fates.refused.has(customer)),
				refusal,
			);
		const looked = await settle(
			findMembers(run.send, run.settings.width, listId, customers, (customer, refusal) =>
				fates.refuse([customer], refusal),
			),
		);
		const members = 'refusal' in looked ? new Map<Id, Membership>() : looked.reply;
		if ('refusal' in looked) refuse(looked.refusal);
		else if (members.size === 0) {
			const there = await settle(run.groups.believeEmpty(listId));
			if ('refusal' in there) refuse(there.refusal);
		}
		run.notes.done += customers.size - fates.refused.size;
		return (customerId) => {
			const refusal = fates.refused.get(customerId);
			if (refusal) return refusal;
			const membership = members.get(customerId);
			const ids = { listId: fromId(listId), customerId: fromId(customerId) };
			return membership
				? { ...ids, isMember: true, membership: { ...membership } }
				: { ...ids, isMember: false };
		};
	},
});
