import type { Id } from '../../../api/ids';
import type { Membership } from '../../../api/types';
import { customerDetailFields } from '../../../editor/customerDetails';
import { booleanField } from '../../../editor/fields';
import { groupField } from '../../../editor/groupField';
import { batchSizeField, optionsOf } from '../../../editor/options';
import { addToGroup } from '../../membership/addToGroup';
import { Memberships } from '../../membership/memberships';
import { counted } from '../../run/summary';
import { perGroup } from '../perGroup';

const tellNew = booleanField({
	displayName: 'Tell Who Is New',
	name: 'tellNew',
	default: false,
	description:
		'Whether to look up first who is already in the group, send only the others, and add “isNew” to each output',
});

export const add = perGroup({
	option: {
		name: 'Add to Group',
		value: 'add',
		action: 'Add customers to a group',
		description: 'Put one or many customers into a group; existing members stay members',
	},
	groups: { group: groupField({ description: 'The group to put the customers into', mayCreate: true }) },
	fields: { options: optionsOf({ ...customerDetailFields, tellNew, batchSize: batchSizeField }) },
	progress: { one: 'customer', many: 'customers', verb: 'added' },
	details: ({ options }) => options,
	ifNotFound: 'mayCreate',
	async run(run, { listId, customers, failures, params: { options } }) {
		const memberships = new Memberships(run, listId, customers);
		if (!options.tellNew) {
			run.summary.counting(() => memberships.size);
			await addToGroup(run, memberships, failures);
			return (customerId) => ({ ...memberOf(memberships, customerId) });
		}
		await memberships.find([...customers], run.send);
		const before = memberships.size;
		run.summary.counting(() => memberships.size - before);
		const isNew = new Set(memberships.pending());
		await addToGroup(run, memberships, failures);
		const added = memberships.size - before;
		run.summary.info(
			`Added ${counted(added, 'customer', 'customers')} to ${run.describeGroup(listId)}; ${counted(before, 'was a member', 'were members')} already.`,
		);
		return (customerId) => {
			const membership = memberOf(memberships, customerId);
			// Of several items that are one new customer the first has them as new.
			return { ...membership, isNew: customerId !== null && isNew.delete(customerId) };
		};
	},
});

function memberOf(memberships: Memberships, customerId: Id | null): Membership {
	const membership = customerId === null ? undefined : memberships.get(customerId);
	if (!membership) throw new Error(`Customer ${customerId} is neither a member nor refused`);
	return membership;
}
