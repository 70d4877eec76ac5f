import { notice } from '../../../editor/fields';
import { customerSelection } from '../../../editor/customers';
import { ifNotFoundInSyncField } from '../../../editor/ifNotFound';
import { newCustomerField } from '../../../editor/newCustomer';
import { dryRunField, syncGroup, syncOptions } from '../../membership/sync/fields';
import { planSync } from '../../membership/sync/plan';
import type { Operation } from '../../run/operation';

export const sync: Operation = {
	option: {
		name: 'Sync Group',
		value: 'sync',
		action: 'Make a group hold exactly the given customers',
		description:
			'Make the group hold exactly these customers: add who is missing, remove who is not among them',
	},
	fields: {
		group: syncGroup,
		notice: notice(
			'syncNotice',
			'All customers of a group have to come in <b>one run</b> of this node: whoever is not among them is removed. Never put it inside <i>Loop Over Items</i>. Groups that the input does not name are not touched.',
		),
		...customerSelection,
		ifNotFound: ifNotFoundInSyncField,
		newCustomer: newCustomerField,
		dryRun: dryRunField,
		options: syncOptions,
	},
	counted: { noun: 'customers', verb: 'changed' },
	plan: planSync,
};
