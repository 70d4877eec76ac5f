import { batches, eachOf } from '../../api/batches';
import { addMember, addMembers } from '../../api/endpoints';
import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import { settle } from '../../api/result';
import type { Waiting } from '../../api/sending/retry';
import type { Membership } from '../../api/types';
import type { Run } from '../run/run';
import { isInDoubt, nextStep, type Evidence } from './addingVerdict';
import { CustomerOutcomes } from './customerOutcomes';
import type { GroupOfCustomers } from './customers';
import { FEW } from './finding';
import { MembershipCache } from './membershipCache';
import { divided, groupIsGone, leftOut, mayStillBeAdded, namedIn, notLookedUp } from './refusedBatch';

/** A request that is still to be sent. */
interface Attempt {
	customers: Id[];
	/** Whether a look after the refusal of a larger batch found none of them in the group. */
	seenAbsent: boolean;
	/** How often and how long it has waited after lost answers. */
	waiting: Waiting;
}

/**
 * Puts customers into one group. Whoever is a member in the end counts as added, however DM Hub answers; only customers
 * who are not are refused. A batch that is refused as a whole is divided until the customers at fault are isolated.
 */
export class Adding {
	readonly memberships: MembershipCache;
	readonly outcomes: CustomerOutcomes;
	private readonly listId: Id;
	/** Customers that answers left out; they are looked up together at the end. */
	private readonly leftOut: Id[] = [];
	/** Customers in requests that got no answer and may still take effect. */
	private readonly unanswered = new Set<Id>();

	constructor(
		private readonly run: Run,
		group: GroupOfCustomers,
		customers: Iterable<Id>,
	) {
		this.listId = group.listId;
		this.outcomes = new CustomerOutcomes(run, group);
		this.memberships = new MembershipCache(run, group.listId, customers);
	}

	async all(): Promise<void> {
		const size = () => this.run.limits.batchSize;
		await eachOf(this.run.settings.width, batches(size, this.memberships.customers), async (customers) => {
			const toSend = [this.attempt(customers)];
			for (let next = toSend.shift(); next; next = toSend.shift()) toSend.unshift(...(await this.send(next)));
		});
		if (this.leftOut.length > 0) await this.settle(this.leftOut);
	}

	private attempt(customers: Id[], seenAbsent = false): Attempt {
		return { customers, seenAbsent, waiting: this.run.waiting() };
	}

	/** Sends an attempt and gives the attempts that follow from it. A batch larger than the server takes is cut first. */
	private async send(attempt: Attempt): Promise<Attempt[]> {
		const { customers, seenAbsent } = attempt;
		const { batchSize } = this.run.limits;
		if (customers.length > batchSize)
			return [...batches(() => batchSize, customers)].map((part) => this.attempt(part, seenAbsent));
		const request =
			customers.length === 1 ? addMember(this.listId, customers[0]) : addMembers(this.listId, customers);
		const sent = await settle(this.run.send(request));
		if (!(sent instanceof Refusal)) {
			await this.match(customers, sent);
			return [];
		}
		const refusal = sent;
		if (refusal.work === 'unknown') for (const customer of customers) this.unanswered.add(customer);
		const follow = async () => await this.follow(attempt, refusal);
		// A refusal with a reason may end the run: nothing new starts until that is clear.
		return isInDoubt(refusal) ? await follow() : await this.run.judging(follow);
	}

	/** An answer is matched by customer, never by position: DM Hub answers in an order of its own, and may leave some out. */
	private async match(customers: Id[], reply: Membership[]): Promise<void> {
		const asked = new Set(customers);
		for (const membership of reply) {
			const customer = String(membership.customerId);
			if (String(membership.listId) === this.listId && asked.delete(customer))
				this.memberships.set(customer, membership);
		}
		if (asked.size === 0) return;
		if (asked.size <= FEW || this.run.stopsAtRefusal)
			await this.run.judging(async () => await this.settle([...asked]));
		else for (const customer of asked) this.leftOut.push(customer);
	}

	/** A customer that an answer left out may be a member already, or may not exist. */
	private async settle(customers: Id[]): Promise<void> {
		const { memberships } = this;
		memberships.useEarlierLook(customers);
		const looked = await settle(memberships.look(memberships.missing(customers)));
		const missing = memberships.missing(customers);
		if (!(looked instanceof Refusal)) return this.refuse(missing, leftOut);
		this.outcomes.refuse(missing, notLookedUp(leftOut(missing), looked));
	}

	/** Gathers evidence about a refused request until it decides what to do. */
	private async follow({ customers, seenAbsent, waiting }: Attempt, refusal: Refusal): Promise<Attempt[]> {
		const stops = this.run.stopsAtRefusal;
		const evidence: Evidence = { refusal, size: customers.length, seenAbsent, stops };
		for (;;) {
			const missing = this.memberships.missing(customers);
			switch (nextStep(evidence)) {
				case 'look':
					if (isInDoubt(refusal)) evidence.givenUp = await refusalOf(waiting.after(refusal));
					evidence.look = await this.look(customers, refusal);
					break;
				case 'lookAtGroup':
					evidence.group = { gone: await this.goneGroup() };
					break;
				case 'repeat':
					return [{ customers: missing, seenAbsent: false, waiting }];
				case 'shrink':
					this.shrink(customers.length);
					return [{ customers, seenAbsent, waiting }];
				case 'divide':
					return divided(customers, refusal).map((part) => this.attempt(part, true));
				case 'done':
					return [];
				case 'refuse':
					this.refuse(missing, () => evidence.givenUp ?? refusal);
					return [];
				case 'refuseAsGone':
					this.outcomes.refuse(missing, groupIsGone(evidence.group?.gone ?? refusal, refusal));
					return [];
				case 'refuseAsNotKnown':
					this.outcomes.refuse(missing, notLookedUp(evidence.givenUp ?? refusal, evidence.look?.failure));
					return [];
			}
		}
	}

	/** Looks up which customers of a refused request are members now; gives how many are not, and why the look failed. */
	private async look(customers: Id[], refusal: Refusal): Promise<{ absent: number; failure?: Refusal }> {
		const { memberships } = this;
		const absent = () => memberships.missing(customers).length;
		// An earlier look says nothing about a request that came after it.
		if (!isInDoubt(refusal)) memberships.useEarlierLook(customers);
		if (absent() < customers.length) return { absent: absent() };
		const named = isInDoubt(refusal) ? [] : namedIn(refusal, customers);
		const looked = await settle(memberships.lookAtNamed(customers, named));
		return { absent: absent(), failure: looked instanceof Refusal ? looked : undefined };
	}

	/** Fails customers who were not found in the group. */
	private refuse(customers: Id[], refusal: (customers: Id[]) => Refusal): void {
		const [unsure, sure]: Id[][] = [[], []];
		for (const customer of customers) (this.unanswered.has(customer) ? unsure : sure).push(customer);
		if (sure.length > 0) this.outcomes.refuse(sure, refusal(sure));
		if (unsure.length > 0) this.outcomes.refuse(unsure, mayStillBeAdded(refusal(unsure)));
	}

	private shrink(tooMany: number): void {
		const { limits, notes } = this.run;
		limits.batchSize = Math.min(limits.batchSize, Math.ceil(tooMany / 2));
		notes.halvings += 1;
	}

	private async goneGroup(): Promise<Refusal | undefined> {
		const refusal = await refusalOf(this.run.groups.assertStillThere(this.listId));
		return refusal?.kind === 'absent' ? refusal : undefined;
	}
}

async function refusalOf(promise: Promise<void>): Promise<Refusal | undefined> {
	const outcome = await settle(promise);
	return outcome instanceof Refusal ? outcome : undefined;
}
