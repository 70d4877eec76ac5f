import type { WireId } from '../api/ids';
import { MOST_ROWS } from '../api/reading/pagesById';
import type { Happening, Source } from './events';
import { advanced, positionAfter, type Position } from './position';
import type { Tell } from './telling';

const MOST_PER_POLL = 1_000;

/** What a poll found, and where the next one goes on. */
export interface Found {
	/** New ones, oldest first. */
	fresh: Happening[];
	next: Position;
	/** Whether DM Hub showed no record at all, not even one that was emitted before. */
	isEmpty: boolean;
}

/** A first poll: nothing that exists is new. */
export async function start(source: Source): Promise<Found> {
	const next = await positionAfter(source.newestFirst());
	return { fresh: [], next, isEmpty: next.cursor === '0' && next.seen.length === 0 };
}

/**
 * Reads on from a position until there is enough to emit, or no more, or no more time.
 * @param deadline ms since 1970
 * @param tell completes what is emitted; whom it leaves out is new to the next poll as well
 */
export async function readOn(
	source: Source,
	position: Position,
	deadline: number,
	tell: Tell,
): Promise<Found> {
	const known = new Set<WireId>(position.seen);
	const read: Happening[] = [];
	const fresh: Happening[] = [];
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
	const told = await tell(fresh, deadline);
	return { fresh: told, next: advanced(position, read, told), isEmpty: read.length === 0 };
}
