import { Refusal } from '../../../api/errors';
import { givenIn, type CustomerReference } from '../../../api/identification';
import type { Id } from '../../../api/ids';
import { settle } from '../../../api/result';
import type { IfNotFound, People } from '../../people/people';
import type { Run } from '../../run/run';
import { notFoundButCreatable } from '../../people/refusals';
import { named } from '../customers';
import { Comparison } from './comparison';
import { untouched } from './refusals';
import type { ReadableRow, ResolvedGroup } from './source';

/**
 * Resolves the people of all groups to customers before the first write. A group with a person who cannot be resolved,
 * or whom DM Hub does not know, is left unchanged, unless unknown people are to be left out or created.
 */
export async function resolvePeople(
	run: Run,
	people: People,
	groups: Map<Id, ReadableRow[]>,
	ifNotFound: IfNotFound,
): Promise<ResolvedGroup[]> {
	const isRefused = (reference: CustomerReference) => people.isRefused(people.of(reference));
	await people.find(references(groups.values()));

	const failGroup = ([listId, rows]: [Id, ReadableRow[]]): boolean => {
		const culprit = rows.find(({ customers }) => customers.some(isRefused));
		if (!culprit) return false;
		const ordered = run.stopsAtRefusal ? [culprit] : rows;
		for (const { item, customers } of ordered) {
			const reference = customers.find(isRefused);
			run.fail({ item, listId, ...named(customers, people), ...failureOf(people, reference, culprit.item) });
		}
		return true;
	};
	const going = [...groups].filter((group) => !failGroup(group));
	if (ifNotFound !== 'create')
		return going.map(([listId, rows]) => resolvedGroup(listId, rows, people, ifNotFound));
	const toCreate = await people.toCreate(peopleToCreate(going));
	const fit = going.filter((group) => !failGroup(group));
	// Nobody is created for a group that will not be changed.
	const comparisons = await compared(run, people, fit);
	const certain = fit.filter(([listId]) => !comparisons.refused.has(listId));
	const wanted = new Set(Array.from(peopleToCreate(certain), ({ person }) => person.key));
	await people.create(toCreate.filter(({ person }) => wanted.has(person.key)));
	return certain
		.filter((group) => !failGroup(group))
		.map(([listId, rows]) => {
			const group = resolvedGroup(listId, rows, people, ifNotFound);
			const comparison = comparisons.made.get(listId);
			comparison?.want(group.rows);
			return { ...group, comparison };
		});
}

/** Compares the groups for which somebody is to be created with their members; fails those that would be refused. */
async function compared(
	run: Run,
	people: People,
	groups: Array<[Id, ReadableRow[]]>,
): Promise<{ made: Map<Id, Comparison>; refused: Set<Id> }> {
	const made = new Map<Id, Comparison>();
	const refused = new Set<Id>();
	for (const [listId, rows] of groups) {
		const { rows: resolved, created } = resolvedGroup(listId, rows, people, 'create');
		const [{ settings }] = rows;
		if (!created?.later.length || settings.dryRun) continue;
		const read = await settle(Comparison.of(run, listId, resolved));
		const cause = read instanceof Refusal ? read : read.tooManyRemovals(settings.options.removalLimit);
		if (!cause && !(read instanceof Refusal)) made.set(listId, read);
		if (!cause) continue;
		refused.add(listId);
		for (const { item, customers } of rows) run.fail({ item, listId, cause, ...named(customers, people) });
	}
	return { made, refused };
}

function failureOf(people: People, reference: CustomerReference | undefined, culprit: number) {
	if (reference === undefined) return { cause: untouched(culprit, 'customer') };
	const to = people.of(reference);
	return {
		cause:
			to && 'absent' in to ? notFoundButCreatable(to.absent) : to && 'refusal' in to ? to.refusal : undefined,
		customer: givenIn(reference),
	};
}

function* references(groups: Iterable<ReadableRow[]>): Generator<CustomerReference> {
	for (const rows of groups) for (const { customers } of rows) yield* customers;
}

/** A dry run creates nobody. */
function* peopleToCreate(groups: Array<[Id, ReadableRow[]]>) {
	for (const [, rows] of groups)
		for (const { customers, draft, settings } of rows)
			if (!settings.dryRun)
				for (const person of customers) if (typeof person !== 'string') yield { person, draft };
}

function resolvedGroup(
	listId: Id,
	rows: ReadableRow[],
	people: People,
	ifNotFound: IfNotFound,
): ResolvedGroup {
	/** The item that names each first. */
	const absent = new Map<string, number>();
	const created = new Set<Id>();
	const given = new Map<Id, string>();
	const ids = (reference: CustomerReference, item: number): Id[] => {
		if (typeof reference === 'string') return [reference];
		const to = people.of(reference);
		if (to === undefined || !('customerId' in to)) {
			if (!absent.has(reference.key)) absent.set(reference.key, item);
			return [];
		}
		if (to.created) created.add(to.customerId);
		if (!given.has(to.customerId)) given.set(to.customerId, reference.given);
		return [to.customerId];
	};
	const resolved = rows.map(({ item, customers, settings }) => ({
		item,
		settings,
		ids: customers.flatMap((one) => ids(one, item)),
	}));
	return {
		listId,
		rows: resolved,
		given,
		leftOut: ifNotFound === 'leaveOut' && people.identification ? absent.size : undefined,
		created:
			ifNotFound === 'create' && people.identification
				? { now: created.size, later: [...absent.values()] }
				: undefined,
	};
}
