import { batches, eachOf } from '../../api/batches';
import { addMember, addMembers } from '../../api/endpoints';
import type { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import { readAdded } from '../../api/http/rows';
import { settle } from '../../api/outcome';
import type { Waiting } from '../../api/sending/retry';
import type { Run } from '../run/run';
import { cited, leftOut, parted, unknown, unseen } from './addingRefused';
import { Fates, namedIn, type GroupOfCustomers } from './customers';
import { FEW } from './finding';
import { Known } from './known';

interface Part {
	customers: Id[];
	/** Whether these are known to be no members yet. */
	looked: boolean;
}

/**
 * Puts customers into one group. Whoever is a member in the end counts as added, however DM Hub answers; only one
 * who is none afterwards is refused. A batch that is refused as a whole is halved until those at fault stand alone.
 */
export class Adding {
	readonly known: Known;
	readonly fates: Fates;
	private readonly listId: Id;
	/** Customers that answers left out; one look at the end tells about all of them. */
	private readonly doubtful: Id[] = [];

	constructor(
		private readonly run: Run,
		group: GroupOfCustomers,
		private readonly customers: Iterable<Id>,
	) {
		this.fates = new Fates(run, group);
		this.listId = group.listId;
		this.known = new Known(run, group.listId);
	}

	async all(): Promise<void> {
		// All at once: one map that is filled later, where a set of customers beside a growing map would cost twice.
		const { members } = this.known;
		for (const customer of this.customers) members.set(customer, undefined);
		const size = () => this.run.limits.batchSize;
		await eachOf(
			this.run.settings.width,
			batches(size, members.keys()),
			async (batch) => await this.add(batch),
		);
		if (this.doubtful.length > 0) await this.settleLeftOut(this.doubtful);
	}

	/** @param looked whether these are known to be no members yet */
	private async add(batch: Id[], looked = false, waiting = this.run.waiting()): Promise<void> {
		const request = batch.length === 1 ? addMember(this.listId, batch[0]) : addMembers(this.listId, batch);
		const outcome = await settle(this.run.send(request));
		if (!('refusal' in outcome)) return await this.match(batch, outcome.reply);
		const { refusal } = outcome;
		if (refusal.kind === 'size' && batch.length > 1) return await this.addSmaller(batch);
		if (refusal.work !== 'undone') return await this.afterUnknown(batch, refusal, waiting);
		if (refusal.concernsEverything) return this.fates.refuse(batch, refusal);
		await this.afterNo(batch, refusal, looked);
	}

	/** An answer is matched by customer, never by position: DM Hub answers in an order of its own, and may leave some out. */
	private async match(batch: Id[], reply: unknown): Promise<void> {
		const asked = new Set(batch);
		for (const membership of readAdded(reply)) {
			const customer = String(membership.customerId);
			if (String(membership.listId) === this.listId && asked.delete(customer))
				this.known.settle(customer, membership);
		}
		if (asked.size === 0) return;
		if (asked.size <= FEW || this.run.stopsAtRefusal)
			return await this.run.judging(async () => await this.settleLeftOut([...asked]));
		for (const customer of asked) this.doubtful.push(customer);
	}

	/** Whoever an answer left out may be a member already, or no customer at all. */
	private async settleLeftOut(customers: Id[]): Promise<void> {
		const looked = await settle(this.known.look(this.known.settleEarlier(customers)));
		if ('refusal' in looked) this.fates.refuse(this.known.unsettled(customers), looked.refusal);
		else if (looked.reply.length > 0) this.fates.refuse(looked.reply, leftOut(looked.reply));
	}

	private async addSmaller(batch: Id[]): Promise<void> {
		const half = Math.ceil(batch.length / 2);
		this.run.limits.batchSize = Math.min(this.run.limits.batchSize, half);
		this.run.notes.halvings += 1;
		for (const part of batches(() => this.run.limits.batchSize, batch)) await this.add(part);
	}

	/** Nobody knows whether it was done: see who is a member now, and send only what is missing. */
	private async afterUnknown(batch: Id[], refusal: Refusal, waiting: Waiting): Promise<void> {
		const waited = await settle(waiting.after(refusal));
		const looked = await settle(this.known.look(batch));
		if ('refusal' in looked)
			return this.fates.refuse(batch, unknown('refusal' in waited ? waited.refusal : refusal));
		if (looked.reply.length === 0) return;
		if ('refusal' in waited) return this.fates.refuse(looked.reply, waited.refusal);
		await this.add(looked.reply, true, waiting);
	}

	/** A reasoned no. Some servers say it of customers who are members already, so those are settled first. */
	private async afterNo(batch: Id[], refusal: Refusal, looked: boolean): Promise<void> {
		const parts = await this.run.judging(async () => await this.judge(batch, refusal, looked));
		for (const part of parts) await this.add(part.customers, part.looked);
	}

	/** Settles or refuses the customers of a refused batch; gives those to send again, in parts. */
	private async judge(batch: Id[], refusal: Refusal, looked: boolean): Promise<Part[]> {
		let blind: Refusal | undefined;
		const refused = (why: Refusal): Part[] => {
			this.fates.refuse(batch, why);
			return [];
		};
		if (!looked || batch.length === 1) {
			const unknown = this.known.settleEarlier(batch);
			if (unknown.length === batch.length) {
				const asked = await settle(this.known.lookAtNamed(batch, namedIn(refusal, batch)));
				if ('refusal' in asked) {
					if (asked.refusal.concernsEverything) return refused(unseen(refusal, asked.refusal));
					blind = asked.refusal;
				}
			}
			const left = this.known.unsettled(batch);
			if (left.length === 0) return [];
			if (left.length < batch.length) return [{ customers: left, looked: false }];
		}
		const gone = await settle(this.run.groups.assertStillThere(this.listId));
		if ('refusal' in gone && gone.refusal.kind === 'absent')
			return refused(
				gone.refusal.with({ ...cited(refusal), message: `${gone.refusal.message}; ${refusal.message}` }),
			);
		if (blind) return refused(unseen(refusal, blind));
		if (this.run.stopsAtRefusal || batch.length === 1) return refused(refusal);
		return parted(batch, refusal).map((customers) => ({ customers, looked: true }));
	}
}
