import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import type { GroupChoice } from '../../api/types';
import type { Fields, Params } from '../../editor/fields';
import { identityOf, isIdentifier, type CustomerReference } from '../../editor/identifiers';
import { InvalidParameter } from '../../editor/invalidParameter';
import type { Task } from '../run/operation';
import { attempt, type Parameters } from '../run/parameters';
import type { FailedCustomer } from '../run/results';
import type { Run } from '../run/run';
import type { CustomerLookup } from './lookup';
import { CustomerReader, readRows, type CustomerRow, type GroupFields } from './readRows';
import { notFound, type IfUnknown } from './refusals';

/** A customer that an input item names; `position` is its place in the item's list. */
export interface Entry {
	item: number;
	position?: number;
	customerId: Id;
	/** As the input names them, where it does not give their id. */
	given?: string | number;
	/** Whether this run created them. */
	created?: boolean;
}

/** What a run asks for one group. */
export interface GroupOfCustomers {
	listId: Id;
	/** In the order of the input; a customer may occur more than once. */
	entries: Iterable<Entry>;
}

/** Each customer once, in the order in which they are first named. */
export function distinctCustomers({ entries }: GroupOfCustomers): Set<Id> {
	const customers = new Set<Id>();
	for (const { customerId } of entries) customers.add(customerId);
	return customers;
}

/** How a failed item names its customer, where it names a single one. */
export function failedCustomer(
	customers: Array<CustomerReference | InvalidParameter>,
	lookup?: CustomerLookup,
): FailedCustomer {
	const [reference] = customers;
	if (customers.length !== 1 || reference instanceof InvalidParameter) return {};
	const found = isIdentifier(reference) ? lookup?.of(reference) : { customerId: reference };
	return {
		customer: isIdentifier(reference) ? reference.given : undefined,
		customerId: found && 'customerId' in found ? found.customerId : undefined,
	};
}

/** The customer that each item names, for a run that ends before anything is planned. */
export function customerIn(parameters: Parameters): (item: number) => FailedCustomer {
	const reader = attempt(() => new CustomerReader(parameters));
	return (item) => {
		const customers = 'value' in reader ? attempt(() => reader.value.read(item)) : reader;
		return 'value' in customers ? failedCustomer(customers.value) : {};
	};
}

/** How each item names its customer. Gathered when something has failed, since there may be a million. */
export function customerByItem(
	names: () => Iterable<{ item: number } & FailedCustomer>,
): NonNullable<Task['customerOf']> {
	let known: Map<number, FailedCustomer> | undefined;
	return (item) => {
		if (known) return known.get(item);
		known = new Map();
		// An item with a list names several.
		for (const { item: at, customer, customerId } of names())
			known.set(at, known.has(at) ? {} : { customer, customerId });
		return known.get(item);
	};
}

/** One customer that an item names for a group: one place in the output. */
export interface NamedEntry<F extends Fields> {
	item: number;
	/** In the item's list. */
	position?: number;
	reference: CustomerReference;
	/** All groups that the item chooses, by the names of their fields. */
	groups: Record<string, Id>;
	/** The first of them, whose customers they are. */
	listId: Id;
	params: Params<F>;
}

/** Somebody whom DM Hub does not know, in an operation that tells so. */
interface UnknownEntry {
	item: number;
	position?: number;
	given: string | number;
	identity: string;
}

/** The entries that are worked on together: of the same groups, with the same parameters. */
export interface GroupEntries<F extends Fields> {
	groups: Record<string, Id>;
	listId: Id;
	params: Params<F>;
	entries: Entry[];
	unknown: UnknownEntry[];
}

/** What somebody unknown means: their item fails, they are created, or the operation tells. */
export type IfNotFound = 'refuse' | 'create' | 'report';

/** Reads all items, then resolves their groups to ids. In stop mode nothing is sent where a part of one cannot be read. */
export async function readEntries<F extends Fields>(
	run: Run,
	parameters: Parameters,
	reader: CustomerReader,
	{ groups: groupFields, fields }: { groups: GroupFields; fields: F },
): Promise<Array<NamedEntry<F>>> {
	const rows: Array<{
		row: CustomerRow<F>;
		groups: Record<string, GroupChoice>;
		customers: Array<CustomerReference | InvalidParameter>;
		params: Params<F>;
	}> = [];
	/** Fails all customers of an item, each in its place; an item that names nobody has one. */
	const failAll = ({ item, customers }: CustomerRow<F>, cause: unknown) => {
		const named = 'value' in customers ? customers.value : [];
		run.summary.refused += Math.max(1, named.length);
		if (!reader.isList || named.length === 0) return run.fail({ item, cause, ...failedCustomer(named) });
		for (const [position, one] of named.entries())
			run.fail({ item, position, cause, ...failedCustomer([one]) });
	};
	for (const row of readRows(parameters, reader, groupFields, fields)) {
		const { item, groups, customers, params } = row;
		if ('error' in groups) failAll(row, groups.error);
		else if ('error' in customers) failAll(row, customers.error);
		else if ('error' in params) failAll(row, params.error);
		else if (customers.value.length === 0) failAll(row, reader.missing(item));
		else {
			rows.push({ row, groups: groups.value, customers: customers.value, params: params.value });
			if (run.stopsAtRefusal)
				for (const one of customers.value)
					if (one instanceof InvalidParameter) run.fail({ item, cause: one, customer: one.customer });
		}
	}
	run.endStage();

	const idOf = await run.resolveGroups(rows.flatMap(({ groups }) => Object.values(groups)));
	const named: Array<NamedEntry<F>> = [];
	for (const { row, groups, customers, params } of rows) {
		const ids: Record<string, Id> = {};
		let refusal: Refusal | undefined;
		for (const [name, choice] of Object.entries(groups)) {
			const id = idOf(choice);
			if (id instanceof Refusal) refusal ??= id;
			else ids[name] = id;
		}
		if (refusal) {
			failAll(row, refusal);
			continue;
		}
		const [listId] = Object.values(ids);
		const { item } = row;
		for (const [index, reference] of customers.entries()) {
			const position = reader.isList ? index : undefined;
			if (!(reference instanceof InvalidParameter))
				named.push({ item, position, reference, groups: ids, listId, params });
			else {
				run.summary.refused += 1;
				run.fail({ item, position, cause: reference, listId });
			}
		}
	}
	run.endStage();
	return named;
}

/**
 * Puts together what is worked on together, and fails whoever cannot be told for certain.
 * @param advice what a user can do about somebody unknown
 * @param whyNobodyCreated why nobody was created for a group
 */
export function entriesByGroup<F extends Fields>(
	run: Run,
	ifNotFound: IfNotFound,
	advice: IfUnknown,
	lookup: CustomerLookup,
	named: Array<NamedEntry<F>>,
	whyNobodyCreated: Map<Id, Refusal>,
): Array<GroupEntries<F>> {
	const all = new Map<string, GroupEntries<F>>();
	const refused = new Set<string>();
	const together = ({ groups, listId, params }: NamedEntry<F>): GroupEntries<F> => {
		const key = JSON.stringify([groups, params]);
		const same = all.get(key) ?? { groups, listId, params, entries: [], unknown: [] };
		all.set(key, same);
		return same;
	};
	let last: { named: NamedEntry<F>; same: GroupEntries<F> } | undefined;
	for (const each of named) {
		const { item, position, reference, groups, listId, params } = each;
		const to = lookup.of(reference);
		// In stop mode the refusal of somebody else has ended the look-ups: that one is reported.
		if (to === undefined) continue;
		// The customers of one item share theirs, and there may be a million.
		if (last?.named.groups !== groups || last.named.params !== params)
			last = { named: each, same: together(each) };
		const { same } = last;
		if (!isIdentifier(reference)) {
			same.entries.push({ item, position, customerId: reference });
			continue;
		}
		const { given } = reference;
		if (!(to instanceof Refusal) && 'customerId' in to) {
			same.entries.push({ item, position, customerId: to.customerId, given, created: to.created });
			continue;
		}
		const identity = identityOf(reference);
		if (ifNotFound === 'report' && 'unknown' in to) {
			same.unknown.push({ item, position, given, identity });
			continue;
		}
		// Not created yet, since somebody else is refused: that failure ends the run.
		if (ifNotFound === 'create' && 'unknown' in to && !whyNobodyCreated.has(listId)) continue;
		refused.add(`${listId} ${identity}`);
		const cause =
			to instanceof Refusal
				? to
				: 'notCreatable' in to
					? to.notCreatable
					: (whyNobodyCreated.get(listId) ?? notFound(reference, advice));
		run.fail({ item, position, cause, listId, customer: given });
	}
	run.summary.refused += refused.size;
	run.endStage();
	return [...all.values()];
}
