import { Refusal } from '../../../api/errors';
import { fromId, type Id, type WireId } from '../../../api/ids';
import { membersSideBySide } from '../../../api/reading/sideBySide';
import { figure } from '../../run/notes';
import type { Run } from '../../run/run';

/** The members of a group compared with the customers that it should hold. Only ids are kept. */
export class Comparison {
	/** One map instead of two sets, with ids as they come over the wire: it may hold a million of them. */
	private readonly wanted = new Map<WireId, 'missing' | 'member'>();
	/** Members whom the source does not name. */
	readonly extra = new Set<Id>();
	/** How many customers of the source are members. */
	unchanged = 0;

	private constructor(readonly listId: Id) {}

	/** Reads the group; throws a Refusal, also where the group is gone. */
	static async of(run: Run, listId: Id, rows: Array<{ ids: Id[] }>): Promise<Comparison> {
		const comparison = new Comparison(listId);
		const { wanted, extra } = comparison;
		for (const { ids } of rows) for (const id of ids) wanted.set(fromId(id), 'missing');
		for await (const page of membersSideBySide(run.send, run.settings.width, { listId }))
			for (const { customerId } of page) {
				const state = wanted.get(customerId);
				if (state === 'missing') comparison.find(customerId);
				else if (state === undefined) extra.add(String(customerId));
			}
		if (comparison.before === 0) await run.existence.assertExistsAfterEmptyAnswer(listId);
		return comparison;
	}

	/** Takes in customers who became known after the group was read, because they were created. */
	want(rows: Array<{ ids: Id[] }>): void {
		for (const { ids } of rows)
			for (const id of ids) {
				if (this.wanted.has(fromId(id))) continue;
				this.wanted.set(fromId(id), 'missing');
				if (this.extra.delete(id)) this.find(fromId(id));
			}
	}

	private find(id: WireId): void {
		this.wanted.set(id, 'member');
		this.unchanged += 1;
	}

	/** Distinct customers of the source. */
	get asked(): number {
		return this.wanted.size;
	}

	/** Members that the group had when it was read. */
	get before(): number {
		return this.unchanged + this.extra.size;
	}

	missing(): Set<Id> {
		const missing = new Set<Id>();
		for (const [id, state] of this.wanted) if (state === 'missing') missing.add(String(id));
		return missing;
	}

	/**
	 * Why so many members are not removed.
	 * @param limit percent of the members
	 */
	tooManyRemovals(limit: number): Refusal | undefined {
		const { listId, before, extra } = this;
		if (extra.size * 100 <= limit * before) return undefined;
		return new Refusal({
			kind: 'refused',
			work: 'undone',
			message: `Sync would remove ${figure(extra.size)} of the ${figure(before)} members of group ${listId}, more than the removal limit of ${limit} %, so nothing was changed`,
			description:
				'Check that the source is complete and comes in one run, not inside Loop Over Items. If it is right, raise “Removal Limit (%)” in the options.',
			forModel:
				'Check that you gave all customers the group is to hold. If so, only a person can raise “Removal Limit (%)” in the tool.',
		});
	}
}
