import { fromId } from '../../../api/ids';
import { groupField, customerIdField, customerIdsField, customersFromField } from '../../memberFields';
import { distinctCustomers, perGroup } from '../../membership/customers';
import { findMembers } from '../../membership/finding';
import { options } from '../options';

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
	async *run(run, group) {
		const { listId, entries } = group;
		const customers = distinctCustomers(group);
		const members = await findMembers(run.send, run.settings.width, listId, customers);
		// Nobody is also what DM Hub may say of a group that was deleted.
		if (members.size === 0) await run.groups.get(listId);
		run.notes.done += customers.length;
		for (const { item, position, customerId } of entries) {
			const membership = members.get(customerId);
			const json = {
				listId: fromId(listId),
				customerId: fromId(customerId),
				isMember: membership !== undefined,
			};
			yield { item, position, json: membership ? { ...json, membership: { ...membership } } : json };
		}
	},
});
