import { groupField } from '../../../editor/groupField';
import { customerSelection } from '../../../editor/customers';
import { ifNotFoundField } from '../../../editor/ifNotFound';
import { newCustomerField } from '../../../editor/newCustomer';
import { Adding } from '../../membership/adding';
import { customersOf } from '../../membership/customers';
import { perGroup } from '../../membership/perGroup';
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
		...customerSelection,
		ifNotFound: ifNotFoundField,
		newCustomer: newCustomerField,
		options: options.inBatches,
	},
	counted: { noun: 'customers', verb: 'added' },
	ifNotFound: 'mayCreate',
	async run(run, group) {
		const adding = new Adding(run, group, customersOf(group));
		await adding.all();
		const { memberships, outcomes } = adding;
		return (customerId) => outcomes.refused.get(customerId) ?? { ...memberships.get(customerId) };
	},
});
