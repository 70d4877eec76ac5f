import { forEachConcurrently, settle } from '../../api/promises';
import { addMember, addMembers } from '../../api/endpoints';
import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import { groupIsGone } from '../../api/reading/groupExistence';
import type { Backoff } from '../../api/sending/backoff';
import type { Membership } from '../../api/types';
import type { Run } from '../run/run';
import { decide, isInDoubt, type Evidence } from './addPolicy';
import type { Failures } from './failures';
import { FEW, type Memberships } from './memberships';
import { mayStillBeAdded, customersNamedIn, notLookedUp, omittedByServer, split } from './refusals';

/** A request that is still to be sent. */
interface Attempt {
	customers: Id[];
	/** Whether a look after the refusal of a larger batch found none of them in the group. */
	seenAbsent: boolean;
	/** How often and how long it has waited after lost answers. */
	backoff: Backoff;
}

/**
 * Puts the customers who are not known to be members into their group. Whoever is a member in the end counts as added,
 * however DM Hub answers; only customers who are not are refused. A batch that is refused as a whole is split until the
 * customers at fault are isolated.
 */
export async function addToGroup(run: Run, memberships: Memberships, failures: Failures): Promise<void> {
	await new Adding(run, memberships, failures).all();
}

class Adding {
	private readonly listId: Id;
	/** Customers that answers left out; they are looked up together at the end. */
	private readonly omitted: Id[] = [];
	/** Customers in requests that got no answer and may still take effect. */
	private readonly unanswered = new Set<Id>();

	constructor(
		private readonly run: Run,
		private readonly memberships: Memberships,
		private readonly failures: Failures,
	) {
		this.listId = memberships.listId;
	}

	async all(): Promise<void> {
		const { memberships, run } = this;
		const toAdd = batches(() => run.limits.batchSize, memberships.pending());
		await forEachConcurrently(run.settings.concurrency, toAdd, async (customers) => {
			const toSend = [this.attempt(customers)];
			for (let next = toSend.shift(); next; next = toSend.shift()) toSend.unshift(...(await this.send(next)));
		});
		if (this.omitted.length > 0) await this.settleOmitted(this.omitted);
	}

	private attempt(customers: Id[], seenAbsent = false): Attempt {
		return { customers, seenAbsent, backoff: this.run.backoff() };
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
		return isInDoubt(refusal) ? await follow() : await this.run.holdingNewRequests(follow);
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
			await this.run.holdingNewRequests(async () => await this.settleOmitted([...asked]));
		else for (const customer of asked) this.omitted.push(customer);
	}

	/** A customer that an answer left out may be a member already, or may not exist. */
	private async settleOmitted(customers: Id[]): Promise<void> {
		const { memberships } = this;
		memberships.useLastScan(customers);
		const looked = await settle(memberships.find(memberships.missing(customers)));
		const missing = memberships.missing(customers);
		if (!(looked instanceof Refusal)) return this.refuse(missing, omittedByServer);
		this.failures.refuse(missing, notLookedUp(omittedByServer(missing), looked));
	}

	/** Gathers evidence about a refused request until it decides what to do. */
	private async follow({ customers, seenAbsent, backoff }: Attempt, refusal: Refusal): Promise<Attempt[]> {
		const stops = this.run.stopsAtRefusal;
		const evidence: Evidence = { refusal, size: customers.length, seenAbsent, stops };
		for (;;) {
			const missing = this.memberships.missing(customers);
			switch (decide(evidence)) {
				case 'look':
					if (isInDoubt(refusal)) evidence.givenUp = await refusalOf(backoff.wait(refusal));
					evidence.look = await this.look(customers, refusal);
					break;
				case 'lookAtGroup':
					evidence.group = { gone: await this.goneGroup() };
					break;
				case 'repeat':
					return [{ customers: missing, seenAbsent: false, backoff }];
				case 'shrink':
					this.run.shrinkBatches(customers.length);
					return [{ customers, seenAbsent, backoff }];
				case 'split':
					return split(customers, refusal).map((part) => this.attempt(part, true));
				case 'done':
					return [];
				case 'refuse':
					this.refuse(missing, () => evidence.givenUp ?? refusal);
					return [];
				case 'refuseAsGone':
					this.failures.refuse(missing, groupIsGone(evidence.group?.gone ?? refusal, refusal));
					return [];
				case 'refuseAsNotKnown':
					this.failures.refuse(missing, notLookedUp(evidence.givenUp ?? refusal, evidence.look?.failure));
					return [];
			}
		}
	}

	/** Looks up which customers of a refused request are members now; gives how many are not, and why the look failed. */
	private async look(customers: Id[], refusal: Refusal): Promise<{ absent: number; failure?: Refusal }> {
		const { memberships } = this;
		const absent = () => memberships.missing(customers).length;
		// An earlier look says nothing about a request that came after it.
		if (!isInDoubt(refusal)) memberships.useLastScan(customers);
		if (absent() < customers.length) return { absent: absent() };
		const named = isInDoubt(refusal) ? [] : customersNamedIn(refusal, customers);
		const looked = await settle(memberships.findNamedFirst(customers, named));
		return { absent: absent(), failure: looked instanceof Refusal ? looked : undefined };
	}

	/** Fails customers who were not found in the group. */
	private refuse(customers: Id[], refusal: (customers: Id[]) => Refusal): void {
		const [unsure, sure]: Id[][] = [[], []];
		for (const customer of customers) (this.unanswered.has(customer) ? unsure : sure).push(customer);
		if (sure.length > 0) this.failures.refuse(sure, refusal(sure));
		if (unsure.length > 0) this.failures.refuse(unsure, mayStillBeAdded(refusal(unsure)));
	}

	private async goneGroup(): Promise<Refusal | undefined> {
		const refusal = await refusalOf(this.run.existence.assertExists(this.listId));
		return refusal?.kind === 'absent' ? refusal : undefined;
	}
}

async function refusalOf(promise: Promise<void>): Promise<Refusal | undefined> {
	const outcome = await settle(promise);
	return outcome instanceof Refusal ? outcome : undefined;
}

/** Cuts a source into batches of at most `size`, in order. A size that shrinks meanwhile takes effect with the next batch. */
export function* batches<T>(size: () => number, source: Iterable<T>): Generator<T[]> {
	let batch: T[] = [];
	for (const entry of source) {
		batch.push(entry);
		if (batch.length >= size()) {
			yield batch;
			batch = [];
		}
	}
	if (batch.length > 0) yield batch;
}
