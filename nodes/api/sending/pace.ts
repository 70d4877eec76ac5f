import { sleep } from 'n8n-workflow';
import { stopped, type Refusal } from '../errors';
import type { Connection } from '../request';
import { asksTooLong } from './backoff';

const LONGEST_STEP_MS = 500;

/** What a request is for: `verify` finds out how a lost write ended. */
export type Purpose = keyof Connection;

/**
 * Decides when a request of a run may start: when a slot is free, the server's limit allows it, nothing has ended the
 * run, and no refusal is being judged that may end it.
 */
export class Pace {
	readonly tempo = new Tempo();
	private readonly slots: Slots;
	private isClosed = false;
	private end: Refusal | undefined;
	private holds = 0;
	private readonly heldBack: Array<() => void> = [];

	/**
	 * @param width the most requests in flight
	 * @param signal aborts when the user stops the run
	 * @param stopsAtRefusal whether the first refusal ends the run
	 */
	constructor(
		width: number,
		private readonly signal?: AbortSignal,
		private readonly stopsAtRefusal = false,
	) {
		this.slots = new Slots(width);
	}

	/** Runs `work` when its turn comes; throws a Refusal when the run was stopped meanwhile. */
	async run<T>(purpose: Purpose, work: () => Promise<T>): Promise<T> {
		await this.turn(purpose);
		try {
			return await work();
		} finally {
			this.slots.free();
		}
	}

	/** After the success of a request. */
	succeeded(): void {
		this.tempo.succeeded();
	}

	/**
	 * After the refusal of a request, as long as its slot is taken.
	 * @param askedAt when it was sent, ms since 1970
	 */
	refused(refusal: Refusal, askedAt: number): void {
		// Everything would be refused in the same way.
		if (refusal.final || asksTooLong(refusal)) this.end = refusal;
		else if (refusal.httpStatus === 429) this.tempo.slowDown(refusal.retryAfterMs ?? 0, askedAt);
		// Nothing starts before the sender has seen the refusal, and holds or closes: that takes no turn of the event loop.
		if (this.stopsAtRefusal) void this.holding(async () => await sleep(0));
	}

	/** While `work` finds out what a refusal means, only verifying requests start, since it may end the run. */
	async holding<T>(work: () => Promise<T>): Promise<T> {
		this.holds += 1;
		try {
			return await work();
		} finally {
			this.holds -= 1;
			if (this.holds === 0) for (const goOn of this.heldBack.splice(0)) goOn();
		}
	}

	/** Starts nothing new. Requests in flight go on, and requests that verify a lost write may still start. */
	close(): void {
		this.isClosed = true;
	}

	/** Waits; throws a Refusal when the user stops the run. In steps, since a signal cannot end a sleep in n8n 1.x. */
	async wait(milliseconds: number): Promise<void> {
		const until = Date.now() + milliseconds;
		for (let left = milliseconds; left > 0 && !this.signal?.aborted; left = until - Date.now())
			await sleep(Math.min(left, LONGEST_STEP_MS));
		if (this.signal?.aborted) throw stopped();
	}

	/** Takes a slot. What is held back or waits for the rate keeps none, or verifying requests would wait behind it. */
	private async turn(purpose: Purpose): Promise<void> {
		for (;;) {
			while (this.holdsBack(purpose)) await new Promise<void>((goOn) => this.heldBack.push(goOn));
			await this.slots.take();
			const { waitMs } = this.tempo;
			const over = this.whyOver(purpose);
			if (waitMs === 0 && !over && !this.holdsBack(purpose)) return this.tempo.started();
			this.slots.free();
			if (over) throw over;
			// In steps, since the run may end meanwhile.
			await this.wait(Math.min(waitMs, LONGEST_STEP_MS));
		}
	}

	private holdsBack(purpose: Purpose): boolean {
		return this.holds > 0 && purpose === 'send' && !this.isClosed && !this.signal?.aborted;
	}

	/** Why nothing may start any more. */
	private whyOver(purpose: Purpose): Refusal | undefined {
		if (this.signal?.aborted || (this.isClosed && purpose === 'send')) return stopped();
		// The reason is another request's; this one never left.
		return this.end?.with({ work: 'undone' });
	}
}

/** How many requests may be in flight at once. */
class Slots {
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
class Tempo {
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
