import { Refusal } from '../../../api/errors';
import type { CustomerReference } from '../../../api/identification';
import type { Id } from '../../../api/ids';
import type { GroupChoice } from '../../../api/types';
import type { Params } from '../../../editor/fields';
import { ifNotFoundInSyncField } from '../../../editor/ifNotFound';
import { InvalidParameter } from '../../../editor/invalidParameter';
import { newCustomerField, type NewCustomer } from '../../../editor/newCustomer';
import type { CustomerReader } from '../../people/customerReader';
import { caught, withFieldNames, type Inputs } from '../../run/inputs';
import { resolveGroups } from '../../run/items';
import type { Run } from '../../run/run';
import { named, type Name } from '../customers';
import { dryRunField, syncGroup, syncOptions } from './fields';

/** How an item wants its group to be synced. */
export interface Settings extends Params<{ options: typeof syncOptions }> {
	dryRun: boolean;
}

/** What one input item asks for, or why it cannot be read; `name` is its customer, where it names one. */
export type SyncRow =
	| { item: number; listId: Id; customers: CustomerReference[]; settings: Settings; draft: NewCustomer }
	| { item: number; listId: Id; problem: unknown; what: 'customer' | 'dryRun' | 'settings'; name: Name }
	| { item: number; groupProblem: unknown; name: Name };

type Tried<T> = { value: T } | { error: unknown };

/** An item before its group is known. */
export interface ReadRow {
	item: number;
	group: Tried<GroupChoice>;
	customers: Tried<Array<CustomerReference | InvalidParameter>>;
	how: Tried<{ settings: Settings; draft: NewCustomer }>;
}

/** Reads all items. Keeps why one cannot be read, since what that means for the others is known only after the last. */
export function readSyncRows(inputs: Inputs, people: CustomerReader): ReadRow[] {
	const creates = inputs.read(ifNotFoundInSyncField, 0) === 'create' && people.identification !== undefined;
	const rows: ReadRow[] = [];
	for (let item = 0; item < inputs.length; item += 1) {
		const explained = <T>(read: () => T): Tried<T> => {
			const tried = caught(read);
			return 'error' in tried ? { error: withFieldNames(tried.error, inputs.fieldNames(item)) } : tried;
		};
		rows.push({
			item,
			group: explained(() => inputs.read(syncGroup, item)),
			customers: explained(() => people.read(item)),
			how: explained(() => ({
				settings: { dryRun: inputs.read(dryRunField, item), options: inputs.read(syncOptions, item) },
				draft: creates ? inputs.read(newCustomerField, item) : NO_DRAFT,
			})),
		});
	}
	return rows;
}

const NO_DRAFT: NewCustomer = { fields: {} };

/** Resolves the groups of the items to ids. */
export async function resolveSyncRows(run: Run, rows: ReadRow[]): Promise<SyncRow[]> {
	const listIdOf = await resolveGroups(
		run,
		rows.map(({ group }) => ('value' in group ? group.value : undefined)),
	);
	return rows.map((row): SyncRow => {
		const { item, group, customers, how } = row;
		const found = 'value' in group ? listIdOf(group.value) : undefined;
		if (found === undefined || found instanceof Refusal)
			return { item, groupProblem: 'error' in group ? group.error : found, name: nameIn(row) };
		const listId = found;
		const problem = (cause: unknown, what: 'customer' | 'settings'): SyncRow => ({
			item,
			listId,
			problem: cause,
			what,
			name: nameIn(row),
		});
		if ('error' in customers) return problem(customers.error, 'customer');
		const unreadable = customers.value.find((one) => one instanceof InvalidParameter);
		if (unreadable) return problem(unreadable, 'customer');
		if ('error' in how) return problem(how.error, 'settings');
		return { item, listId, customers: customers.value as CustomerReference[], ...how.value };
	});
}

const nameIn = ({ customers }: ReadRow): Name => named('value' in customers ? customers.value : []);
