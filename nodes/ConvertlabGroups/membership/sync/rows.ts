import type { Id } from '../../../api/ids';
import type { Field } from '../../../editor/fields';
import { withFieldNames, type Inputs } from '../../run/inputs';
import { customerIdField, customerIdsField, customersFromField } from '../../../editor/customerFields';
import { InvalidParameter } from '../../../editor/invalidParameter';
import { caught } from '../../run/operation';
import { isBlank } from '../../../editor/rawValue';
import { readId } from '../../../editor/readId';
import type { Run } from '../../run/run';
import { ChosenGroups } from '../../../api/reading/whichGroup';
import { syncGroup } from './fields';

/** A customer id that may be missing, for a source that may be empty. */
const customerOrNone: Field<Id | undefined> = {
	property: customerIdField.property,
	read: (raw) => (isBlank(raw) ? undefined : readId(raw, customerIdField.property.displayName)),
};

/** What one input item asks for. */
export interface SyncRow {
	item: number;
	listId?: Id;
	ids: Id[];
	/** Why the item's customers cannot be read. */
	problem?: unknown;
	/** Why its group cannot be read. */
	groupProblem?: unknown;
}

/** Reads all items, and keeps why one cannot be read: what that means for the others is not known before the last. */
export async function readSyncRows(run: Run, inputs: Inputs): Promise<SyncRow[]> {
	const isList = inputs.read(customersFromField, 0) === 'list';
	const rows: SyncRow[] = [];
	const chosen = new ChosenGroups(run.groups);
	for (let item = 0; item < inputs.length; item += 1) {
		const choice = caught(() => inputs.read(syncGroup, item));
		const ids = caught(() => (isList ? readList(inputs, item) : readOne(inputs, item)));
		const explained = (error: unknown) => withFieldNames(error, inputs.fieldNames(item));
		const row: SyncRow = {
			item,
			ids: 'error' in ids ? [] : ids.value,
			problem: 'error' in ids ? explained(ids.error) : undefined,
		};
		rows.push(row);
		if ('error' in choice) row.groupProblem = explained(choice.error);
		else {
			const listId = await chosen.idOf(choice.value);
			if ('refusal' in listId) row.groupProblem = listId.refusal;
			else row.listId = listId.reply;
		}
	}
	return rows;
}

function readOne(inputs: Inputs, item: number): Id[] {
	const id = inputs.read(customerOrNone, item);
	return id === undefined ? [] : [id];
}

function readList(inputs: Inputs, item: number): Id[] {
	return inputs.read(customerIdsField, item).map((id) => {
		if (id instanceof InvalidParameter) throw id;
		return id;
	});
}
