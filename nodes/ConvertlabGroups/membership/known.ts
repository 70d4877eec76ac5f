import type { Id } from '../../api/ids';
import type { Membership } from '../../api/types';
import type { Run } from '../run/run';
import { FEW, findMembers } from './finding';

/**
 * What is known of one group's members while customers are put into it. One look at a large group serves all its
 * batches.
 */
export class Known {
	/** The memberships there are now; undefined for a customer who has none yet. */
	readonly members = new Map<Id, Membership | undefined>();
	/** Members that a look at the whole group found, by customer. */
	private earlier: Map<Id, Membership> | undefined;

	constructor(
		private readonly run: Run,
		private readonly listId: Id,
	) {}

	/** How many are members now. */
	get added(): number {
		let added = 0;
		for (const membership of this.members.values()) if (membership) added += 1;
		return added;
	}

	settle(customer: Id, membership: Membership): void {
		if (!this.members.get(customer)) this.run.notes.done += 1;
		this.members.set(customer, membership);
	}

	/** Those who are no members as far as is known. */
	unsettled(customers: Id[]): Id[] {
		return customers.filter((customer) => !this.members.get(customer));
	}

	/** Settles those whom an earlier look at the group found; gives the others. */
	settleEarlier(customers: Id[]): Id[] {
		return this.earlier ? this.settleFound(customers, this.earlier) : customers;
	}

	/** Settles those who are members now; gives the others. */
	async look(customers: Id[]): Promise<Id[]> {
		const many = customers.length > FEW && !this.earlier;
		const wanted = many ? this.unsettled([...this.members.keys()]) : customers;
		const found = await findMembers(this.run.ask, this.run.settings.width, this.listId, wanted);
		if (many) this.earlier = found;
		return this.settleFound(customers, found);
	}

	/** Looks at those whom the server names first; its words may hold other figures than customer IDs, such as the group's. */
	async lookAtNamed(batch: Id[], named: Id[]): Promise<void> {
		const unknown = await this.look(named.length > 0 ? named : batch);
		if (unknown.length === named.length && named.length < batch.length) await this.look(batch);
	}

	private settleFound(customers: Id[], found: Map<Id, Membership>): Id[] {
		return customers.filter((customer) => {
			const membership = found.get(customer);
			if (membership) this.settle(customer, membership);
			return !membership;
		});
	}
}
