import { forEachConcurrently, settle } from '../../api/promises';
import { urlBatches } from '../../api/request';
import { removeMembers } from '../../api/endpoints';
import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import { groupIsGone } from '../../api/reading/groupExistence';
import type { Run } from '../run/run';
import type { Failures } from './failures';
import { findMembers } from './memberships';
import { outcomeUnknown, split } from './refusals';

const PATH = '/v1/listservice/removeFromList?customerIds=&listId='.length;
const TOO_OLD =
	'This DM Hub is too old for this node: it has no call that removes customers from a group. Ask Convertlab for an update, or remove the members with “Remove From Group” and “Remove By” set to “Membership”.';

/**
 * Takes customers out of one group. The ids are in the URL, so a batch is limited by the length of a request line.
 * DM Hub does not say who was a member: every customer in a request that was not refused counts as removed.
 * @param removed filled with them
 */
export async function removeFromGroup(
	run: Run,
	customers: Iterable<Id>,
	failures: Failures,
	removed: Set<Id>,
): Promise<void> {
	await new Removing(run, failures, removed).all(customers);
}

class Removing {
	private readonly listId: Id;

	constructor(
		private readonly run: Run,
		private readonly failures: Failures,
		private readonly removed: Set<Id>,
	) {
		this.listId = failures.group.listId;
	}

	async all(customers: Iterable<Id>): Promise<void> {
		await forEachConcurrently(this.run.settings.concurrency, this.batchesOf(customers), async (batch) => {
			const toSend = [batch];
			for (let next = toSend.shift(); next; next = toSend.shift()) toSend.unshift(...(await this.send(next)));
		});
	}

	private batchesOf(customers: Iterable<Id>): Generator<Id[]> {
		const { limits } = this.run;
		return urlBatches(
			() => ({ count: limits.batchSize, bytes: limits.urlBytes - PATH - this.listId.length }),
			customers,
		);
	}

	/** Sends a batch and gives the batches that follow from it. One larger than the server takes is cut first. */
	private async send(customers: Id[]): Promise<Id[][]> {
		const parts = [...this.batchesOf(customers)];
		if (parts.length > 1) return parts;
		const sent = await settle(this.run.send(removeMembers(this.listId, customers)));
		if (!(sent instanceof Refusal)) return this.done(customers);
		const refusal = sent;
		if (refusal.kind === 'size' && customers.length > 1) {
			this.run.shrinkBatches(customers.length);
			return [customers];
		}
		return await this.run.holdingNewRequests(async () => {
			if (refusal.work === 'unknown') return await this.afterNoAnswer(customers, refusal);
			if (refusal.affectsEveryRequest) return this.refuse(customers, refusal);
			return await this.afterNo(customers, refusal);
		});
	}

	/** Customers who are no longer in the group were removed; the others are unknown, since the request may still take effect. */
	private async afterNoAnswer(customers: Id[], refusal: Refusal): Promise<Id[][]> {
		const { verify, settings, existence } = this.run;
		const looked = await settle(findMembers(verify, settings.concurrency, this.listId, customers));
		if (looked instanceof Refusal) return this.refuse(customers, outcomeUnknown(refusal, looked));
		const members = looked;
		if (members.size === 0) {
			// DM Hub may also answer for a deleted group as if it were empty.
			const there = await settle(existence.assertExists(this.listId));
			if (there instanceof Refusal)
				return this.refuse(
					customers,
					there.kind === 'absent' ? groupIsGone(there, refusal) : outcomeUnknown(refusal, there),
				);
		}
		this.done(customers.filter((customer) => !members.has(customer)));
		return this.refuse(
			customers.filter((customer) => members.has(customer)),
			outcomeUnknown(refusal),
		);
	}

	private async afterNo(customers: Id[], refusal: Refusal): Promise<Id[][]> {
		const there = await settle(this.run.existence.assertExists(this.listId));
		if (there instanceof Refusal && there.kind === 'absent')
			return this.refuse(customers, groupIsGone(there, refusal));
		// The groups are there, and only this call is not.
		if (refusal.isOfNoSuchCall && !(there instanceof Refusal))
			return this.refuse(customers, refusal.with({ description: TOO_OLD }));
		if (this.run.stopsAtRefusal || customers.length === 1) return this.refuse(customers, refusal);
		return split(customers, refusal);
	}

	private done(customers: Id[]): [] {
		for (const customer of customers) this.removed.add(customer);
		return [];
	}

	private refuse(customers: Id[], refusal: Refusal): [] {
		this.failures.refuse(customers, refusal);
		return [];
	}
}
