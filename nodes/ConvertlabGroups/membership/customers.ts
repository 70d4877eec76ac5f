import type { Id } from '../../api/ids';
import type { Refusal } from '../../api/errors';
import type { Run } from '../run/run';

/** A customer that an input item asks something for; `position` is its place in the item's list. */
export interface Entry {
	item: number;
	position?: number;
	customerId: Id;
	/** As the input names them, where it does not give their id. */
	customer?: string;
	/** Whether this run created them. */
	created?: boolean;
}

/** All that a run asks for one group. */
export interface GroupOfCustomers {
	listId: Id;
	/** In the order of the input; a customer may be asked for more than once. */
	entries: Iterable<Entry>;
}

/** As often as they are asked for. */
export function* customersOf({ entries }: GroupOfCustomers): Generator<Id> {
	for (const { customerId } of entries) yield customerId;
}

/** Each once, in the order of their first mention. */
export const distinctCustomers = (group: GroupOfCustomers): Set<Id> => new Set(customersOf(group));

/**
 * How the customers of one group fared. In stop mode the first refusal ends the run here, naming the item whose
 * customer the server names, else the first one.
 */
export class Fates {
	readonly refused = new Map<Id, Refusal>();

	constructor(
		readonly run: Run,
		readonly group: GroupOfCustomers,
	) {}

	refuse(customers: Id[], refusal: Refusal): void {
		if (this.run.stopsAtRefusal) {
			const customerId = namedIn(refusal, customers)[0] ?? customers[0];
			const item = this.itemOf(customerId);
			throw this.run.stop({ item, cause: refusal, customerId, listId: this.group.listId });
		}
		for (const customer of customers) this.refused.set(customer, refusal);
		this.run.notes.refused += customers.length;
	}

	/** The item that asked for the customer first; the first one of all where none did. */
	private itemOf(customerId: Id): number {
		let first: number | undefined;
		for (const entry of this.group.entries) {
			if (entry.customerId === customerId) return entry.item;
			first ??= entry.item;
		}
		return first ?? 0;
	}
}

/** The customers that the server's own words name. */
export function namedIn(refusal: Refusal, customers: Id[]): Id[] {
	const digits = new Set(refusal.words?.match(/\d+/g));
	return digits.size === 0 ? [] : customers.filter((customer) => digits.has(customer));
}
