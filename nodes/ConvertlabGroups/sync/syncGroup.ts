import type { IDataObject } from 'n8n-workflow';
import { toWireId, type Id } from '../../api/ids';
import { chosenDetails } from '../../editor/customerDetails';
import { customerDetails, withCustomer, type DetailsOf } from '../customers/details';
import type { Entry } from '../customers/entries';
import { addToGroup } from '../membership/addToGroup';
import { Failures } from '../membership/failures';
import { Memberships } from '../membership/memberships';
import { removeFromGroup } from '../membership/removeFromGroup';
import type { Output } from '../run/results';
import type { Run } from '../run/run';
import { counted } from '../run/summary';
import { GroupDiff } from './diff';
import type { SyncSettings } from './fields';
import { guardRefusal, noneKnown, wouldBeRefused, type Guard } from './refusals';
import { allIds, type GroupSync, type IfNotFoundInSync } from './resolve';

const NOBODY: ReadonlySet<Id> = new Set();

/**
 * Makes one group hold exactly the customers of the source: reads the members, compares, adds who is missing, then
 * removes who is extra. Everything is planned before the first write, and only ids are held.
 * @param advice what these customers call for, in front of what a refusal advises; may be empty
 */
export async function* syncGroup(
	run: Run,
	sync: GroupSync,
	settings: SyncSettings,
	ifNotFound: IfNotFoundInSync,
	advice: string,
): AsyncGenerator<Iterable<Output>> {
	const { listId, rows, firstItem, given, unknown } = sync;
	const { dryRun, changes, removalLimit } = settings;
	const diff = sync.diff ?? (await GroupDiff.read(run, listId, allIds(rows)));
	const toAdd = changes === 'remove' ? NOBODY : diff.missing();
	const toRemove = changes === 'add' ? NOBODY : diff.extra;
	const guard =
		toRemove.size === 0
			? undefined
			: (guardOfUnknown(run, sync, settings, ifNotFound) ?? diff.tooManyRemovals(removalLimit));
	if (guard && !dryRun) throw guardRefusal(guard);
	const wouldRefuse = [...sync.wouldRefuse, ...(guard ? [`${guard.why}.`] : [])].join(' ');
	const group = run.describeGroup(listId);
	if (wouldRefuse !== '') wouldBeRefused(run, group, wouldRefuse);
	if (ifNotFound === 'leaveOut' && unknown.size > 0)
		run.summary.warn(
			`${counted(unknown.size, 'person is', 'people are')} not known to DM Hub and ${unknown.size === 1 ? 'was' : 'were'} skipped in ${group}.`,
		);
	if (dryRun) run.summary.info('This was a dry run: nothing was changed.');

	const entries = firstEntries(rows, toAdd);
	const listsChanges = settings.output === 'changes';
	// Read before anything is written: a right that is missing must not fail somebody who was added.
	const chosen = listsChanges ? chosenDetails(settings) : undefined;
	const details = chosen && (await customerDetails(run, new Set([...toAdd, ...toRemove]), chosen));
	const memberships = new Memberships(run, listId, toAdd);
	const done = new Set<Id>();
	const removed = dryRun ? toRemove : done;
	const additions = new Failures(run, { listId, entries }, advice);
	const removals = new Failures(run, { listId, entries: entriesOf(firstItem, toRemove) }, advice);
	if (!dryRun) {
		run.summary.counting(() => memberships.size + done.size);
		await addToGroup(run, memberships, additions);
		const allFailed = toAdd.size > 0 && memberships.size === 0;
		if (allFailed && toRemove.size > 0)
			run.summary.warn(`Nobody was removed from ${group}, because nobody could be added.`);
		if (!allFailed) await removeFromGroup(run, toRemove, removals, done);
	}
	run.summary.refused += additions.refused.size + removals.refused.size;

	const isLater = dryRun && ifNotFound === 'create' && changes !== 'remove';
	/** How many customers the real run would create and add. */
	const later = isLater ? unknown.size : 0;
	const isAdded = (customerId: Id) => dryRun || memberships.get(customerId) !== undefined;
	if (!listsChanges) {
		const figures = {
			wanted: diff.wantedCount + later,
			before: diff.before,
			added: dryRun ? toAdd.size + later : memberships.size,
			removed: removed.size,
			unchanged: diff.unchanged,
			failed: additions.refused.size + removals.refused.size,
			...(ifNotFound === 'leaveOut' ? { leftOut: unknown.size } : {}),
			...(ifNotFound === 'create' ? { created: sync.created + later } : {}),
			...(wouldRefuse === '' ? {} : { wouldRefuse }),
		};
		yield [{ item: firstItem, json: { listId: toWireId(listId), dryRun, ...figures } }];
	} else yield changesOf(sync, dryRun, isLater, entries, isAdded, removed, details);
	yield failures(additions, entries, firstItem, given);
	yield failures(removals, entriesOf(firstItem, removals.refused.keys()), firstItem, given);
}

/** Why members are not removed where the source names only people who are skipped. */
function guardOfUnknown(
	run: Run,
	{ listId, rows, unknown }: GroupSync,
	{ allowEmptySource, changes }: SyncSettings,
	ifNotFound: IfNotFoundInSync,
): Guard | undefined {
	const areSkipped = ifNotFound === 'leaveOut' || (ifNotFound === 'create' && changes === 'remove');
	const isNobodyKnown = unknown.size > 0 && rows.every(({ ids }) => ids.length === 0);
	return areSkipped && isNobodyKnown && !allowEmptySource ? noneKnown(run.describeGroup(listId)) : undefined;
}

function* changesOf(
	{ listId, firstItem, unknown }: GroupSync,
	dryRun: boolean,
	isLater: boolean,
	entries: Iterable<Entry>,
	isAdded: (customerId: Id) => boolean,
	removed: ReadonlySet<Id>,
	details: DetailsOf | undefined,
): Generator<Output> {
	const change = (customerId: Id | null, kind: 'added' | 'removed'): IDataObject => {
		const json = {
			listId: toWireId(listId),
			customerId: customerId && toWireId(customerId),
			change: kind,
			dryRun,
		};
		return details ? withCustomer(json, details(customerId)) : json;
	};
	for (const { item, customerId } of entries)
		if (isAdded(customerId)) yield { item, slot: firstItem, json: change(customerId, 'added') };
	// Customers whom only the real run creates have no ids yet.
	if (isLater)
		for (const item of unknown.values()) yield { item, slot: firstItem, json: change(null, 'added') };
	for (const customerId of removed)
		yield { item: firstItem, slot: firstItem, json: change(customerId, 'removed') };
}

/** Customers who are in no row of the source are linked to its first one. */
const entriesOf = (item: number, customers: Iterable<Id>): Iterable<Entry> => ({
	*[Symbol.iterator]() {
		for (const customerId of customers) yield { item, customerId };
	},
});

/** For each customer the first item that names them. Computed at each use: most runs never need it, and it may be a million. */
const firstEntries = (rows: GroupSync['rows'], customers: ReadonlySet<Id>): Iterable<Entry> => ({
	*[Symbol.iterator]() {
		const left = new Set(customers);
		for (const { item, ids } of rows)
			for (const customerId of ids) if (left.delete(customerId)) yield { item, customerId };
	},
});

function* failures(
	{ refused, group }: Failures,
	entries: Iterable<Entry>,
	slot: number,
	given: GroupSync['given'],
): Generator<Output> {
	if (refused.size === 0) return;
	for (const { item, customerId } of entries) {
		const cause = refused.get(customerId);
		if (cause) yield { item, slot, cause, customer: given.get(customerId), customerId, listId: group.listId };
	}
}
