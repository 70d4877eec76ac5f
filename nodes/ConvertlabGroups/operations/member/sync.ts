import { customerSelection, ifNotFoundInSyncField } from '../../../editor/customers';
import { notice } from '../../../editor/fields';
import { newCustomerField } from '../../../editor/newCustomer';
import { customerIn } from '../../customers/entries';
import type { Operation } from '../../run/operation';
import { dryRunField, syncGroups, syncOptions } from '../../sync/fields';
import { planSync } from '../../sync/plan';

export const sync: Operation = {
	option: {
		name: 'Sync Group',
		value: 'sync',
		action: 'Sync a group with exactly these customers',
		description:
			'Make the group hold exactly these customers: add who is missing, remove who is not among them',
	},
	fields: {
		...syncGroups,
		notice: notice(
			'syncNotice',
			'All customers of a group must come in <b>one run</b> of this node: whoever is not among them is removed. Have the node before it read everything (<i>Return All</i>), and never put this one inside <i>Loop Over Items</i>. Groups that the input does not name are not touched.',
		),
		...customerSelection,
		ifNotFound: ifNotFoundInSyncField,
		newCustomer: newCustomerField,
		dryRun: dryRunField,
		options: syncOptions,
	},
	progress: { one: 'customer', many: 'customers', verb: 'changed' },
	customerOf: customerIn,
	plan: planSync,
};
