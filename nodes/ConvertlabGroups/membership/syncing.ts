import type { IDataObject } from 'n8n-workflow';
import { Refusal } from '../../api/errors';
import { fromId, type Id } from '../../api/ids';
import { membersSideBySide } from '../../api/sideBySide';
import { figure } from '../notes';
import type { Output } from '../results';
import type { Run } from '../run';
import { Adding } from './adding';
import type { Entry, Fates, GroupOfCustomers } from './customers';
import { Removing } from './removing';

/** What one group is to hold, and how. */
export interface Source {
	listId: Id;
	rows: Array<{ item: number; ids: Id[] }>;
	dryRun: boolean;
	/** Percent of the present members. */
	removalLimit: number;
	output: 'summary' | 'changes';
}

/**
 * Makes one group hold exactly the customers of the source: reads the members, compares, adds who is missing, then
 * removes who is extra. Everything is planned before the first write, and only ids are held.
 */
export async function* syncGroupWith(run: Run, source: Source): AsyncGenerator<Output> {
	const { listId, dryRun, rows } = source;
	// One map, not two sets: a million ids are held here, and each of them costs.
	const wanted = new Map<Id, 'missing' | 'member'>();
	for (const { ids } of rows) for (const id of ids) wanted.set(id, 'missing');
	const extra = new Set<Id>();
	for await (const page of membersSideBySide(run.send, run.settings.width, { listId }))
		for (const { customerId } of page) {
			const id = String(customerId);
			if (wanted.has(id)) wanted.set(id, 'member');
			else extra.add(id);
		}
	const missing = new Set<Id>();
	for (const [id, state] of wanted) if (state === 'missing') missing.add(id);
	const before = wanted.size - missing.size + extra.size;
	// Nobody is also what DM Hub may say of a group that was deleted.
	if (before === 0) await run.groups.get(listId);
	const refused = tooManyRemovals(source, before, extra.size);
	if (refused && !dryRun) throw refused;
	if (refused)
		run.notes.say(
			`Group ${listId}: the real run would be refused, since it would remove ${figure(extra.size)} of ${figure(before)} members, more than the removal limit of ${source.removalLimit} %.`,
		);

	const group: GroupOfCustomers = { listId, entries: firstEntries(rows, missing) };
	const removal: GroupOfCustomers = { listId, entries: [{ item: rows[0].item, customerId: '' }] };
	const adding = new Adding(run, group, [...missing]);
	const removing = new Removing(run, removal, extra);
	if (!dryRun) {
		await adding.all();
		await removing.all();
	}
	const added = dryRun ? missing : new Set(adding.members.keys());
	const removed = dryRun ? extra : removing.removed;
	const failed = adding.fates.refused.size + removing.fates.refused.size;
	const slot = rows[0].item;
	if (source.output === 'summary') {
		const figures = {
			wanted: wanted.size,
			before,
			added: added.size,
			removed: removed.size,
			unchanged: wanted.size - missing.size,
			failed,
		};
		yield { item: slot, json: { listId: fromId(listId), dryRun, ...figures } };
	} else {
		const change = (customerId: Id, kind: 'added' | 'removed'): IDataObject => ({
			listId: fromId(listId),
			customerId: fromId(customerId),
			change: kind,
			dryRun,
		});
		for (const { item, customerId } of group.entries)
			if (added.has(customerId)) yield { item, slot, json: change(customerId, 'added') };
		for (const customerId of removed) yield { item: slot, slot, json: change(customerId, 'removed') };
	}
	yield* failures(adding.fates, group.entries, slot);
	yield* failures(
		removing.fates,
		[...removing.fates.refused.keys()].map((customerId) => ({ item: slot, customerId })),
		slot,
	);
}

/** For each customer the item that asked first. */
function firstEntries(rows: Source['rows'], customers: Set<Id>): Entry[] {
	const left = new Set(customers);
	const entries: Entry[] = [];
	for (const { item, ids } of rows)
		for (const customerId of ids) if (left.delete(customerId)) entries.push({ item, customerId });
	return entries;
}

function* failures(fates: Fates, entries: Entry[], slot: number): Generator<Output> {
	if (fates.refused.size === 0) return;
	for (const entry of entries) {
		const failure = fates.failure(entry);
		if (failure) yield { ...failure, slot };
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
		message: `Sync would remove ${figure(removals)} of the ${figure(before)} members of group ${listId}, more than the removal limit of ${removalLimit} %, so nothing was changed`,
		description:
			'Check that the source is complete and comes in one run, not inside Loop Over Items. If it is right, raise “Removal Limit (%)” in the options.',
	});
}
