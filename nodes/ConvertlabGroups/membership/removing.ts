import { eachOf, urlBatches } from '../../api/batches';
import { removeMembers } from '../../api/endpoints';
import type { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import { settle } from '../../api/outcome';
import type { Run } from '../run/run';
import { parted } from './addingRefused';
import { Fates, type GroupOfCustomers } from './customers';

const PATH = '/v1/listservice/removeFromList?customerIds=&listId='.length;

/**
 * Takes customers out of one group. The ids stand in the URL, so a batch is as long as a request line may be.
 * DM Hub does not say who was a member: whoever was asked for without a refusal counts as removed.
 */
export class Removing {
	readonly removed = new Set<Id>();
	readonly fates: Fates;
	private readonly listId: Id;

	constructor(
		private readonly run: Run,
		group: GroupOfCustomers,
		private readonly customers: Iterable<Id>,
	) {
		this.fates = new Fates(run, group);
		this.listId = group.listId;
	}

	async all(): Promise<void> {
		await eachOf(
			this.run.settings.width,
			this.batchesOf(this.customers),
			async (batch) => await this.remove(batch),
		);
	}

	private batchesOf(customers: Iterable<Id>): Iterable<Id[]> {
		const { limits } = this.run;
		return urlBatches(
			() => ({ count: limits.batchSize, bytes: limits.urlBytes - PATH - this.listId.length }),
			customers,
		);
	}

	private async remove(batch: Id[]): Promise<void> {
		const outcome = await settle(this.run.send(removeMembers(this.listId, batch)));
		if (!('refusal' in outcome)) {
			for (const customer of batch) this.removed.add(customer);
			this.run.notes.done += batch.length;
			return;
		}
		const { refusal } = outcome;
		if (refusal.kind === 'size' && batch.length > 1) return await this.removeSmaller(batch);
		if (refusal.concernsEverything || refusal.work !== 'undone') return this.fates.refuse(batch, refusal);
		await this.afterNo(batch, refusal);
	}

	private async removeSmaller(batch: Id[]): Promise<void> {
		const { limits, notes } = this.run;
		const bytes = batch.reduce((sum, id) => sum + id.length + 1, 0);
		limits.urlBytes = Math.min(limits.urlBytes, PATH + this.listId.length + Math.ceil(bytes / 2) + 1);
		limits.batchSize = Math.min(limits.batchSize, Math.ceil(batch.length / 2));
		notes.halvings += 1;
		for (const part of this.batchesOf(batch)) await this.remove(part);
	}

	private async afterNo(batch: Id[], refusal: Refusal): Promise<void> {
		const gone = await this.run.judging(
			async () => await settle(this.run.groups.assertStillThere(this.listId)),
		);
		if ('refusal' in gone && gone.refusal.kind === 'absent')
			return this.fates.refuse(
				batch,
				gone.refusal.with({
					code: refusal.code,
					httpStatus: refusal.httpStatus,
					message: `${gone.refusal.message}; ${refusal.message}`,
				}),
			);
		if (this.run.stopsAtRefusal || batch.length === 1) return this.fates.refuse(batch, refusal);
		for (const part of parted(batch, refusal)) await this.remove(part);
	}
}
