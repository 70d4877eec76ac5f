import { toWireId, type Id, type WireId } from '../../api/ids';
import { allMembers } from '../../api/reading/sideBySide';
import type { Run } from '../run/run';
import { tooManyRemovals, type Guard } from './refusals';

/** The members of a group compared with the customers that it should hold. Only ids are kept. */
export class GroupDiff {
	/** One map instead of two sets, with ids as they come over the wire: it may hold a million of them. */
	private readonly wanted = new Map<WireId, 'missing' | 'member'>();
	/** Members whom the source does not name. */
	readonly extra = new Set<Id>();
	/** How many customers of the source are members. */
	unchanged = 0;

	private constructor(private readonly group: string) {}

	/** Reads the group; throws a Refusal, also where the group is gone. @param wanted may name a customer several times */
	static async read(run: Run, listId: Id, wanted: Iterable<Id>): Promise<GroupDiff> {
		const diff = new GroupDiff(run.describeGroup(listId));
		for (const id of wanted) diff.wanted.set(toWireId(id), 'missing');
		for await (const page of allMembers(run.send, run.settings.concurrency, { listId }))
			for (const { customerId } of page) {
				const state = diff.wanted.get(customerId);
				if (state === 'missing') diff.markMember(customerId);
				else if (state === undefined) diff.extra.add(String(customerId));
			}
		if (diff.before === 0) await run.existence.assertExistsAfterEmptyAnswer(listId);
		return diff;
	}

	/** Takes in customers who became known after the group was read, because they were created. */
	addWanted(wanted: Iterable<Id>): void {
		for (const id of wanted) {
			if (this.wanted.has(toWireId(id))) continue;
			this.wanted.set(toWireId(id), 'missing');
			if (this.extra.delete(id)) this.markMember(toWireId(id));
		}
	}

	private markMember(id: WireId): void {
		this.wanted.set(id, 'member');
		this.unchanged += 1;
	}

	/** Distinct customers of the source. */
	get wantedCount(): number {
		return this.wanted.size;
	}

	/** Members that the group had when it was read. */
	get before(): number {
		return this.unchanged + this.extra.size;
	}

	/** Customers of the source who are no members. */
	missing(): Set<Id> {
		const missing = new Set<Id>();
		for (const [id, state] of this.wanted) if (state === 'missing') missing.add(String(id));
		return missing;
	}

	/**
	 * Why so many members are not removed.
	 * @param limit percent of the members
	 */
	tooManyRemovals(limit: number): Guard | undefined {
		const { group, before, extra } = this;
		if (extra.size * 100 <= limit * before) return undefined;
		return tooManyRemovals(group, extra.size, before, limit);
	}
}
