import type { Id } from '../../api/ids';

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
