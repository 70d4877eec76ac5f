import { compareIds, fromId, type Id } from '../ids';
import { newestMember } from './memberPages';
import { MOST_ROWS } from './pagesById';
import { isBeyond, rowsAfter, surelyRowsAfter } from './rowsAfter';
import { Speculation } from './speculation';
import type { MemberFilter, Membership } from '../types';
import type { Send } from '../request';

const PAGES_HELD = 3;

/** One request for the rows after `start`. Its answer covers everything up to `end`, since rows come in the order of ids. */
interface Part {
	start: bigint;
	/** Whether as many rows were asked for as there may be, so that the answer tells how dense ids are. */
	whole: boolean;
	rows?: Membership[];
	end?: bigint;
}

/**
 * All memberships that are there when the reading begins, ids ascending, each one once; those who join meanwhile are
 * left out. Several parts of the range of ids are asked for at once.
 *
 * An answer from `s` covers everything in (s, last id of the answer], so it is the answers that say what is complete;
 * how dense the ids are only decides where to start next. The end of the range is asked for together with the first
 * page, so a group that fits in a page takes one round trip.
 * @param width the most requests at once
 * @param since membership id to start after
 */
export async function* membersSideBySide(
	send: Send,
	width: number,
	filter: MemberFilter,
	since?: Id,
): AsyncGenerator<Membership[]> {
	const [newest, page] = await Promise.all([
		newestMember(send, filter),
		rowsAfter(send, filter, since, MOST_ROWS),
	]);
	const isShort = page.length === 0 && newest && isBeyond(newest, since);
	const first = isShort ? await surelyRowsAfter(send, filter, since, MOST_ROWS) : page;
	if (first.length === 0) return;
	const end = first[first.length - 1].id;
	const last = newest && compareIds(newest.id, end) > 0 ? newest.id : end;
	yield first;
	const reading = new Reading(send, filter, BigInt(end), BigInt(last), new Speculation(width, first));
	yield* reading.pages(width);
}

class Reading {
	/** By start, ascending: under way, or answered and not handed out yet. */
	private readonly parts: Part[] = [];
	private readonly underWay = new Set<Promise<void>>();

	/** @param frontier everything up to here was handed out @param last the id to read to */
	constructor(
		private readonly send: Send,
		private readonly filter: MemberFilter,
		private frontier: bigint,
		private readonly last: bigint,
		private readonly speculation: Speculation,
	) {}

	async *pages(width: number): AsyncGenerator<Membership[]> {
		try {
			while (this.frontier < this.last) {
				for (let next = this.next(width); next && this.underWay.size < width; next = this.next(width))
					this.begin(next.start, next.rows);
				await Promise.race(this.underWay);
				for (let part = this.parts[0]; part?.rows && part.start <= this.frontier; part = this.parts[0]) {
					this.parts.shift();
					const fresh = this.fresh(part.rows);
					this.speculation.learn(part.rows, fresh.length, part.whole);
					if (part.end !== undefined && part.end > this.frontier) this.frontier = part.end;
					if (fresh.length > 0) yield fresh;
				}
			}
		} finally {
			await Promise.allSettled(this.underWay);
		}
	}

	/** Rows beyond the frontier and not beyond the end; most pages are whole as they came. */
	private fresh(rows: Membership[]): Membership[] {
		const [frontier, last] = [fromId(this.frontier.toString()), fromId(this.last.toString())];
		const isFresh = ({ id }: Membership) => compareIds(id, frontier) > 0 && compareIds(id, last) <= 0;
		return rows.length === 0 || (isFresh(rows[0]) && isFresh(rows[rows.length - 1]))
			? rows
			: rows.filter(isFresh);
	}

	/** Where to ask next: what surely has to be asked for comes before what may turn out to be a duplicate. */
	private next(width: number): { start: bigint; rows: number } | undefined {
		let reach = this.frontier;
		for (const [index, part] of this.parts.entries()) {
			if (part.start > reach) return { start: reach, rows: atMost(part.start - reach) };
			const following = this.parts[index + 1]?.start;
			const guessed = part.end ?? following ?? this.speculation.guessEnd(part.start);
			if (guessed > reach) reach = guessed;
		}
		if (reach >= this.last) return undefined;
		if (this.parts.length === 0) return { start: reach, rows: MOST_ROWS };
		const mayGuess = this.parts.length < width * PAGES_HELD && this.speculation.allows(this.underWay.size);
		return mayGuess ? { start: reach, rows: MOST_ROWS } : undefined;
	}

	private begin(start: bigint, rows: number): void {
		const part: Part = { start, whole: rows === MOST_ROWS };
		const place = this.parts.findIndex((other) => other.start > start);
		this.parts.splice(place === -1 ? this.parts.length : place, 0, part);
		this.speculation.asked += 1;
		const asking: Promise<void> = surelyRowsAfter(this.send, this.filter, start.toString(), rows).then(
			(page) => {
				part.rows = page;
				// No row after `start` at all: whatever was there before is gone by now.
				part.end = page.length === 0 ? this.last : BigInt(page[page.length - 1].id);
				this.underWay.delete(asking);
			},
		);
		// A failure stays in the set, where the race finds it; without this Node would report it as unhandled meanwhile.
		asking.catch(() => undefined);
		this.underWay.add(asking);
	}
}

/** A gap of n ids holds at most n members. */
const atMost = (ids: bigint): number => (ids > BigInt(MOST_ROWS) ? MOST_ROWS : Number(ids));
