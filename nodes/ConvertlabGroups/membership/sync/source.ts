import type { Id } from '../../../api/ids';
import type { CustomerReader } from '../../people/customerReader';
import { figure } from '../../run/notes';
import type { Run } from '../../run/run';
import { emptyRow, emptySource, emptySourceHint, mixedDryRun } from './refusals';
import type { Settings, SyncRow } from './rows';

export type ReadableRow = Extract<SyncRow, { settings: Settings }>;

/** What a run asks for one group, with people resolved to customers. */
export interface ResolvedGroup {
	listId: Id;
	rows: Array<{ item: number; settings: Settings; isBlank: boolean; ids: Id[] }>;
	/** How the input identifies a customer, where it does not give their id. */
	given: Map<Id, string>;
	/** People whom DM Hub does not know and who were left out. */
	leftOut?: number;
	/** People who were created, or, in a dry run, who would be. */
	created?: { now: number; later: number };
}

/** The customers that one group should hold, and how to sync them. */
export interface Source extends Pick<ResolvedGroup, 'listId' | 'given' | 'leftOut' | 'created'> {
	rows: Array<{ item: number; ids: Id[] }>;
	dryRun: boolean;
	/** Percent of the current members. */
	removalLimit: number;
	output: 'summary' | 'changes';
}

/** The source of a group, or why it cannot be relied on. */
export function sourceOf(
	run: Run,
	people: CustomerReader,
	group: ResolvedGroup,
): Source | { problem: unknown } {
	const { listId, rows, given, leftOut, created } = group;
	const [{ settings }] = rows;
	const { dryRun, options } = settings;
	const other = rows.find((row) => row.settings.dryRun !== dryRun);
	if (other) return { problem: mixedDryRun(listId, dryRun ? other.item : rows[0].item) };
	// A single item without customers may be an empty source; beside others it is a row that has lost its value.
	const blank = rows.find(({ isBlank }) => isBlank);
	if (blank && rows.length > 1) return { problem: emptyRow(people.displayName, blank.item, listId) };
	const isEmpty = rows.every(({ ids }) => ids.length === 0) && !created?.later;
	if (isEmpty && !options.allowEmptySource) {
		if (!dryRun) return { problem: emptySource(listId) };
		run.notes.say(emptySourceHint(listId));
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
		dryRun,
		removalLimit: options.removalLimit,
		output: options.output,
	};
}
