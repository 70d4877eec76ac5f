import type { IDataObject } from 'n8n-workflow';
import { fromId, type Id } from '../../../api/ids';
import { figure } from '../../run/notes';
import type { Output } from '../../run/results';
import type { Run } from '../../run/run';
import { Adding } from '../adding';
import type { CustomerOutcomes } from '../customerOutcomes';
import type { Entry } from '../customers';
import { Removing } from '../removing';
import { Comparison } from './comparison';
import type { Source } from './source';

/**
 * Makes one group hold exactly the customers of the source: reads the members, compares, adds who is missing, then
 * removes who is extra. Everything is planned before the first write, and only ids are held.
 */
export async function* syncGroupWith(run: Run, source: Source): AsyncGenerator<Iterable<Output>> {
	const { listId, dryRun, rows, removalLimit } = source;
	const comparison = source.comparison ?? (await Comparison.of(run, listId, rows));
	const { asked, before, unchanged, extra } = comparison;
	const missing = comparison.missing();
	const refused = comparison.tooManyRemovals(removalLimit);
	if (refused && !dryRun) throw refused;
	if (refused)
		run.notes.say(
			`Group ${listId}: the real run would be refused, since it would remove ${figure(extra.size)} of ${figure(before)} members, more than the removal limit of ${removalLimit} %.`,
		);

	const slot = rows[0].item;
	/** How many customers the real run would create and add. */
	const later = dryRun ? (source.created?.later.length ?? 0) : 0;
	const entries = firstEntries(rows, missing);
	const adding = new Adding(run, { listId, entries }, missing);
	const removing = new Removing(run, { listId, entries: entriesOf(slot, extra) }, extra);
	if (!dryRun) {
		await adding.all();
		await removing.all();
	}
	const isAdded = (customerId: Id) => dryRun || adding.memberships.get(customerId) !== undefined;
	const removed = dryRun ? extra : removing.removed;
	const failed = adding.outcomes.refused.size + removing.outcomes.refused.size;
	if (source.output === 'summary') {
		const figures = {
			wanted: asked + later,
			before,
			added: dryRun ? missing.size + later : adding.memberships.size,
			removed: removed.size,
			unchanged,
			failed,
			...(source.leftOut === undefined ? {} : { leftOut: source.leftOut }),
			...(source.created === undefined ? {} : { created: source.created.now + later }),
		};
		yield [{ item: slot, json: { listId: fromId(listId), dryRun, ...figures } }];
	} else yield changes(source, slot, entries, isAdded, removed);
	yield failures(adding.outcomes, entries, slot, source.given);
	yield failures(removing.outcomes, entriesOf(slot, removing.outcomes.refused.keys()), slot, source.given);
}

function* changes(
	{ listId, dryRun, created }: Source,
	slot: number,
	entries: Iterable<Entry>,
	isAdded: (customerId: Id) => boolean,
	removed: Set<Id>,
): Generator<Output> {
	const change = (customerId: Id, kind: 'added' | 'removed'): IDataObject => ({
		listId: fromId(listId),
		customerId: fromId(customerId),
		change: kind,
		dryRun,
	});
	for (const { item, customerId } of entries)
		if (isAdded(customerId)) yield { item, slot, json: change(customerId, 'added') };
	// Customers whom only the real run creates have no ids yet.
	for (const item of dryRun ? (created?.later ?? []) : [])
		yield { item, slot, json: { listId: fromId(listId), customerId: null, change: 'added', dryRun } };
	for (const customerId of removed) yield { item: slot, slot, json: change(customerId, 'removed') };
}

/** Customers who are in no row of the source are linked to its first one. */
const entriesOf = (item: number, customers: Iterable<Id>): Iterable<Entry> => ({
	*[Symbol.iterator]() {
		for (const customerId of customers) yield { item, customerId };
	},
});

/** For each customer the first item that names them. Computed at each use: most runs never need it, and it may be a million. */
const firstEntries = (rows: Source['rows'], customers: Set<Id>): Iterable<Entry> => ({
	*[Symbol.iterator]() {
		const left = new Set(customers);
		for (const { item, ids } of rows)
			for (const customerId of ids) if (left.delete(customerId)) yield { item, customerId };
	},
});

function* failures(
	{ refused, group }: CustomerOutcomes,
	entries: Iterable<Entry>,
	slot: number,
	given: Source['given'],
): Generator<Output> {
	if (refused.size === 0) return;
	for (const { item, customerId } of entries) {
		const cause = refused.get(customerId);
		if (cause) yield { item, slot, cause, customer: given.get(customerId), customerId, listId: group.listId };
	}
}
