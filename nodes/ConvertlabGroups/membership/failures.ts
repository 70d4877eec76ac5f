import type { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import type { Run } from '../run/run';
import type { Entry, GroupOfCustomers } from '../customers/entries';
import { customersNamedIn } from './refusals';

/**
 * Which customers of one group failed, and why. In stop mode the first refusal ends the run, with the item whose customer
 * the server names, or else the first one.
 */
export class Failures {
	readonly refused = new Map<Id, Refusal>();

	/** @param advice what the customers themselves call for, in front of what a refusal advises; may be empty */
	constructor(
		private readonly run: Run,
		readonly group: GroupOfCustomers,
		private readonly advice = '',
	) {}

	refuse(customers: Id[], why: Refusal): void {
		if (customers.length === 0) return;
		const refusal =
			this.advice === '' ? why : why.with({ description: `${this.advice} ${why.description}`.trim() });
		if (this.run.stopsAtRefusal) {
			const customerId = customersNamedIn(refusal, customers)[0] ?? customers[0];
			const entry = this.entryOf(customerId);
			throw this.run.stop({
				item: entry?.item ?? 0,
				cause: refusal,
				customer: entry?.customerId === customerId ? entry.given : undefined,
				customerId,
				listId: this.group.listId,
			});
		}
		for (const customer of customers) this.refused.set(customer, refusal);
	}

	/** The first entry that names the customer; the first of all where none does. */
	private entryOf(customerId: Id): Entry | undefined {
		let first: Entry | undefined;
		for (const entry of this.group.entries) {
			if (entry.customerId === customerId) return entry;
			first ??= entry;
		}
		return first;
	}
}
