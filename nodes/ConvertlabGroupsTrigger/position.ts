import { compareIds, type Id, type WireId } from '../api/ids';
import type { Happening } from './events';

/**
 * Where a trigger stands. Ids may become visible out of order, so the cursor trails the newest record by five minutes
 * of the server's own dates; what was emitted beyond it is remembered, so that it does not fire twice.
 */
export interface Position {
	/** Everything up to this id has been emitted, or is too old to show late. */
	cursor: Id;
	/** Ids beyond the cursor that were emitted. */
	seen: WireId[];
}

const TRAILING = 5 * 60_000;
/** A burst of more than this within five minutes is not waited for any longer. */
const MOST_SEEN = 10_000;

/** The position right after the newest record: none of those that exist is emitted. */
export function positionAt(newestFirst: Happening[]): Position {
	if (newestFirst.length === 0) return { cursor: '0', seen: [] };
	const oldestFirst = [...newestFirst].sort((one, other) => compareIds(one.id, other.id));
	const start = { cursor: String(oldestFirst[0].id), seen: oldestFirst.slice(1).map(({ id }) => id) };
	return advanced(start, oldestFirst.slice(1), []);
}

/**
 * The position after some records were emitted.
 * @param read records beyond the cursor as far as they were read, ids ascending
 * @param emitted the ones among them that are emitted now
 */
export function advanced({ cursor, seen }: Position, read: Happening[], emitted: Happening[]): Position {
	const known = new Set<WireId>(seen);
	for (const { id } of emitted) known.add(id);
	let newest = -Infinity;
	for (const { id, dateCreated } of read)
		if (known.has(id)) newest = Math.max(newest, Date.parse(dateCreated) || -Infinity);
	let trailing = cursor;
	for (const { id, dateCreated } of read) {
		if (!known.has(id) || !(Date.parse(dateCreated) <= newest - TRAILING)) break;
		trailing = String(id);
	}
	let left = [...known].filter((id) => compareIds(id, trailing) > 0).sort(compareIds);
	if (left.length > MOST_SEEN) {
		const dropped = left.length - MOST_SEEN;
		trailing = String(left[dropped - 1]);
		left = left.slice(dropped);
	}
	return { cursor: trailing, seen: left };
}
