import { Halt, type Purpose } from './halt';
import { Slots } from './slots';
import { Tempo } from './tempo';

/** Decides when a request may start: when a slot is free, the server's limit allows it, and nothing has stopped the run. */
export class Pace {
	readonly tempo = new Tempo();
	readonly halt: Halt;
	private readonly slots: Slots;

	/** @param width the most requests in flight @param signal aborts when the user stops the run */
	constructor(width: number, signal?: AbortSignal) {
		this.slots = new Slots(width);
		this.halt = new Halt(signal);
	}

	/** Runs `work` when its turn comes; throws a Refusal when the run was stopped meanwhile. */
	async run<T>(purpose: Purpose, work: () => Promise<T>): Promise<T> {
		await this.turn(purpose);
		try {
			await this.start(purpose);
			return await work();
		} finally {
			this.slots.free();
		}
	}

	async holding<T>(work: () => Promise<T>): Promise<T> {
		return await this.halt.holding(work);
	}

	close(): void {
		this.halt.close();
	}

	async wait(milliseconds: number): Promise<void> {
		await this.halt.wait(milliseconds);
	}

	/** A request that is held back must not take a slot from verifying ones. */
	private async turn(purpose: Purpose): Promise<void> {
		for (;;) {
			await this.halt.released(purpose);
			await this.slots.take();
			if (!this.halt.holdsBack(purpose)) return;
			this.slots.free();
		}
	}

	private async start(purpose: Purpose): Promise<void> {
		this.halt.assertGoing(purpose);
		for (let left = this.tempo.waitMs; left > 0; left = this.tempo.waitMs) {
			await this.halt.wait(left);
			this.halt.assertGoing(purpose);
		}
		this.tempo.started();
	}
}
