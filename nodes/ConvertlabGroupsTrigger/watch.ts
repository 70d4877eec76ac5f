import { Refusal } from '../api/errors';
import { settle } from '../api/result';
import type { Connection } from '../api/request';
import { GroupDirectory } from '../api/reading/groupDirectory';
import { idOfGroup } from '../api/reading/whichGroup';
import type { GroupChoice } from '../api/types';
import type { Id } from '../api/ids';
import { creations, joins, type Event, type Source } from './events';

/** What the parameters choose to watch. */
export interface Choice {
	event: Event;
	/** Undefined: every group. */
	group: GroupChoice | undefined;
}

/**
 * Looks at what is watched. A group that was chosen by name keeps its id until it is gone; then the name is looked up
 * again, and what was kept of the old group no longer counts.
 * @param kept the state of earlier polls, with the id that the name had
 */
export async function watching<Kept extends { listId?: Id }, Seen>(
	connection: Connection,
	{ event, group }: Choice,
	kept: Kept | undefined,
	look: (watched: Watched, kept: Kept | undefined) => Promise<Seen>,
): Promise<Seen> {
	const named = group && 'name' in group ? kept?.listId : undefined;
	const listId = named ?? (await idOfGroup(new GroupDirectory(connection), group));
	const seen = await settle(look(new Watched(connection, event, listId), kept));
	if (!(seen instanceof Refusal)) return seen;
	if (named === undefined || seen.kind !== 'absent') throw seen;
	const again = await settle(watching(connection, { event, group }, undefined, look));
	if (!(again instanceof Refusal)) return again;
	if (again.kind !== 'absent') throw again;
	throw again.with({
		message: `The group that this trigger watched (ID ${named}) was deleted. ${again.message}`,
	});
}

/** One group, every group, or the list of groups. */
export class Watched {
	readonly source: Source;

	constructor(
		private readonly connection: Connection,
		event: Event,
		readonly listId: Id | undefined,
	) {
		this.source = event === 'memberAdded' ? joins(connection.send, listId) : creations(connection.send);
	}

	/** Gives what `reading` gives; throws a Refusal that says so where DM Hub refuses because the group is gone. */
	async read<T>(reading: Promise<T>): Promise<T> {
		const read = await settle(reading);
		if (!(read instanceof Refusal)) return read;
		const refusal = read;
		if (this.listId !== undefined && refusal.kind === 'refused')
			await new GroupDirectory(this.connection).assertStillThere(this.listId, refusal);
		throw refusal;
	}

	/** Throws when the group is gone: DM Hub may answer as if it were empty. */
	async assertExists(): Promise<void> {
		if (this.listId !== undefined) await new GroupDirectory(this.connection).assertStillThere(this.listId);
	}
}
