import { Refusal } from '../../../api/errors';
import type { Id } from '../../../api/ids';
import type { Inputs } from '../../run/inputs';
import { isInsideLoop } from '../../run/insideLoop';
import { customersFromField } from '../../../editor/customerFields';
import { InvalidParameter } from '../../../editor/invalidParameter';
import { caught, type Plan, type Work } from '../../run/operation';
import { Stop, type Output } from '../../run/results';
import type { Run } from '../../run/run';
import { dryRunField, syncOptions } from './fields';
import { readSyncRows, type SyncRow } from './rows';
import { syncGroupWith, type Source } from './syncing';

const LOOP =
	'Sync Group is inside a loop, where it gets a part of the customers at a time and would remove all others';

/**
 * One work per group, holding all its customers. A customer must not be removed because a row was garbled: one
 * unreadable id stops its group, and an unreadable group, which could be any, stops them all.
 */
export async function planSync(run: Run, inputs: Inputs): Promise<Plan> {
	const dryRun = inputs.read(dryRunField, 0);
	if (isInsideLoop(run.host)) {
		if (!dryRun)
			throw new Stop({
				item: 0,
				cause: new InvalidParameter(
					LOOP,
					'Take this node out of the loop, so that it gets all customers in one run.',
				),
			});
		run.notes.say(`${LOOP}. The real run would be refused.`);
	}
	const rows = await readSyncRows(run, inputs);
	const stops = rows.find(({ problem, groupProblem }) => problem !== undefined || groupProblem !== undefined);
	if (stops && run.stopsAtRefusal)
		throw new Stop({ item: stops.item, cause: stops.groupProblem ?? stops.problem });

	const nowhere = rows.find(({ groupProblem }) => groupProblem !== undefined);
	const groups = new Map<Id, SyncRow[]>();
	for (const row of rows) {
		if (row.listId === undefined) continue;
		const same = groups.get(row.listId);
		if (same) same.push(row);
		else groups.set(row.listId, [row]);
	}

	const failed: Output[] = [];
	const works: Work[] = [];
	for (const { item, groupProblem } of rows)
		if (groupProblem !== undefined) failed.push({ item, cause: groupProblem });
	for (const [listId, asked] of groups) {
		const garbled = asked.find(({ problem }) => problem !== undefined);
		if (nowhere || garbled) {
			for (const { item, problem } of asked)
				failed.push({
					item,
					listId,
					cause: problem ?? untouched(garbled?.item ?? nowhere?.item ?? 0, garbled !== undefined),
				});
			continue;
		}
		const source = sourceOf(run, inputs, listId, asked);
		if ('problem' in source) {
			if (run.stopsAtRefusal) throw new Stop({ item: asked[0].item, cause: source.problem, listId });
			for (const { item } of asked) failed.push({ item, listId, cause: source.problem });
		} else
			works.push({ items: asked.map(({ item }) => item), listId, run: () => syncGroupWith(run, source) });
	}
	return { works, failed };
}

/** What a group is to hold, or why that cannot be taken at its word. */
function sourceOf(run: Run, inputs: Inputs, listId: Id, rows: SyncRow[]): Source | { problem: unknown } {
	const { item } = rows[0];
	const settings = caught(() => ({
		dryRun: inputs.read(dryRunField, item),
		...inputs.read(syncOptions, item),
	}));
	if ('error' in settings) return { problem: settings.error };
	const isList = inputs.read(customersFromField, 0) === 'list';
	const blank = rows.find(({ ids }) => ids.length === 0);
	const isEmpty = rows.every(({ ids }) => ids.length === 0) && (isList || rows.length === 1);
	if (blank && !isList && !isEmpty)
		return {
			problem: new InvalidParameter(
				`Customer ID is empty in item ${blank.item}, so group ${listId} was not touched`,
				'A row without a customer ID is a garbled row. Filter such rows out before this node.',
			),
		};
	if (isEmpty && !settings.value.allowEmptySource) {
		const problem = new InvalidParameter(
			`The source for group ${listId} is empty, so nothing was changed`,
			'To empty the group on purpose turn on “Allow Empty Source” in the options, and raise “Removal Limit (%)”.',
		);
		if (!settings.value.dryRun) return { problem };
		run.notes.say(
			`${problem.message.replace(', so nothing was changed', '')}; the real run would be refused.`,
		);
	}
	return { ...settings.value, listId, rows: rows.map(({ item, ids }) => ({ item, ids })) };
}

function untouched(item: number, isId: boolean): Refusal {
	return new Refusal({
		kind: 'refused',
		work: 'undone',
		message: isId
			? `Nothing was changed in this group, because the customer ID of item ${item} cannot be read`
			: `Nothing was changed in any group, because the group of item ${item} cannot be read`,
		description: 'Mend that item, or filter it out before this node, and run again.',
	});
}
