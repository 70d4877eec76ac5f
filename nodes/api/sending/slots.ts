/** How many requests may be in flight at once. */
export class Slots {
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
