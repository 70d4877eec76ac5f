import type { IExecuteFunctions } from 'n8n-workflow';
import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import { isBlank, readId, type Field } from '../fields';
import { withFieldNames, type Inputs } from '../inputs';
import { customerIdField, customerIdsField, customersFromField } from '../memberFields';
import { Misuse } from '../misuse';
import { caught, type Plan, type Work } from '../operation';
import { Stop, type Output } from '../results';
import type { Run } from '../run';
import { ChosenGroups } from '../whichGroup';
import { dryRunField, syncGroup, syncOptions } from './syncFields';
import { syncGroupWith, type Source } from './syncing';

/** A customer id that may be missing, for a source that may be empty. */
const customerOrNone: Field<Id | undefined> = {
	property: customerIdField.property,
	read: (raw) => (isBlank(raw) ? undefined : readId(raw, customerIdField.property.displayName)),
};

interface Read {
	item: number;
	listId?: Id;
	ids: Id[];
	/** Why the item's customers cannot be read. */
	problem?: unknown;
	/** Why its group cannot be read. */
	groupProblem?: unknown;
}

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
				cause: new Misuse(LOOP, 'Take this node out of the loop, so that it gets all customers in one run.'),
			});
		run.notes.say(`${LOOP}. The real run would be refused.`);
	}
	const reads = await readAll(run, inputs);
	const stops = reads.find(
		({ problem, groupProblem }) => problem !== undefined || groupProblem !== undefined,
	);
	if (stops && run.stopsAtRefusal)
		throw new Stop({ item: stops.item, cause: stops.groupProblem ?? stops.problem });

	const nowhere = reads.find(({ groupProblem }) => groupProblem !== undefined);
	const groups = new Map<Id, Read[]>();
	for (const read of reads) {
		if (read.listId === undefined) continue;
		const rows = groups.get(read.listId);
		if (rows) rows.push(read);
		else groups.set(read.listId, [read]);
	}

	const failed: Output[] = [];
	const works: Work[] = [];
	for (const read of reads)
		if (read.groupProblem !== undefined) failed.push({ item: read.item, cause: read.groupProblem });
	for (const [listId, rows] of groups) {
		const garbled = rows.find(({ problem }) => problem !== undefined);
		if (nowhere || garbled) {
			for (const { item, problem } of rows)
				failed.push({
					item,
					listId,
					cause: problem ?? untouched(garbled?.item ?? nowhere?.item ?? 0, garbled !== undefined),
				});
			continue;
		}
		const source = sourceOf(run, inputs, listId, rows);
		if ('problem' in source) {
			if (run.stopsAtRefusal) throw new Stop({ item: rows[0].item, cause: source.problem, listId });
			for (const { item } of rows) failed.push({ item, listId, cause: source.problem });
		} else works.push({ items: rows.map(({ item }) => item), listId, run: () => syncGroupWith(run, source) });
	}
	return { works, failed };
}

async function readAll(run: Run, inputs: Inputs): Promise<Read[]> {
	const isList = inputs.read(customersFromField, 0) === 'list';
	const reads: Read[] = [];
	const chosen = new ChosenGroups(run.groups);
	for (let item = 0; item < inputs.length; item += 1) {
		const choice = caught(() => inputs.read(syncGroup, item));
		const ids = caught(() => (isList ? readList(inputs, item) : readOne(inputs, item)));
		const explained = (error: unknown) => withFieldNames(error, inputs.fieldNames(item));
		const read: Read = {
			item,
			ids: 'error' in ids ? [] : ids.value,
			problem: 'error' in ids ? explained(ids.error) : undefined,
		};
		reads.push(read);
		if ('error' in choice) read.groupProblem = explained(choice.error);
		else {
			const listId = await chosen.idOf(choice.value);
			if ('refusal' in listId) read.groupProblem = listId.refusal;
			else read.listId = listId.reply;
		}
	}
	return reads;
}

function readOne(inputs: Inputs, item: number): Id[] {
	const id = inputs.read(customerOrNone, item);
	return id === undefined ? [] : [id];
}

function readList(inputs: Inputs, item: number): Id[] {
	return inputs.read(customerIdsField, item).map((id) => {
		if (id instanceof Misuse) throw id;
		return id;
	});
}

/** What a group is to hold, or why that cannot be taken at its word. */
function sourceOf(run: Run, inputs: Inputs, listId: Id, rows: Read[]): Source | { problem: unknown } {
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
			problem: new Misuse(
				`Customer ID is empty in item ${blank.item}, so group ${listId} was not touched`,
				'A row without a customer ID is a garbled row. Filter such rows out before this node.',
			),
		};
	if (isEmpty && !settings.value.allowEmptySource) {
		const problem = new Misuse(
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

const LOOP =
	'Sync Group is inside a loop, where it gets a part of the customers at a time and would remove all others';

function isInsideLoop(host: IExecuteFunctions): boolean {
	const { name } = host.getNode();
	const loops = (nodes: Array<{ name: string; type: string }>) =>
		nodes.filter(({ type }) => type.endsWith('.splitInBatches')).map((node) => node.name);
	const after = new Set(loops(host.getChildNodes(name)));
	return loops(host.getParentNodes(name)).some((loop) => after.has(loop));
}

function untouched(item: number, isId: boolean): Refusal {
	return new Refusal({
		kind: 'refused',
		message: isId
			? `Nothing was changed in this group, because the customer ID of item ${item} cannot be read`
			: `Nothing was changed in any group, because the group of item ${item} cannot be read`,
		description: 'Mend that item, or filter it out before this node, and run again.',
	});
}
