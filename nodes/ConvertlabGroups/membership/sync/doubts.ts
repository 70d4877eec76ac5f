import type { Id } from '../../../api/ids';
import { named } from '../customers';
import { emptyRow, emptySource, mixedDryRun } from './refusals';
import type { SyncRow } from './rows';
import type { ReadableRow } from './source';

/**
 * Marks the rows that cannot be relied on beside the others of their group, so that nothing is looked up or created for
 * a group that will not be synced.
 * @param displayName what the field of the customers is called
 */
export function doubted(rows: SyncRow[], displayName: string): SyncRow[] {
	const groups = new Map<Id, { rows: number; on?: ReadableRow; off?: ReadableRow }>();
	for (const row of rows) {
		if (!('settings' in row)) continue;
		const group = groups.get(row.listId) ?? { rows: 0 };
		groups.set(row.listId, group);
		group.rows += 1;
		group[row.settings.dryRun ? 'on' : 'off'] ??= row;
	}
	return rows.map((row): SyncRow => {
		if (!('settings' in row)) return row;
		const { item, listId, customers, settings } = row;
		const group = groups.get(listId)!;
		if (group.on && row === group.off)
			return { item, listId, problem: mixedDryRun(listId, item), what: 'dryRun', name: named(customers) };
		// A single item without customers may be an empty source; beside others it is a row that has lost its value.
		if (customers.length === 0 && group.rows > 1)
			return { item, listId, problem: emptyRow(displayName, item, listId), what: 'customer', name: {} };
		if (customers.length === 0 && !settings.dryRun && !settings.options.allowEmptySource)
			return { item, listId, problem: emptySource(listId), what: 'customer', name: {} };
		return row;
	});
}
