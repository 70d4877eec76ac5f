import { ways } from './customerKinds';
import { optionsField, shownWhen } from './fields';

/** What to do with people whom DM Hub does not know; not shown for ids, which are not looked up. */

const NOT_BY_ID = { customerBy: ways.filter((by) => by !== 'id') };
const shown = {
	displayName: 'If Customer Not Found',
	name: 'ifNotFound',
	default: 'refuse',
	noDataExpression: true,
} as const;
const create = {
	name: 'Create Customer',
	value: 'create',
	description: 'The customer is created in DM Hub first',
} as const;

export const ifNotFoundField = shownWhen(
	optionsField({ ...shown, description: 'What to do if DM Hub does not know the customer' }, [
		create,
		{ name: 'Fail', value: 'refuse', description: 'The item fails' },
	]),
	NOT_BY_ID,
);

export const ifNotFoundInSyncField = shownWhen(
	optionsField({ ...shown, description: 'What to do if DM Hub does not know a customer in the source' }, [
		create,
		{ name: 'Leave Group Unchanged', value: 'refuse', description: 'Nothing is changed in that group' },
		{
			name: 'Skip Customer',
			value: 'leaveOut',
			description: 'The group is synced without this customer. Members who are not found are removed.',
		},
	]),
	NOT_BY_ID,
);
