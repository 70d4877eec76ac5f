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
	/** Where the next poll starts, since the last one had time only for records that were emitted before. */
	resumeAfter?: Id;
	/** The date, in ms since 1970, of the newest record emitted, which a poll that starts at the cursor may not reach. */
	newest?: number;
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
 * @param read records beyond the cursor, or beyond the place to resume at, as far as they were read, ids ascending
 * @param emitted those of them that are emitted now
 * @param isCutShort whether there was no time to read to the end
 */
export function advance(
	{ cursor, seen, resumeAfter, newest: kept = -Infinity }: Position,
	read: EventRecord[],
	emitted: EventRecord[],
	isCutShort = false,
): Position {
	const known = new Set<WireId>(seen);
	// Only records of an earlier poll tell the time: the last of those that came now may be younger than the first page.
	const newest = Math.max(kept, newestOf(read.filter(({ id }) => known.has(id))));
	for (const { id } of emitted) known.add(id);
	let trailing = cursor;
	// What shows late may lie between the cursor and where a poll resumed, so only one that began at the cursor moves it.
	for (const record of resumeAfter === undefined ? read : []) {
		if (!known.has(record.id) || !isBefore(record, newest - TRAILING_MS)) break;
		trailing = String(record.id);
	}
	let left = [...known].filter((id) => compareIds(id, trailing) > 0).sort(compareIds);
	if (left.length > MOST_SEEN) {
		const dropped = left.length - MOST_SEEN;
		trailing = String(left[dropped - 1]);
		left = left.slice(dropped);
	}
	const position = { cursor: trailing, seen: left };
	if (!isCutShort && resumeAfter === undefined) return position;
	// With something to emit the next poll starts at the cursor again, or what shows late there would be passed over.
	const isFruitless = isCutShort && emitted.length === 0;
	return {
		...position,
		resumeAfter: isFruitless ? String(read[read.length - 1].id) : undefined,
		newest: finite(Math.max(newest, newestOf(emitted))),
	};
}

const finite = (time: number): number | undefined => (Number.isFinite(time) ? time : undefined);

/** Dates have whole seconds, so a record that looks exactly five minutes old may be younger. */
const isBefore = ({ dateCreated }: EventRecord, time: number): boolean => Date.parse(dateCreated) < time;

function newestOf(records: EventRecord[]): number {
	let newest = -Infinity;
	for (const { dateCreated } of records) newest = Math.max(newest, Date.parse(dateCreated) || -Infinity);
	return newest;
}
