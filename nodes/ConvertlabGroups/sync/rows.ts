import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import type { CustomerReference } from '../../editor/identifiers';
import { InvalidParameter } from '../../editor/invalidParameter';
import { failedCustomer } from '../customers/entries';
import { readRows, type CustomerReader, type CustomerRow } from '../customers/readRows';
import type { Parameters } from '../run/parameters';
import type { FailedCustomer } from '../run/results';
import type { Run } from '../run/run';
import { syncGroups, type SyncSettings } from './fields';
import { emptyRow } from './refusals';

/** A row with its customers; none where it stands for an empty source. */
export interface ReadableRow {
	item: number;
	customers: CustomerReference[];
}

/** A row that cannot be relied on: it stops its group. `named` is the customer it names, where it names a single one. */
export interface OffendingRow {
	item: number;
	cause: unknown;
	named: FailedCustomer;
}

/** The rows of one group, in the order of the input. */
export interface GroupRows {
	listId: Id;
	/** The first item that names it: what belongs to no single item is linked to that. */
	firstItem: number;
	/** A row with a list stands here with those of its entries that can be read, whatever is wrong with the others. */
	readable: ReadableRow[];
	offending: OffendingRow[];
}

type ReadRow = CustomerRow<Record<never, never>>;

/**
 * Reads all rows before anything is sent, then resolves their groups.
 * @returns the rows by group, and those whose group cannot be read or found, which may be any
 */
export async function readSyncRows(
	run: Run,
	parameters: Parameters,
	reader: CustomerReader,
	settings: SyncSettings,
): Promise<{ groups: GroupRows[]; groupless: OffendingRow[] }> {
	const rows = [...readRows(parameters, reader, syncGroups, {})];
	const groupless: OffendingRow[] = [];
	const known: Array<{ row: ReadRow; listId: Id; cause: unknown }> = [];
	const causes = new Map(rows.map((row) => [row, causeIn(parameters, reader, row)]));
	// Nothing is sent where the run stops at its first refusal anyway.
	if (run.stopsAtRefusal && !settings.dryRun)
		for (const [row, ownCause] of causes) {
			const cause = 'error' in row.groups ? row.groups.error : ownCause;
			if (cause !== undefined) run.fail({ item: row.item, cause, ...failedIn(row) });
		}
	run.endStage();

	const idOf = await run.resolveGroups(
		rows.flatMap(({ groups }) => ('value' in groups ? [groups.value.group] : [])),
	);
	for (const row of rows) {
		const { item, groups } = row;
		const listId = 'value' in groups ? idOf(groups.value.group) : undefined;
		if (listId === undefined || listId instanceof Refusal)
			groupless.push({ item, cause: 'error' in groups ? groups.error : listId, named: failedIn(row) });
		else known.push({ row, listId, cause: causes.get(row) });
	}
	const byGroup = new Map<Id, typeof known>();
	for (const each of known) {
		const same = byGroup.get(each.listId);
		if (same) same.push(each);
		else byGroup.set(each.listId, [each]);
	}
	return {
		groups: [...byGroup].map(([listId, all]) => groupRowsOf(reader, listId, all)),
		groupless,
	};
}

/** Why the customers of a row cannot be relied on, whatever the other rows say; undefined where they can. */
function causeIn(parameters: Parameters, reader: CustomerReader, row: ReadRow): unknown {
	const { item, customers } = row;
	if ('error' in customers) return customers.error;
	const unreadable = customers.value.find((one) => one instanceof InvalidParameter);
	if (unreadable || customers.value.length > 0) return unreadable;
	// Always Output Data gives one item without any field; an item with fields has lost the one that names its customer.
	const isEmptySource = Object.keys(parameters.input(item)).length === 0 || reader.hasList(item);
	return isEmptySource ? undefined : reader.missing(item);
}

function groupRowsOf(
	reader: CustomerReader,
	listId: Id,
	rows: Array<{ row: ReadRow; cause: unknown }>,
): GroupRows {
	const group: GroupRows = { listId, firstItem: rows[0].row.item, readable: [], offending: [] };
	for (const { row, cause: ownCause } of rows) {
		const { item } = row;
		const customers = readableIn(row);
		// A single item without customers may be an empty source; beside others it is a row that has lost its value.
		const isLost = ownCause === undefined && customers.length === 0 && rows.length > 1;
		const cause = isLost ? emptyRow(reader.displayName) : ownCause;
		if (cause !== undefined) group.offending.push({ item, cause, named: failedIn(row) });
		group.readable.push({ item, customers });
	}
	return group;
}

const readableIn = ({ customers }: ReadRow): CustomerReference[] =>
	'value' in customers
		? customers.value.filter((one): one is CustomerReference => !(one instanceof InvalidParameter))
		: [];

const failedIn = ({ customers }: ReadRow): FailedCustomer =>
	failedCustomer('value' in customers ? customers.value : []);
