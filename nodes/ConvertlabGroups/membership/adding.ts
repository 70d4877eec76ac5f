import { batches, eachOf } from '../../api/batches';
import { addMember, addMembers } from '../../api/endpoints';
import type { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import { settle } from '../../api/outcome';
import type { Waiting } from '../../api/sending/retry';
import type { Run } from '../run/run';
import { Added } from './added';
import { notLookedUp } from './addingRefused';
import { isInDoubt, nextStep, type Evidence } from './addingVerdict';
import type { GroupOfCustomers } from './customers';
import { divided, groupIsGone } from './refusedBatch';

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
	private readonly added: Added;
	private readonly listId: Id;

	constructor(
		private readonly run: Run,
		group: GroupOfCustomers,
		customers: Iterable<Id>,
	) {
		this.added = new Added(run, group, customers);
		this.listId = group.listId;
	}

	get memberships() {
		return this.added.memberships;
	}

	get outcomes() {
		return this.added.outcomes;
	}

	async all(): Promise<void> {
		const size = () => this.run.limits.batchSize;
		await eachOf(this.run.settings.width, batches(size, this.memberships.customers), async (customers) => {
			const toSend = [this.attempt(customers)];
			for (let next = toSend.shift(); next; next = toSend.shift()) toSend.unshift(...(await this.send(next)));
		});
		await this.added.settleLeftOut();
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
		if (!('refusal' in sent)) {
			await this.added.match(customers, sent.reply);
			return [];
		}
		const { refusal } = sent;
		if (refusal.work === 'unknown') this.added.gotNoAnswer(customers);
		const follow = async () => await this.follow(attempt, refusal);
		// A refusal with a reason may end the run: nothing new starts until that is clear.
		return isInDoubt(refusal) ? await follow() : await this.run.judging(follow);
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
					evidence.look = await this.added.look(customers, refusal, isInDoubt(refusal));
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
					this.added.refuse(missing, () => evidence.givenUp ?? refusal);
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
	return 'refusal' in outcome ? outcome.refusal : undefined;
}
