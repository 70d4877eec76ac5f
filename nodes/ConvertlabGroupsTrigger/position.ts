import { compareIds, type Id, type WireId } from '../api/ids';
import type { EventRecord } from './events';

/**
 * How far a trigger has come. Ids may become visible out of order, so the cursor trails the newest record by five minutes
 * of the server's own dates; what was emitted beyond it is remembered, so that it does not fire twice.
 */
export interface Position {
	/** Everything up to this id was emitted or is too old to show late. */
	cursor: Id;
	/** Ids beyond the cursor that were emitted. */
	seen: WireId[];
}

const TRAILING_MS = 5 * 60_000;
/**
 * A poll emits at most 1,000, and n8n polls at most once a minute: a record with this many newer ones emitted is older
 * than five minutes, whatever the dates say.
 */
const MOST_SEEN = 10_000;
/** Pages that a first poll reads at most to find a record that is five minutes older than the newest. */
const FIRST_PAGES = 2;

/** The position right after the newest record, so that no existing one is emitted. */
export async function initialPosition(newestFirst: AsyncIterable<EventRecord[]>): Promise<Position> {
	let records: EventRecord[] = [];
	let pages = 0;
	for await (const page of newestFirst) {
		pages += 1;
		records = page.toReversed().concat(records);
		if (pages < FIRST_PAGES && !isBefore(records[0], newestOf(records) - TRAILING_MS)) continue;
		const [{ id }, ...rest] = records;
		return advance({ cursor: String(id), seen: rest.map((record) => record.id) }, rest, []);
	}
	// There are no other records, and one with a lower id may still show.
	return advance({ cursor: '0', seen: records.map(({ id }) => id) }, records, []);
}

/**
 * The position after some records were emitted.
 * @param read records beyond the cursor as far as they were read, ids ascending
 * @param emitted those of them that are emitted now
 */
export function advance({ cursor, seen }: Position, read: EventRecord[], emitted: EventRecord[]): Position {
	const known = new Set<WireId>(seen);
	// Only records of an earlier poll tell the time: the last of those that came now may be younger than the first page.
	const newest = newestOf(read.filter(({ id }) => known.has(id)));
	for (const { id } of emitted) known.add(id);
	let trailing = cursor;
	for (const record of read) {
		if (!known.has(record.id) || !isBefore(record, newest - TRAILING_MS)) break;
		trailing = String(record.id);
	}
	let left = [...known].filter((id) => compareIds(id, trailing) > 0).sort(compareIds);
	if (left.length > MOST_SEEN) {
		const dropped = left.length - MOST_SEEN;
		trailing = String(left[dropped - 1]);
		left = left.slice(dropped);
	}
	return { cursor: trailing, seen: left };
}

/** Dates have whole seconds, so a record that looks exactly five minutes old may be younger. */
const isBefore = ({ dateCreated }: EventRecord, time: number): boolean => Date.parse(dateCreated) < time;

function newestOf(records: EventRecord[]): number {
	let newest = -Infinity;
	for (const { dateCreated } of records) newest = Math.max(newest, Date.parse(dateCreated) || -Infinity);
	return newest;
}
