import type { Id } from '../../../api/ids';
import { InvalidParameter } from '../../../editor/invalidParameter';
import { ifNotFoundInSyncField } from '../../../editor/ifNotFound';
import { CustomerReader } from '../../people/customerReader';
import { People } from '../../people/people';
import { warnOfPhoneNumbers } from '../../people/phoneNumbers';
import type { Inputs } from '../../run/inputs';
import { isInsideLoop } from '../../run/insideLoop';
import type { Work } from '../../run/operation';
import { Stop } from '../../run/results';
import type { Run } from '../../run/run';
import { nameByItem, named } from '../customers';
import { doubted } from './doubts';
import { sourceOf, type ReadableRow, type Source } from './source';
import { readSyncRows, resolveSyncRows, type ReadRow, type SyncRow } from './rows';
import { syncGroupWith } from './syncing';
import { untouched } from './refusals';
import { resolvePeople } from './policy';

const LOOP =
	'Sync Group is inside a loop, where it gets only part of the customers at a time and would remove all others';

/**
 * Plans one work per group, with all its customers. No customer may be removed because a row is unreadable: an
 * unreadable customer stops its group, and an unreadable group, which could be any group, stops them all.
 */
export async function planSync(run: Run, inputs: Inputs): Promise<Work[]> {
	const people = new CustomerReader(inputs);
	const read = readSyncRows(inputs, people);
	guardLoop(run, read);
	const rows = doubted(await resolveSyncRows(run, read), people.displayName);
	for (const row of rows) {
		if (!run.stopsAtRefusal) break;
		if ('groupProblem' in row) run.fail({ item: row.item, cause: row.groupProblem, ...row.name });
		if ('problem' in row) run.fail({ item: row.item, cause: row.problem, listId: row.listId, ...row.name });
	}
	for (const row of rows)
		if ('groupProblem' in row) run.fail({ item: row.item, cause: row.groupProblem, ...row.name });

	const groups = readableGroups(run, rows);
	warnOfPhoneNumbers(run, references(groups));
	const ifNotFound = inputs.read(ifNotFoundInSyncField, 0);
	const found = new People(run, people.identification, ifNotFound);
	const resolved = await resolvePeople(run, found, groups, ifNotFound);
	const works: Work[] = [];
	for (const group of resolved) {
		const items = group.rows.map(({ item }) => item);
		const { listId } = group;
		const source = sourceOf(run, group);
		if ('problem' in source)
			for (const { item, customers } of groups.get(listId)!)
				run.fail({ item, listId, cause: source.problem, ...named(customers) });
		else {
			const customerOf = nameByItem(() => namesIn(source));
			works.push({ items, listId, customerOf, run: () => syncGroupWith(run, source) });
		}
	}
	return works;
}

/** From the source, which is held anyway: the rows as they were read may go by then. */
function* namesIn({ rows, given }: Source) {
	for (const { item, ids } of rows)
		for (const customerId of ids) yield { item, customerId, customer: given.get(customerId) };
}

/** Refuses a sync inside a loop, which would get part of the customers at a time. A dry run does no harm there. */
function guardLoop(run: Run, rows: ReadRow[]): void {
	if (!isInsideLoop(run.host)) return;
	for (const { item, how } of rows)
		if ('error' in how || !how.value.settings.dryRun)
			throw new Stop({
				item,
				cause: new InvalidParameter(
					LOOP,
					'Take this node out of the loop, so that it gets all customers in one run.',
				),
			});
	run.notes.say(`${LOOP}. The real run would be refused.`);
}

/** The groups whose rows can all be read. */
function readableGroups(run: Run, rows: SyncRow[]): Map<Id, ReadableRow[]> {
	const nowhere = rows.find((row) => 'groupProblem' in row);
	const stoppers = new Map<Id, Extract<SyncRow, { problem: unknown }>>();
	for (const row of rows) if ('problem' in row && !stoppers.has(row.listId)) stoppers.set(row.listId, row);
	const groups = new Map<Id, ReadableRow[]>();
	for (const row of rows) {
		if ('groupProblem' in row) continue;
		const { item, listId } = row;
		const stopper = stoppers.get(listId);
		if ('problem' in row) run.fail({ item, listId, cause: row.problem, ...row.name });
		else if (stopper)
			run.fail({
				item,
				listId,
				cause: untouched(stopper.item, stopper.what),
				...named(row.customers),
			});
		else if (nowhere)
			run.fail({ item, listId, cause: untouched(nowhere.item, 'group'), ...named(row.customers) });
		else {
			const same = groups.get(listId);
			if (same) same.push(row);
			else groups.set(listId, [row]);
		}
	}
	return groups;
}

function* references(groups: Map<Id, ReadableRow[]>) {
	for (const rows of groups.values())
		for (const { customers } of rows) for (const reference of customers) yield { reference };
}
