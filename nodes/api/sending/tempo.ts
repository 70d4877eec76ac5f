const FIRST_SPACING_MS = 250;
const LARGEST_SPACING_MS = 5_000;
const RECOVERY = 0.9;

/**
 * How fast requests may follow one another. After a 429 all requests wait and then start one by one, further apart than
 * before; every success brings them closer together again.
 */
export class Tempo {
	/** When the server's pause is over, and when the next request may start; ms since 1970. */
	private pauseEnd = 0;
	private nextStart = 0;
	private spacingMs = 0;

	/** How long the next request has to wait. */
	get waitMs(): number {
		return Math.max(0, Math.max(this.pauseEnd, this.nextStart) - Date.now());
	}

	started(): void {
		this.nextStart = Date.now() + this.spacingMs;
	}

	/** After a 429: nothing starts for `pauseMs`, and no burst follows. @param askedAt when the request was sent, ms since 1970 */
	slowDown(pauseMs: number, askedAt: number): void {
		// Requests that were in flight together are refused together, which counts once.
		if (askedAt >= this.pauseEnd - 1)
			this.spacingMs = Math.min(LARGEST_SPACING_MS, Math.max(FIRST_SPACING_MS, this.spacingMs * 2));
		this.pauseEnd = Math.max(this.pauseEnd, Date.now() + Math.max(pauseMs, this.spacingMs));
	}

	succeeded(): void {
		this.spacingMs = this.spacingMs < 1 ? 0 : this.spacingMs * RECOVERY;
	}
}
