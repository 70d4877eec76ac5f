import type { WireId } from '../api/ids';
import { MOST_ROWS } from '../api/reading/memberPages';
import type { EventRecord, Source } from './events';
import { advanced, positionAfter, type Position } from './position';
import type { Enrich } from './enrich';

const MOST_PER_POLL = 1_000;

/** What a poll found, and where the next one starts. */
export interface Found {
	/** New ones, oldest first. */
	fresh: EventRecord[];
	next: Position;
	/** Whether DM Hub showed no record at all, not even one that was emitted before. */
	isEmpty: boolean;
}

/** The first poll: nothing that exists is new. */
export async function startWatching(source: Source): Promise<Found> {
	const next = await positionAfter(source.newestFirst());
	return { fresh: [], next, isEmpty: next.cursor === '0' && next.seen.length === 0 };
}

/**
 * Reads from a position until there is enough to emit, nothing left, or no time left.
 * @param deadline ms since 1970
 * @param enrich completes the new records; those it leaves out are new to the next poll, too
 */
export async function readNew(
	source: Source,
	position: Position,
	deadline: number,
	enrich: Enrich,
): Promise<Found> {
	const known = new Set<WireId>(position.seen);
	const read: EventRecord[] = [];
	const fresh: EventRecord[] = [];
	const rows = Math.min(MOST_ROWS, MOST_PER_POLL + position.seen.length);
	reading: for await (const page of source.after(position.cursor, rows)) {
		for (const record of page) {
			if (!known.has(record.id)) {
				if (fresh.length === MOST_PER_POLL) break reading;
				fresh.push(record);
			}
			read.push(record);
		}
		if (fresh.length === MOST_PER_POLL || Date.now() > deadline) break;
	}
	const emitted = await enrich(fresh, deadline);
	return { fresh: emitted, next: advanced(position, read, emitted), isEmpty: read.length === 0 };
}
