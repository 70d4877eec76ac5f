import { sleep } from 'n8n-workflow';
import { stopped } from '../http/connection';
import type { Request } from '../request';

const FIRST_SPACING = 250;
const LARGEST_SPACING = 5_000;
const RECOVERY = 0.9;
const LONGEST_STEP = 500;

/**
 * How fast a run may ask: at most `width` requests at once; after a 429 all of them wait together and then start
 * one by one, further apart than before, drawing closer again with every success.
 */
export class Pace {
	private running = 0;
	private readonly waiting: Array<() => void> = [];
	private gate = 0;
	private spacing = 0;
	private nextStart = 0;
	private closed = false;
	private holds = 0;
	private readonly heldBack: Array<() => void> = [];

	/** @param width the most requests in flight @param signal aborts when the user stops the run */
	constructor(
		private readonly width: number,
		private readonly signal?: AbortSignal,
	) {}

	/** Runs `work` when its turn comes; refuses when the run was stopped meanwhile. */
	async run<T>(request: Request, work: () => Promise<T>): Promise<T> {
		await this.turn(request);
		try {
			await this.start(request);
			return await work();
		} finally {
			this.leave();
		}
	}

	/** While `work` finds out what a refusal means, nothing starts but what it asks itself: it may end the run. */
	async holding<T>(work: () => Promise<T>): Promise<T> {
		this.holds += 1;
		try {
			return await work();
		} finally {
			this.holds -= 1;
			if (this.holds === 0) for (const goOn of this.heldBack.splice(0)) goOn();
		}
	}

	/** The server asked for less: nothing starts before `milliseconds` have passed, and no burst follows. */
	slowDown(milliseconds: number, askedAt: number): void {
		// Requests that were in flight together are refused together: that is one refusal, not several.
		if (askedAt >= this.gate - 1)
			this.spacing = Math.min(LARGEST_SPACING, Math.max(FIRST_SPACING, this.spacing * 2));
		this.gate = Math.max(this.gate, Date.now() + Math.max(milliseconds, this.spacing));
	}

	succeeded(): void {
		this.spacing = this.spacing < 1 ? 0 : this.spacing * RECOVERY;
	}

	/** Starts nothing new; what is in flight goes on, and what settles the outcome of a lost answer may still be asked. */
	close(): void {
		this.closed = true;
	}

	/** Waits, unless the run is stopped meanwhile. In steps, since n8n 1.x has no sleep that a signal can end. */
	async wait(milliseconds: number): Promise<void> {
		const until = Date.now() + milliseconds;
		for (let left = milliseconds; left > 0 && !this.signal?.aborted; left = until - Date.now())
			await sleep(Math.min(left, LONGEST_STEP));
		if (this.signal?.aborted) throw stopped();
	}

	private async turn(request: Request): Promise<void> {
		const isHeld = () => this.holds > 0 && !this.closed && !request.settles && !this.signal?.aborted;
		for (;;) {
			while (isHeld()) await new Promise<void>((goOn) => this.heldBack.push(goOn));
			if (this.running >= this.width) await new Promise<void>((turn) => this.waiting.push(turn));
			else this.running += 1;
			if (!isHeld()) return;
			this.leave();
		}
	}

	private leave(): void {
		const next = this.waiting.shift();
		if (next) next();
		else this.running -= 1;
	}

	private async start(request: Request): Promise<void> {
		this.refuseWhenStopped(request);
		for (let now = Date.now(); now < Math.max(this.gate, this.nextStart); now = Date.now()) {
			await this.wait(Math.max(this.gate, this.nextStart) - now);
			this.refuseWhenStopped(request);
		}
		this.nextStart = Date.now() + this.spacing;
	}

	private refuseWhenStopped(request: Request): void {
		if (this.signal?.aborted || (this.closed && !request.settles)) throw stopped();
	}
}
