import type { IDataObject } from 'n8n-workflow';
import { Refusal } from '../../../api/errors';
import { fromId, type Id, type WireId } from '../../../api/ids';
import { membersSideBySide } from '../../../api/reading/sideBySide';
import { figure } from '../../run/notes';
import type { Output } from '../../run/results';
import type { Run } from '../../run/run';
import { Adding } from '../adding';
import type { CustomerOutcomes } from '../customerOutcomes';
import type { Entry } from '../customers';
import { Removing } from '../removing';
import type { Source } from './source';

/**
 * Makes one group hold exactly the customers of the source: reads the members, compares, adds who is missing, then
 * removes who is extra. Everything is planned before the first write, and only ids are held.
 */
export async function* syncGroupWith(run: Run, source: Source): AsyncGenerator<Iterable<Output>> {
	const { listId, dryRun, rows } = source;
	// One map instead of two sets, with ids as they come over the wire: it may hold a million of them.
	const wanted = new Map<WireId, 'missing' | 'member'>();
	for (const { ids } of rows) for (const id of ids) wanted.set(fromId(id), 'missing');
	const extra = new Set<Id>();
	for await (const page of membersSideBySide(run.send, run.settings.width, { listId }))
		for (const { customerId } of page) {
			const state = wanted.get(customerId);
			if (state === 'missing') wanted.set(customerId, 'member');
			else if (state === undefined) extra.add(String(customerId));
		}
	const missing = new Set<Id>();
	for (const [id, state] of wanted) if (state === 'missing') missing.add(String(id));
	const before = wanted.size - missing.size + extra.size;
	if (before === 0) await run.groups.believeEmpty(listId);
	const refused = tooManyRemovals(source, before, extra.size);
	if (refused && !dryRun) throw refused;
	if (refused)
		run.notes.say(
			`Group ${listId}: the real run would be refused, since it would remove ${figure(extra.size)} of ${figure(before)} members, more than the removal limit of ${source.removalLimit} %.`,
		);

	const slot = rows[0].item;
	/** How many customers the real run would create and add. */
	const later = dryRun ? (source.created?.later ?? 0) : 0;
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
			wanted: wanted.size + later,
			before,
			added: dryRun ? missing.size + later : adding.memberships.size,
			removed: removed.size,
			unchanged: wanted.size - missing.size,
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
	for (let later = dryRun ? (created?.later ?? 0) : 0; later > 0; later -= 1)
		yield { item: slot, slot, json: { listId: fromId(listId), customerId: null, change: 'added', dryRun } };
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

function tooManyRemovals(
	{ listId, removalLimit }: Source,
	before: number,
	removals: number,
): Refusal | undefined {
	if (removals * 100 <= removalLimit * before) return undefined;
	return new Refusal({
		kind: 'refused',
		work: 'undone',
		message: `Sync would remove ${figure(removals)} of the ${figure(before)} members of group ${listId}, more than the removal limit of ${removalLimit} %, so nothing was changed`,
		description:
			'Check that the source is complete and comes in one run, not inside Loop Over Items. If it is right, raise “Removal Limit (%)” in the options.',
		forModel:
			'Check that you gave all customers the group is to hold. If so, only a person can raise “Removal Limit (%)” in the tool.',
	});
}
