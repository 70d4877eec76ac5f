import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import { settle } from '../../api/promises';
import { identityOf, isIdentifier, type CustomerReference, type Identifier } from '../../editor/identifiers';
import { failedCustomer } from '../customers/entries';
import type { CustomerLookup } from '../customers/lookup';
import { notFound } from '../customers/refusals';
import type { Parameters } from '../run/parameters';
import type { Run } from '../run/run';
import { GroupDiff } from './diff';
import type { SyncSettings } from './fields';
import { guardRefusal, leftUnchanged } from './refusals';
import type { GroupRows, OffendingRow, ReadableRow } from './rows';

/** What somebody unknown means: the group is left as it is, they are skipped, or they are created. */
export type IfNotFoundInSync = 'refuse' | 'leaveOut' | 'create';

/** What a run asks for one group, with customers resolved to ids. */
export interface GroupSync {
	listId: Id;
	firstItem: number;
	rows: Array<{ item: number; ids: Id[] }>;
	/** How the input identifies a customer, where it does not give their id. */
	given: Map<Id, string | number>;
	/** People whom DM Hub does not know; the item that names each first. */
	unknown: Map<string, number>;
	/** How many people were created. */
	created: number;
	/** Why the real run would be refused, in a dry run; sentences. */
	wouldRefuse: string[];
	/** Compared with its members, where they were read before somebody was created. */
	diff?: GroupDiff;
}

/** The rows of a group whose customers cannot be told for certain. */
export function offenders(
	lookup: CustomerLookup,
	{ readable, offending }: GroupRows,
	ifNotFound: IfNotFoundInSync,
): OffendingRow[] {
	const found = [...offending];
	for (const { item, customers } of readable)
		for (const reference of customers) {
			const to = isIdentifier(reference) ? lookup.of(reference) : undefined;
			const cause =
				to === undefined
					? undefined
					: to instanceof Refusal
						? to
						: 'notCreatable' in to
							? to.notCreatable
							: 'unknown' in to && ifNotFound === 'refuse' && isIdentifier(reference)
								? notFound(reference, 'createOrSkip')
								: undefined;
			if (cause === undefined) continue;
			found.push({ item, cause, named: failedCustomer([reference], lookup) });
			break;
		}
	return found.sort((one, other) => one.item - other.item);
}

/**
 * Fails the items of a group that is left as it is: those at fault with what is wrong with them, and where the run goes on
 * the others, too.
 */
export function failGroup(
	run: Run,
	lookup: CustomerLookup,
	{ listId, readable }: GroupRows,
	offending: OffendingRow[],
): void {
	const [first] = offending;
	const causes = new Map(offending.map((row) => [row.item, row]));
	for (const { item, cause, named } of causes.values()) run.fail({ item, cause, listId, ...named });
	run.summary.refused += causes.size;
	if (run.stopsAtRefusal) return;
	for (const { item, customers } of readable) {
		if (causes.has(item)) continue;
		run.summary.refused += 1;
		run.fail({
			item,
			listId,
			cause: leftUnchanged(first.item, 'customer'),
			...failedCustomer(customers, lookup),
		});
	}
}

/** Fails all items of a group for a reason that is no single item's. */
export function failWhole(
	run: Run,
	lookup: CustomerLookup,
	{ listId, readable }: GroupRows,
	cause: unknown,
): void {
	for (const { item, customers } of run.stopsAtRefusal ? readable.slice(0, 1) : readable) {
		run.summary.refused += 1;
		run.fail({ item, listId, cause, ...failedCustomer(customers, lookup) });
	}
}

/** The customers of a group as far as they are known by now. */
export function groupSync(lookup: CustomerLookup, { listId, firstItem, readable }: GroupRows): GroupSync {
	const given = new Map<Id, string | number>();
	const unknown = new Map<string, number>();
	const created = new Set<Id>();
	const idOf = (item: number, reference: CustomerReference): Id | undefined => {
		if (!isIdentifier(reference)) return reference;
		const to = lookup.of(reference);
		if (to === undefined || to instanceof Refusal || 'notCreatable' in to) return undefined;
		if ('unknown' in to) {
			if (!unknown.has(identityOf(reference))) unknown.set(identityOf(reference), item);
			return undefined;
		}
		if (to.created) created.add(to.customerId);
		if (!given.has(to.customerId)) given.set(to.customerId, reference.given);
		return to.customerId;
	};
	const idsOf = ({ item, customers }: ReadableRow): Id[] =>
		customers.map((reference) => idOf(item, reference)).filter((id) => id !== undefined);
	const rows = readable.map((row) => ({ item: row.item, ids: idsOf(row) }));
	return { listId, firstItem, rows, given, unknown, created: created.size, wouldRefuse: [] };
}

/** Everybody in these groups who is named by anything but their ID. */
export function* identifiersIn(
	groups: Iterable<GroupRows>,
): Generator<{ identifier: Identifier; item: number }> {
	for (const { readable } of groups)
		for (const { item, customers } of readable)
			for (const identifier of customers) if (isIdentifier(identifier)) yield { identifier, item };
}

/**
 * Creates who is unknown in groups that will be changed: their members are read and compared first, and a group that its
 * guards refuse creates nobody.
 * @returns the groups that go on, with their members compared
 */
export async function compareAndCreate(
	run: Run,
	parameters: Parameters,
	lookup: CustomerLookup,
	groups: GroupRows[],
	settings: SyncSettings,
): Promise<Map<GroupRows, GroupDiff | undefined>> {
	const going = new Map<GroupRows, GroupDiff | undefined>();
	const withUnknown: GroupRows[] = [];
	for (const group of groups) {
		const { listId, rows, unknown } = groupSync(lookup, group);
		if (unknown.size === 0) {
			going.set(group, undefined);
			continue;
		}
		const diff = await settle(GroupDiff.read(run, listId, allIds(rows)));
		if (diff instanceof Refusal) {
			failWhole(run, lookup, group, diff);
			continue;
		}
		const guard = settings.changes === 'add' ? undefined : diff.tooManyRemovals(settings.removalLimit);
		if (guard) {
			failWhole(run, lookup, group, guardRefusal(guard));
			continue;
		}
		going.set(group, diff);
		withUnknown.push(group);
	}
	run.endStage();
	const creatable = await lookup.prepareCreation(parameters, identifiersIn(withUnknown));
	// Nobody is created for a group that somebody who cannot be created leaves as it is.
	const wanted = new Set<string>();
	const isCreatable = ({ readable }: GroupRows) =>
		readable.every(({ customers }) => !customers.some((reference) => lookup.isRefused(reference)));
	for (const { identifier } of identifiersIn([...going.keys()].filter(isCreatable)))
		wanted.add(identityOf(identifier));
	const isLost = run.stopsAtRefusal && ![...going.keys()].every(isCreatable);
	if (!isLost) await lookup.create(creatable.filter(({ identifier }) => wanted.has(identityOf(identifier))));
	return going;
}

export function* allIds(rows: Iterable<{ ids: Id[] }>): Generator<Id> {
	for (const { ids } of rows) yield* ids;
}
