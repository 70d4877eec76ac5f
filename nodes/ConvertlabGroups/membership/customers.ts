import { givenIn, type CustomerReference } from '../../api/identification';
import type { Id } from '../../api/ids';
import { InvalidParameter } from '../../editor/invalidParameter';
import type { People } from '../people/people';
import type { Work } from '../run/operation';
import type { Failure } from '../run/results';

/** A customer that an input item names; `position` is its place in the item's list. */
export interface Entry {
	item: number;
	position?: number;
	customerId: Id;
	/** As the input names them, where it does not give their id. */
	customer?: string;
	/** Whether this run created them. */
	created?: boolean;
}

/** What a run asks for one group. */
export interface GroupOfCustomers {
	listId: Id;
	/** In the order of the input; a customer may occur more than once. */
	entries: Iterable<Entry>;
}

/** As often as they occur. */
export function* customersOf({ entries }: GroupOfCustomers): Generator<Id> {
	for (const { customerId } of entries) yield customerId;
}

/** Each once, in the order of their first mention. */
export const distinctCustomers = (group: GroupOfCustomers): Set<Id> => new Set(customersOf(group));

/** A customer as a failed item names them. */
export type Name = Pick<Failure, 'customer' | 'customerId'>;

/** How a failed item names its customer, where it names one. */
export function named(customers: Array<CustomerReference | InvalidParameter>, people?: People): Name {
	const [reference] = customers;
	if (customers.length !== 1 || reference instanceof InvalidParameter) return {};
	const found = typeof reference === 'string' ? { customerId: reference } : people?.of(reference);
	return {
		customer: givenIn(reference),
		customerId: found && 'customerId' in found ? found.customerId : undefined,
	};
}

/** How each item names its customer. Gathered when something has failed, since there may be a million. */
export function nameByItem(names: () => Iterable<{ item: number } & Name>): NonNullable<Work['customerOf']> {
	let known: Map<number, Name> | undefined;
	return (item) => {
		if (known) return known.get(item);
		known = new Map();
		// An item with a list names several.
		for (const { item: at, customer, customerId } of names())
			known.set(at, known.has(at) ? {} : { customer, customerId });
		return known.get(item);
	};
}
