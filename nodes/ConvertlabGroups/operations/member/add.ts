import { groupField } from '../../../editor/groupField';
import { customerIdField, customerIdsField, customersFromField } from '../../../editor/customerFields';
import { Adding } from '../../membership/adding';
import { customersOf, perGroup } from '../../membership/customers';
import { options } from '../../../editor/options';

export const add = perGroup({
	option: {
		name: 'Add to Group',
		value: 'add',
		action: 'Add customers to a group',
		description: 'Put one or many customers into a group; one who is a member already stays one',
	},
	fields: {
		group: groupField({ description: 'The group to put the customers into' }),
		customersFrom: customersFromField,
		customerId: customerIdField,
		customerIds: customerIdsField,
		options: options.inBatches,
	},
	counted: { noun: 'customers', verb: 'added' },
	async run(run, group) {
		const adding = new Adding(run, group, customersOf(group));
		await adding.all();
		const { known, fates } = adding;
		return (customerId) => fates.refused.get(customerId) ?? { ...known.members.get(customerId) };
	},
});
