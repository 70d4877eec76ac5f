import { settle } from '../api/outcome';
import type { Send } from '../api/request';
import { GroupDirectory } from '../api/reading/groupDirectory';
import { idOfGroup } from '../api/reading/whichGroup';
import type { GroupChoice } from '../api/types';
import type { Id } from '../api/ids';
import { creations, joins, type Event, type Source } from './events';

/** What the parameters say to watch. */
export interface Choice {
	event: Event;
	/** Undefined: every group. */
	group: GroupChoice | undefined;
}

/**
 * Looks at what is watched. A group that was chosen by its name keeps its id until it is gone; then the name is looked
 * up anew, and what is kept of the old group no longer counts.
 * @param kept what is known of earlier polls, with the id that the name had
 */
export async function watching<Kept extends { listId?: Id }, Seen>(
	send: Send,
	{ event, group }: Choice,
	kept: Kept | undefined,
	look: (watched: Watched, kept: Kept | undefined) => Promise<Seen>,
): Promise<Seen> {
	const named = group && 'name' in group ? kept?.listId : undefined;
	const listId = named ?? (await idOfGroup(new GroupDirectory(send), group));
	const seen = await settle(look(new Watched(send, event, listId), kept));
	if (!('refusal' in seen)) return seen.reply;
	if (named === undefined || seen.refusal.kind !== 'absent') throw seen.refusal;
	const again = await settle(watching(send, { event, group }, undefined, look));
	if (!('refusal' in again)) return again.reply;
	if (again.refusal.kind !== 'absent') throw again.refusal;
	throw again.refusal.with({
		message: `The group that this trigger watched (ID ${named}) was deleted. ${again.refusal.message}`,
	});
}

/** One group, every group, or the list of groups. */
export class Watched {
	readonly source: Source;

	constructor(
		private readonly send: Send,
		event: Event,
		readonly listId: Id | undefined,
	) {
		this.source = event === 'memberAdded' ? joins(send, listId) : creations(send);
	}

	/** What `reading` gives; where DM Hub refuses it because the group is gone, that is said. */
	async read<T>(reading: Promise<T>): Promise<T> {
		const read = await settle(reading);
		if (!('refusal' in read)) return read.reply;
		const { refusal } = read;
		if (this.listId !== undefined && refusal.kind === 'refused')
			await new GroupDirectory(this.send).assertStillThere(this.listId, refusal);
		throw refusal;
	}

	/** DM Hub may answer for a group that is gone as if it were empty: throws then. */
	async assertExists(): Promise<void> {
		if (this.listId !== undefined) await new GroupDirectory(this.send).assertStillThere(this.listId);
	}
}
