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
import { dryRunField, syncGroup, syncOptions } from './fields';

/** How an item wants its group to be synced. */
export interface Settings extends Params<{ options: typeof syncOptions }> {
	dryRun: boolean;
}

/** What one input item asks for, or why it cannot be read. */
export type SyncRow =
	| { item: number; listId: Id; customers: CustomerReference[]; settings: Settings; draft: NewCustomer }
	| { item: number; listId: Id; problem: unknown; what?: 'dryRun' }
	| { item: number; groupProblem: unknown };

/** An item before its group is known. */
export interface ReadRow {
	item: number;
	group: { value: GroupChoice } | { error: unknown };
	asked:
		| { value: { customers: CustomerReference[]; settings: Settings; draft: NewCustomer } }
		| { error: unknown };
}

/** Reads all items. Keeps why one cannot be read, since what that means for the others is known only after the last. */
export function readSyncRows(inputs: Inputs, people: CustomerReader): ReadRow[] {
	const creates = inputs.read(ifNotFoundInSyncField, 0) === 'create' && people.identification !== undefined;
	const rows: ReadRow[] = [];
	for (let item = 0; item < inputs.length; item += 1) {
		const explained = <T>(read: () => T) => {
			const tried = caught(read);
			return 'error' in tried ? { error: withFieldNames(tried.error, inputs.fieldNames(item)) } : tried;
		};
		rows.push({
			item,
			group: explained(() => inputs.read(syncGroup, item)),
			asked: explained(() => ({
				customers: people.read(item).map(readable),
				settings: { dryRun: inputs.read(dryRunField, item), options: inputs.read(syncOptions, item) },
				draft: creates ? inputs.read(newCustomerField, item) : NO_DRAFT,
			})),
		});
	}
	return rows;
}

const NO_DRAFT: NewCustomer = { fields: {} };

function readable(customer: CustomerReference | InvalidParameter): CustomerReference {
	if (customer instanceof InvalidParameter) throw customer;
	return customer;
}

/** Resolves the groups of the items to ids. */
export async function resolveSyncRows(run: Run, rows: ReadRow[]): Promise<SyncRow[]> {
	const listIdOf = await resolveGroups(
		run,
		rows.map(({ group }) => ('value' in group ? group.value : undefined)),
	);
	return rows.map(({ item, group, asked }): SyncRow => {
		if ('error' in group) return { item, groupProblem: group.error };
		const found = listIdOf(group.value);
		if ('refusal' in found) return { item, groupProblem: found.refusal };
		const listId = found.reply!;
		return 'error' in asked ? { item, listId, problem: asked.error } : { item, listId, ...asked.value };
	});
}
