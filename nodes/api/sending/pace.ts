import { Halt, type Purpose } from './halt';
import { Slots } from './slots';
import { Tempo } from './tempo';

/** Decides when a request may start: when a slot is free, the server's limit allows it, and nothing has stopped the run. */
export class Pace {
	readonly tempo = new Tempo();
	readonly halt: Halt;
	private readonly slots: Slots;

	/**
	 * @param width the most requests in flight
	 * @param signal aborts when the user stops the run
	 * @param stopsAtRefusal whether the first refusal ends the run
	 */
	constructor(
		width: number,
		signal?: AbortSignal,
		private readonly stopsAtRefusal = false,
	) {
		this.slots = new Slots(width);
		this.halt = new Halt(signal);
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

	/** For the refusal of a request, as long as its slot is taken. */
	refused(): void {
		if (this.stopsAtRefusal) this.halt.holdForSender();
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

	/** Takes a slot. What is held back or waits for the rate keeps none, or verifying requests would wait behind it. */
	private async turn(purpose: Purpose): Promise<void> {
		for (;;) {
			await this.halt.released(purpose);
			await this.slots.take();
			const { waitMs } = this.tempo;
			if (waitMs === 0 && this.halt.isGoing(purpose)) return this.tempo.started();
			this.slots.free();
			this.halt.assertGoing(purpose);
			await this.halt.wait(waitMs);
		}
	}
}
