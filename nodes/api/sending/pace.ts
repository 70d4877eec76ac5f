import { sleep } from 'n8n-workflow';
import { stopped, type Refusal } from '../errors';
import type { Connection } from '../request';
import { exceedsLongestWait } from './backoff';

const LONGEST_STEP_MS = 500;

/** What a request is for: `verify` finds out how a lost write ended. */
export type Purpose = keyof Connection;

/**
 * Decides when a request of a run may start: when a slot is free, the server's limit allows it, nothing has ended the
 * run, and no refusal is being judged that may end it.
 */
export class Pace {
	readonly rateLimit = new RateLimit();
	private readonly semaphore: Semaphore;
	private startsNothing = false;
	private end: Refusal | undefined;
	private pauses = 0;
	private readonly paused: Array<() => void> = [];

	/**
	 * @param concurrency the most requests in flight
	 * @param signal aborts when the user stops the run
	 * @param stopsAtRefusal whether the first refusal ends the run
	 */
	constructor(
		concurrency: number,
		private readonly signal?: AbortSignal,
		private readonly stopsAtRefusal = false,
	) {
		this.semaphore = new Semaphore(concurrency);
	}

	/** Runs `work` when its turn comes; throws a Refusal when the run was stopped meanwhile. */
	async run<T>(purpose: Purpose, work: () => Promise<T>): Promise<T> {
		await this.turn(purpose);
		try {
			return await work();
		} finally {
			this.semaphore.free();
		}
	}

	/** After the success of a request. */
	succeeded(): void {
		this.rateLimit.succeeded();
	}

	/**
	 * After the refusal of a request, as long as its slot is taken.
	 * @param sentAt when it was sent, ms since 1970
	 */
	refused(refusal: Refusal, sentAt: number): void {
		// Everything would be refused in the same way.
		if (refusal.endsRun || exceedsLongestWait(refusal)) this.end = refusal;
		else if (refusal.httpStatus === 429) this.rateLimit.slowDown(refusal.retryAfterMs ?? 0, sentAt);
		// Nothing starts before the sender has seen the refusal, and pauses or stops the others: that takes no turn of the event loop.
		if (this.stopsAtRefusal) void this.pauseWhile(async () => await sleep(0));
	}

	/** While `work` finds out what a refusal means, only verifying requests start, since it may end the run. */
	async pauseWhile<T>(work: () => Promise<T>): Promise<T> {
		this.pauses += 1;
		try {
			return await work();
		} finally {
			this.pauses -= 1;
			if (this.pauses === 0) for (const resume of this.paused.splice(0)) resume();
		}
	}

	/** Starts nothing new. Requests in flight go on, and requests that verify a lost write may still start. */
	stopStarting(): void {
		this.startsNothing = true;
	}

	/** Waits; throws a Refusal when the user stops the run. In steps, since a signal cannot end a sleep in n8n 1.x. */
	async wait(milliseconds: number): Promise<void> {
		const until = Date.now() + milliseconds;
		for (let left = milliseconds; left > 0 && !this.signal?.aborted; left = until - Date.now())
			await sleep(Math.min(left, LONGEST_STEP_MS));
		if (this.signal?.aborted) throw stopped();
	}

	/** Takes a slot. What is paused or waits for the rate keeps none, or verifying requests would wait behind it. */
	private async turn(purpose: Purpose): Promise<void> {
		for (;;) {
			while (this.isPaused(purpose)) await new Promise<void>((resume) => this.paused.push(resume));
			await this.semaphore.take();
			const { waitMs } = this.rateLimit;
			const ended = this.whyEnded(purpose);
			if (waitMs === 0 && !ended && !this.isPaused(purpose)) return this.rateLimit.started();
			this.semaphore.free();
			if (ended) throw ended;
			// In steps, since the run may end meanwhile.
			await this.wait(Math.min(waitMs, LONGEST_STEP_MS));
		}
	}

	private isPaused(purpose: Purpose): boolean {
		return this.pauses > 0 && purpose === 'send' && !this.startsNothing && !this.signal?.aborted;
	}

	/** Why nothing may start any more. */
	private whyEnded(purpose: Purpose): Refusal | undefined {
		if (this.signal?.aborted || (this.startsNothing && purpose === 'send')) return stopped();
		// The reason is another request's; this one never left.
		return this.end?.with({ work: 'undone' });
	}
}

/** How many requests may be in flight at once. */
class Semaphore {
	private taken = 0;
	private readonly waiting: Array<() => void> = [];

	constructor(private readonly count: number) {}

	/** Waits for a slot, first come, first served. */
	async take(): Promise<void> {
		if (this.taken < this.count) this.taken += 1;
		else await new Promise<void>((turn) => this.waiting.push(turn));
	}

	/** Gives a slot back, to whoever has waited longest. */
	free(): void {
		const next = this.waiting.shift();
		if (next) next();
		else this.taken -= 1;
	}
}

const FIRST_SPACING_MS = 250;
const LARGEST_SPACING_MS = 5_000;
const RECOVERY = 0.9;

/**
 * How fast requests may follow one another. After a 429 all requests wait and then start one by one, further apart than
 * before; every success brings them closer together again.
 */
class RateLimit {
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

	/** After a 429: nothing starts for `pauseMs`, and no burst follows. @param sentAt when the request was sent, ms since 1970 */
	slowDown(pauseMs: number, sentAt: number): void {
		// Requests that were in flight together are refused together, which counts once.
		if (sentAt >= this.pauseEnd - 1)
			this.spacingMs = Math.min(LARGEST_SPACING_MS, Math.max(FIRST_SPACING_MS, this.spacingMs * 2));
		this.pauseEnd = Math.max(this.pauseEnd, Date.now() + Math.max(pauseMs, this.spacingMs));
	}

	succeeded(): void {
		this.spacingMs = this.spacingMs < 1 ? 0 : this.spacingMs * RECOVERY;
	}
}
