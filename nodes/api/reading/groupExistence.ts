import { Refusal } from '../errors';
import { groupPages, mayHaveShifted } from './groupPages';
import type { Id } from '../ids';
import type { Send } from '../request';

/**
 * Whether a group is there now; what was read before does not count. DM Hub has no call for one group, so the list of
 * groups is read until the group is found.
 */
export class GroupExistence {
	/** Looks that found the group, or are under way: a refused batch asks again for each of its parts. */
	private readonly afterRefusals = new Map<Id, Promise<void>>();
	private readonly afterEmptyAnswers = new Map<Id, Promise<void>>();
	/** Ids in the last look that was read to the end. */
	private lastSeen: Set<Id> | undefined;

	/** @param verify looks also where a refusal has stopped the run */
	constructor(private readonly verify: Send) {}

	/** Throws a Refusal when the group is gone by now. Looks once per group. */
	async assertExists(id: Id): Promise<void> {
		await once(this.afterRefusals, id, async () => await this.lookFor(id));
	}

	/**
	 * Throws a Refusal when the group is gone: DM Hub may answer for a deleted group as if it were empty. Call it after the
	 * empty answer has come, since a look that started before it proves nothing. Looks once per group.
	 */
	async assertExistsAfterEmptyAnswer(id: Id): Promise<void> {
		await once(this.afterEmptyAnswers, id, async () => await this.lookFor(id));
	}

	private async lookFor(id: Id): Promise<void> {
		// Ids are never reused: a group that was not there a moment ago will not be there now.
		if (this.lastSeen && !this.lastSeen.has(id)) throw absentGroup(id);
		const seen = new Set<Id>();
		for (let reading = 1; reading <= 2; reading += 1) {
			let pages = 0;
			for await (const page of groupPages(this.verify)) {
				pages += 1;
				for (const group of page) seen.add(String(group.id));
				if (seen.has(id)) return;
			}
			if (!mayHaveShifted(pages, seen.size)) break;
		}
		this.lastSeen = seen;
		throw absentGroup(id);
	}
}

/** Shares a look while it is under way and once it has found the group; one that failed is forgotten. */
async function once(looks: Map<Id, Promise<void>>, id: Id, look: () => Promise<void>): Promise<void> {
	const known = looks.get(id);
	if (known) return await known;
	const looking = look();
	looks.set(id, looking);
	looking.catch(() => looks.delete(id));
	await looking;
}

export const absentGroup = (id: Id): Refusal =>
	new Refusal({
		kind: 'absent',
		work: 'undone',
		listId: id,
		message: `There is no group with the ID ${id}`,
		description: 'It may have been deleted in DM Hub. Select the group again.',
		forModel: 'It may have been deleted in DM Hub. List the groups to see which there are.',
	});

/** The refusal of a request about a group that is gone. It keeps the server's words, since they may name a customer. */
export const groupIsGone = (gone: Refusal, { code, httpStatus, serverMessage, message }: Refusal): Refusal =>
	gone.with({ code, httpStatus, serverMessage, message: `${gone.message}; ${message}` });
