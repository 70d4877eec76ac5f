import { Refusal } from '../api/errors';
import type { Id } from '../api/ids';
import { GroupDirectory } from '../api/reading/groupDirectory';
import { groupIsGone, GroupExistence } from '../api/reading/groupExistence';
import { idOfGroup } from '../api/reading/whichGroup';
import type { Connection } from '../api/request';
import { settle } from '../api/promises';
import type { GroupChoice } from '../api/types';
import { creations, joins, type Event, type Source } from './events';
import type { StoredState } from './state';

/** What the parameters choose to watch. */
export interface Choice {
	event: Event;
	/** Undefined: every group, or the list of groups. */
	group: GroupChoice | undefined;
}

/** One group, every group, or the list of groups. */
export class Watched {
	readonly source: Source;

	constructor(
		private readonly connection: Connection,
		{ event }: Choice,
		readonly listId: Id | undefined,
	) {
		this.source = event === 'memberAdded' ? joins(connection.send, listId) : creations(connection.send);
	}

	/** Gives what `reading` gives; throws a Refusal that says so where DM Hub refuses because the group is gone. */
	async read<T>(reading: Promise<T>): Promise<T> {
		const read = await settle(reading);
		if (!(read instanceof Refusal)) return read;
		if (read.kind !== 'refused') throw read;
		const there = await settle(this.assertExists());
		if (there instanceof Refusal) throw there.kind === 'absent' ? groupIsGone(there, read) : there;
		throw read;
	}

	/** Throws a Refusal when the group is gone: DM Hub may answer as if it were empty. */
	async assertExists(): Promise<void> {
		if (this.listId !== undefined) await new GroupExistence(this.connection.verify).assertExists(this.listId);
	}
}

/** Whether one group is watched that was chosen by its name. */
export const isByName = ({ group }: Choice): boolean => group !== undefined && 'name' in group;

/** The group that was chosen, if one was; throws a Refusal where it cannot be told by its name. */
const idOfChosen = async (groups: GroupDirectory, { group }: Choice): Promise<Id | undefined> =>
	group && (await idOfGroup(groups, group));

/** What is watched. A group that was chosen by name keeps its id until it is gone. */
export async function watchedBy(
	connection: Connection,
	choice: Choice,
	kept: StoredState | undefined,
): Promise<Watched> {
	const known = isByName(choice) ? kept?.listId : undefined;
	const listId = known ?? (await idOfChosen(new GroupDirectory(connection.send), choice));
	return new Watched(connection, choice, listId);
}

/**
 * The group that has the name now, after the one that was watched was deleted. Where it was created since the last poll,
 * everybody in it has joined since; else the watching starts anew.
 */
export async function successorOf(
	connection: Connection,
	choice: Choice,
	{ listId, polledAt }: StoredState,
): Promise<{ watched: Watched; kept: StoredState | undefined }> {
	const groups = new GroupDirectory(connection.send);
	const id = await settle(idOfChosen(groups, choice));
	if (id instanceof Refusal)
		throw id.kind === 'absent'
			? id.with({ message: `The group that this trigger watched (ID ${listId}) was deleted. ${id.message}` })
			: id;
	const watched = new Watched(connection, choice, id);
	if (id === undefined || polledAt === undefined) return { watched, kept: undefined };
	const { dateCreated } = await groups.withId(id);
	const isNew = Date.parse(dateCreated) >= polledAt;
	return { watched, kept: isNew ? { listId: id, cursor: '0', seen: [] } : undefined };
}
