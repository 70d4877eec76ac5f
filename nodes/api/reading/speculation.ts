/** Percent. With gaps between ids pages differ a little: starting early costs a few duplicates, starting late a request. */
const EARLY = 97n;

/** What one page covers. */
export interface Extent {
	/** Its first value. */
	from: bigint;
	/** Its last value. */
	to: bigint;
	rows: number;
}

/**
 * Guesses where pages end, and how many may be asked for ahead. It starts with one, doubles while the answers are useful,
 * and stops when they are mostly duplicates, as with ids in islands; then it waits longer before each new try.
 */
export class Speculation {
	private guesses = 1;
	private pause = 1;
	private pausing = 0;
	private span: bigint;

	/** @param concurrency the most requests at once @param first a page, to learn how dense ids are */
	constructor(
		private readonly concurrency: number,
		first: Extent,
	) {
		this.span = spanOf(first);
	}

	/** Where the answer to a request from `start` probably ends. */
	guessEnd(start: bigint): bigint {
		return start + this.span;
	}

	/** Whether another guess may be sent while this many requests are under way. */
	allows(underWay: number): boolean {
		return underWay === 0 || underWay <= this.guesses;
	}

	/** @param fresh how many of the page's rows were new @param fullPage whether the server gave as many as it would */
	observe(page: Extent, fresh: number, fullPage: boolean): void {
		if (fullPage && page.rows > 1) this.span = spanOf(page);
		if (fresh * 2 >= page.rows) this.succeed();
		else if (this.guesses > 0) {
			this.guesses = 0;
			this.pausing = this.pause;
			this.pause *= 2;
		}
	}

	private succeed(): void {
		if (this.guesses > 0) this.guesses = Math.min(this.concurrency - 1, this.guesses * 2);
		else if (--this.pausing <= 0) this.guesses = Math.min(this.concurrency - 1, 1);
		if (this.guesses === this.concurrency - 1) this.pause = 1;
	}
}

/** How many ids a page like this one covers. */
function spanOf({ from, to, rows }: Extent): bigint {
	const span = to - from + 1n;
	if (span === BigInt(rows)) return span;
	const early = (span * EARLY) / 100n;
	return early > 0n ? early : 1n;
}
