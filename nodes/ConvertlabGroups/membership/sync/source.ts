import type { Id } from '../../../api/ids';
import { figure } from '../../run/notes';
import type { Run } from '../../run/run';
import type { Refusal } from '../../../api/errors';
import type { Comparison } from './comparison';
import { nobodyKnown } from './refusals';
import type { Settings, SyncRow } from './rows';

export type ReadableRow = Extract<SyncRow, { settings: Settings }>;

/** What a run asks for one group, with people resolved to customers. */
export interface ResolvedGroup {
	listId: Id;
	rows: Array<{ item: number; settings: Settings; ids: Id[] }>;
	/** How the input identifies a customer, where it does not give their id. */
	given: Map<Id, string>;
	/** People whom DM Hub does not know and who were left out. */
	leftOut?: number;
	/** How many people were created, and the items of those who still would be, in a dry run. */
	created?: { now: number; later: number[] };
	/** With the members, where they were read before somebody was created. */
	comparison?: Comparison;
}

/** The customers that one group should hold, and how to sync them. */
export interface Source extends Omit<ResolvedGroup, 'rows'> {
	rows: Array<{ item: number; ids: Id[] }>;
	dryRun: boolean;
	/** Percent of the current members. */
	removalLimit: number;
	output: 'summary' | 'changes';
}

/** The source of a group, or why it cannot be relied on. */
export function sourceOf(run: Run, group: ResolvedGroup): Source | { problem: Refusal } {
	const { listId, rows, given, leftOut, created, comparison } = group;
	const [{ settings }] = rows;
	const { dryRun, options } = settings;
	const isEmpty = rows.every(({ ids }) => ids.length === 0) && !created?.later.length;
	if (isEmpty && !options.allowEmptySource) {
		if (!dryRun) return { problem: nobodyKnown(listId) };
		run.notes.say(
			`${leftOut ? `DM Hub knows none of the people in the source for group ${listId}` : `The source for group ${listId} is empty`}; the real run would be refused.`,
		);
	}
	if (leftOut)
		run.notes.warn(
			`Group ${listId}: ${figure(leftOut)} ${leftOut === 1 ? 'person is' : 'people are'} not known to DM Hub and ${leftOut === 1 ? 'was' : 'were'} skipped.`,
		);
	return {
		listId,
		rows: rows.map(({ item, ids }) => ({ item, ids })),
		given,
		leftOut,
		created,
		comparison,
		dryRun,
		removalLimit: options.removalLimit,
		output: options.output,
	};
}
