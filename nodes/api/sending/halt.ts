import { sleep } from 'n8n-workflow';
import { stopped } from '../http/connection';
import type { Refusal } from '../errors';
import type { Connection } from '../request';

const LONGEST_STEP_MS = 500;

/** What a request is for: `verify` finds out how a lost write ended. */
export type Purpose = keyof Connection;

/** Whether requests may still start: the user may stop the run, a refusal may end it, and while one is judged all wait. */
export class Halt {
	private isClosed = false;
	private end: Refusal | undefined;
	private holds = 0;
	private readonly heldBack: Array<() => void> = [];

	/** @param signal aborts when the user stops the run */
	constructor(private readonly signal?: AbortSignal) {}

	/** Starts nothing new. Requests in flight go on, and requests that verify a lost write may still start. */
	close(): void {
		this.isClosed = true;
	}

	/** Sends nothing more, since everything would be refused in the same way. */
	endWith(refusal: Refusal): void {
		this.end = refusal;
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

	/**
	 * After a refusal that may end the run: nothing starts before whoever sent the request has seen it, and holds or closes.
	 * That takes no turn of the event loop.
	 */
	holdForSender(): void {
		void this.holding(async () => await sleep(0));
	}

	/** Whether a request has to wait until a refusal has been judged. */
	holdsBack(purpose: Purpose): boolean {
		return this.holds > 0 && purpose === 'send' && !this.isClosed && !this.signal?.aborted;
	}

	async released(purpose: Purpose): Promise<void> {
		while (this.holdsBack(purpose)) await new Promise<void>((goOn) => this.heldBack.push(goOn));
	}

	/** Whether a request may start now. */
	isGoing(purpose: Purpose): boolean {
		return !this.holdsBack(purpose) && this.whyOver(purpose) === undefined;
	}

	/** Throws a Refusal when nothing may start any more. */
	assertGoing(purpose: Purpose): void {
		const over = this.whyOver(purpose);
		if (over) throw over;
	}

	private whyOver(purpose: Purpose): Refusal | undefined {
		if (this.signal?.aborted || (this.isClosed && purpose === 'send')) return stopped();
		// The reason is another request's; this one never left.
		return this.end?.with({ work: 'undone' });
	}

	/** Waits; throws a Refusal when the user stops the run. In steps, since a signal cannot end a sleep in n8n 1.x. */
	async wait(milliseconds: number): Promise<void> {
		const until = Date.now() + milliseconds;
		for (let left = milliseconds; left > 0 && !this.signal?.aborted; left = until - Date.now())
			await sleep(Math.min(left, LONGEST_STEP_MS));
		if (this.signal?.aborted) throw stopped();
	}
}
