import type { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import { settle } from '../../api/outcome';
import type { Membership } from '../../api/types';
import type { Run } from '../run/run';
import { leftOut, mayStillBeAdded, notLookedUp } from './addingRefused';
import { CustomerOutcomes } from './customerOutcomes';
import type { GroupOfCustomers } from './customers';
import { FEW } from './finding';
import { MembershipCache } from './membershipCache';
import { namedIn } from './refusedBatch';

/** What became of the customers who are put into one group: their memberships, or why they have none. */
export class Added {
	readonly memberships: MembershipCache;
	readonly outcomes: CustomerOutcomes;
	/** Customers that answers left out; they are looked up together at the end. */
	private readonly leftOut: Id[] = [];
	/** Customers in requests that got no answer and may still take effect. */
	private readonly unanswered = new Set<Id>();

	constructor(
		private readonly run: Run,
		private readonly group: GroupOfCustomers,
		customers: Iterable<Id>,
	) {
		this.outcomes = new CustomerOutcomes(run, group);
		this.memberships = new MembershipCache(run, group.listId, customers);
	}

	/** An answer is matched by customer, never by position: DM Hub answers in an order of its own, and may leave some out. */
	async match(customers: Id[], reply: Membership[]): Promise<void> {
		const asked = new Set(customers);
		for (const membership of reply) {
			const customer = String(membership.customerId);
			if (String(membership.listId) === this.group.listId && asked.delete(customer))
				this.memberships.set(customer, membership);
		}
		if (asked.size === 0) return;
		if (asked.size <= FEW || this.run.stopsAtRefusal)
			await this.run.judging(async () => await this.settle([...asked]));
		else for (const customer of asked) this.leftOut.push(customer);
	}

	async settleLeftOut(): Promise<void> {
		if (this.leftOut.length > 0) await this.settle(this.leftOut);
	}

	/** @param customers of a request that got no answer */
	gotNoAnswer(customers: Id[]): void {
		for (const customer of customers) this.unanswered.add(customer);
	}

	/** Looks up which customers of a refused request are members now; gives how many are not, and why the look failed. */
	async look(
		customers: Id[],
		refusal: Refusal,
		isInDoubt: boolean,
	): Promise<{ absent: number; failure?: Refusal }> {
		const { memberships } = this;
		const absent = () => memberships.missing(customers).length;
		// An earlier look says nothing about a request that came after it.
		if (!isInDoubt) memberships.useEarlierLook(customers);
		if (absent() < customers.length) return { absent: absent() };
		const named = isInDoubt ? [] : namedIn(refusal, customers);
		const looked = await settle(memberships.lookAtNamed(customers, named));
		return { absent: absent(), failure: 'refusal' in looked ? looked.refusal : undefined };
	}

	/** Fails customers who were not found in the group. */
	refuse(customers: Id[], refusal: (customers: Id[]) => Refusal): void {
		const [unsure, sure]: Id[][] = [[], []];
		for (const customer of customers) (this.unanswered.has(customer) ? unsure : sure).push(customer);
		if (sure.length > 0) this.outcomes.refuse(sure, refusal(sure));
		if (unsure.length > 0) this.outcomes.refuse(unsure, mayStillBeAdded(refusal(unsure)));
	}

	/** A customer that an answer left out may be a member already, or may not exist. */
	private async settle(customers: Id[]): Promise<void> {
		const { memberships } = this;
		memberships.useEarlierLook(customers);
		const looked = await settle(memberships.look(memberships.missing(customers)));
		const missing = memberships.missing(customers);
		if (!('refusal' in looked)) return this.refuse(missing, leftOut);
		this.outcomes.refuse(missing, notLookedUp(leftOut(missing), looked.refusal));
	}
}
