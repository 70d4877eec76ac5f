import { batches, eachOf } from '../../api/batches';
import { addMember, addMembers } from '../../api/endpoints';
import type { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import { readAdded } from '../../api/rows';
import { settle } from '../../api/settle';
import type { Membership } from '../../api/types';
import type { Waiting } from '../../api/retry';
import type { Run } from '../run';
import { cited, leftOut, parted, unknown, unseen } from './addingRefused';
import { Fates, namedIn, type GroupOfCustomers } from './customers';
import { FEW, findMembers } from './finding';

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
	/** The memberships there are now; undefined for a customer who has none yet. */
	readonly members = new Map<Id, Membership | undefined>();
	readonly fates: Fates;
	private readonly listId: Id;
	/** Members that a look at the whole group found, by customer. */
	private earlier: Map<Id, Membership> | undefined;
	/** Customers that answers left out; one look at the end tells about all of them. */
	private readonly doubtful: Id[] = [];

	constructor(
		private readonly run: Run,
		group: GroupOfCustomers,
		private readonly customers: Iterable<Id>,
	) {
		this.fates = new Fates(run, group);
		this.listId = group.listId;
	}

	/** How many are members now. */
	get added(): number {
		let added = 0;
		for (const membership of this.members.values()) if (membership) added += 1;
		return added;
	}

	async all(): Promise<void> {
		// All at once: one map that is filled later, where a set of customers beside a growing map would cost twice.
		for (const customer of this.customers) this.members.set(customer, undefined);
		const size = () => this.run.limits.batchSize;
		await eachOf(
			this.run.settings.width,
			batches(size, this.members.keys()),
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
				this.settle(customer, membership);
		}
		if (asked.size === 0) return;
		if (asked.size <= FEW || this.run.stopsAtRefusal)
			return await this.run.judging(async () => await this.settleLeftOut([...asked]));
		for (const customer of asked) this.doubtful.push(customer);
	}

	/** Whoever an answer left out may be a member already, or no customer at all. */
	private async settleLeftOut(customers: Id[]): Promise<void> {
		const looked = await settle(this.look(this.settleKnown(customers)));
		if ('refusal' in looked)
			this.fates.refuse(
				customers.filter((customer) => !this.members.get(customer)),
				looked.refusal,
			);
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
		const looked = await settle(this.look(batch));
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
			const unknown = this.settleKnown(batch);
			if (unknown.length === batch.length) {
				const asked = await settle(this.lookAt(batch, namedIn(refusal, batch)));
				if ('refusal' in asked) {
					if (asked.refusal.concernsEverything) return refused(unseen(refusal, asked.refusal));
					blind = asked.refusal;
				}
			}
			const left = batch.filter((customer) => !this.members.get(customer));
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

	/** Those whom the server names first; its words may hold other figures than customer IDs, such as the group's. */
	private async lookAt(batch: Id[], named: Id[]): Promise<void> {
		const unknown = await this.look(named.length > 0 ? named : batch);
		if (unknown.length === named.length && named.length < batch.length) await this.look(batch);
	}

	/** Settles those whom an earlier look at the group found; gives the others. */
	private settleKnown(customers: Id[]): Id[] {
		const { earlier } = this;
		return earlier ? this.settleFound(customers, earlier) : customers;
	}

	/** Settles those who are members now; gives the others. One look at a large group serves all its batches. */
	private async look(customers: Id[]): Promise<Id[]> {
		const many = customers.length > FEW && !this.earlier;
		const wanted = many
			? [...this.members.keys()].filter((customer) => !this.members.get(customer))
			: customers;
		const found = await findMembers(this.run.ask, this.run.settings.width, this.listId, wanted);
		if (many) this.earlier = found;
		return this.settleFound(customers, found);
	}

	private settleFound(customers: Id[], found: Map<Id, Membership>): Id[] {
		return customers.filter((customer) => {
			const membership = found.get(customer);
			if (membership) this.settle(customer, membership);
			return !membership;
		});
	}

	private settle(customer: Id, membership: Membership): void {
		if (!this.members.get(customer)) this.run.notes.done += 1;
		this.members.set(customer, membership);
	}
}
