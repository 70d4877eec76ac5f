import type { IDataObject } from 'n8n-workflow';
import { fingerprint } from '../api/fingerprint';
import { readWireId, type Id } from '../api/ids';
import type { GroupChoice } from '../api/types';
import { idIn } from '../editor/fields';
import type { Position } from './position';

/** What a trigger remembers between polls. Times are in ms since 1970. */
export interface StoredState extends Position {
	/** The group that is watched; a group chosen by name was looked up when the watching began. */
	listId?: Id;
	/** When an empty group was last seen to exist, by this machine's clock; undefined while it has members. */
	checkedAt?: number;
	/** When the last poll began, by the server's clock; of a group chosen by name. */
	polledAt?: number;
}

/**
 * The state that n8n keeps for this node between polls. `key` says which event, group and server it belongs to; with
 * another key, or with invalid contents, the watching starts anew.
 */
export class State {
	readonly kept: StoredState | undefined;
	private readonly before: string;

	constructor(
		private readonly stored: IDataObject,
		private readonly key: string,
	) {
		this.before = JSON.stringify(stored);
		this.kept = stored.key === key ? readKept(stored) : undefined;
	}

	/** Writes where the next poll starts; false when a poll that started later has done so already. */
	commit({ listId, cursor, seen, resumeAfter, newest, checkedAt, polledAt }: StoredState): boolean {
		if (JSON.stringify(this.stored) !== this.before) return false;
		const { key } = this;
		Object.assign(this.stored, { key, listId, cursor, seen, resumeAfter, newest, checkedAt, polledAt });
		return true;
	}
}

/** Holds only a fingerprint of the address, without its user and password, since n8n stores this in plain text. */
export const stateKey = (event: string, group: GroupChoice | undefined, baseUrl: string): string =>
	// However a group was picked, it is watched by its id.
	JSON.stringify([
		event,
		group && 'id' in group ? { id: group.id } : (group ?? null),
		fingerprint(baseUrl.replace(/\/\/[^/]*@/, '//')),
	]);

function readKept(stored: IDataObject): StoredState | undefined {
	const { listId, cursor, seen, resumeAfter, newest, checkedAt, polledAt } = stored;
	const position = { listId: idIn(listId), cursor: idIn(cursor), seen: readIds(seen) };
	if (listId !== undefined && position.listId === undefined) return undefined;
	if (position.cursor === undefined || position.seen === undefined) return undefined;
	return {
		listId: position.listId,
		cursor: position.cursor,
		seen: position.seen,
		resumeAfter: idIn(resumeAfter),
		newest: typeof newest === 'number' ? newest : undefined,
		checkedAt: typeof checkedAt === 'number' && checkedAt <= Date.now() ? checkedAt : undefined,
		polledAt: typeof polledAt === 'number' ? polledAt : undefined,
	};
}

function readIds(values: unknown): Position['seen'] | undefined {
	const ids = Array.isArray(values) ? values.map(readWireId) : [undefined];
	return ids.every((id) => id !== undefined) ? ids : undefined;
}
