import type { Id } from '../../api/ids';
import type { Membership } from '../../api/types';
import type { Run } from '../run/run';
import { FEW, findMembers } from './finding';

/**
 * The known memberships of the customers who are put into one group. One look at a large group serves all its
 * batches.
 */
export class MembershipCache {
	/** Holds all customers from the start, undefined until they are members: a set beside a growing map would cost twice. */
	private readonly members = new Map<Id, Membership | undefined>();
	/** The members that a look at the whole group found. */
	private found: Map<Id, Membership> | undefined;

	constructor(
		private readonly run: Run,
		private readonly listId: Id,
		customers: Iterable<Id>,
	) {
		for (const customer of customers) this.members.set(customer, undefined);
	}

	/** Each customer once. */
	get customers(): Iterable<Id> {
		return this.members.keys();
	}

	get(customer: Id): Membership | undefined {
		return this.members.get(customer);
	}

	/** How many are members now. */
	get size(): number {
		let size = 0;
		for (const membership of this.members.values()) if (membership) size += 1;
		return size;
	}

	set(customer: Id, membership: Membership): void {
		if (!this.members.get(customer)) this.run.notes.done += 1;
		this.members.set(customer, membership);
	}

	/** Those who are not known to be members. */
	missing(customers: Id[]): Id[] {
		return customers.filter((customer) => !this.members.get(customer));
	}

	/** Records those that an earlier look at the group found. */
	useEarlierLook(customers: Id[]): void {
		if (this.found) this.take(customers, this.found);
	}

	/** Looks up who is a member now, and records them. */
	async look(customers: Id[]): Promise<void> {
		const many = customers.length > FEW && !this.found;
		const wanted = many ? this.missing([...this.customers]) : customers;
		const found = await findMembers(this.run.ask, this.run.settings.width, this.listId, wanted);
		if (many) this.found = found;
		this.take(customers, found);
	}

	/** Looks up those that the server names first. Its words may hold other numbers than customer ids, such as the group's. */
	async lookAtNamed(customers: Id[], named: Id[]): Promise<void> {
		await this.look(named.length > 0 ? named : customers);
		const hits = named.length > this.missing(named).length;
		if (!hits && named.length > 0 && named.length < customers.length) await this.look(customers);
	}

	private take(customers: Id[], found: Map<Id, Membership>): void {
		for (const customer of customers) {
			const membership = found.get(customer);
			if (membership) this.set(customer, membership);
		}
	}
}
