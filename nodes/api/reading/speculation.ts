import type { Membership } from '../types';

/** The most requests per useful page: more would put more load on DM Hub than the time saved is worth. */
const MOST_PER_USEFUL_PAGE = 2.2;
/** Percent. With gaps between ids pages differ a little: starting early costs a few duplicates, starting late a request. */
const EARLY = 97n;

/**
 * Guesses where pages end, and how many may be asked for ahead. It starts with one, doubles while the answers are useful,
 * and stops when they are mostly duplicates, as with ids in islands; then it waits longer before each new try.
 */
export class Speculation {
	asked = 1;
	private useful = 1;
	private guesses = 1;
	private pause = 1;
	private pausing = 0;
	private span: bigint;

	/** @param width the most requests at once @param first a page, to learn how dense ids are */
	constructor(
		private readonly width: number,
		first: Membership[],
	) {
		this.span = spanOf(first);
	}

	/** Where the answer to a request from `start` probably ends. */
	guessEnd(start: bigint): bigint {
		return start + this.span;
	}

	/** Whether another guess may be sent while this many requests are under way. */
	allows(underWay: number): boolean {
		return (
			underWay === 0 ||
			(underWay <= this.guesses && this.asked < MOST_PER_USEFUL_PAGE * (this.useful + 1) + this.width)
		);
	}

	/** @param fresh how many of the rows were new @param whole whether the server gave as many as it would */
	learn(rows: Membership[], fresh: number, whole: boolean): void {
		if (whole && rows.length > 1) this.span = spanOf(rows);
		if (fresh * 2 >= rows.length) this.succeed();
		else if (this.guesses > 0) {
			this.guesses = 0;
			this.pausing = this.pause;
			this.pause *= 2;
		}
	}

	private succeed(): void {
		this.useful += 1;
		if (this.guesses > 0) this.guesses = Math.min(this.width - 1, this.guesses * 2);
		else if (--this.pausing <= 0) this.guesses = Math.min(this.width - 1, 1);
		if (this.guesses === this.width - 1) this.pause = 1;
	}
}

/** How many ids a page like this one covers. */
function spanOf(rows: Membership[]): bigint {
	const [first, last] = [BigInt(rows[0].id), BigInt(rows[rows.length - 1].id)];
	const span = last - first + 1n;
	if (span === BigInt(rows.length)) return span;
	const early = (span * EARLY) / 100n;
	return early > 0n ? early : 1n;
}
