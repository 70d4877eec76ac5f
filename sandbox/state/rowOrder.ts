/**
 * Row numbers of the member table in the order of one field. New rows wait in an unsorted tail until
 * somebody reads, so adding stays cheap and a million rows are never sorted twice.
 */
export class RowOrder {
	private rows = new Uint32Array(16);
	private length = 0;
	private sortedLength = 0;
	private gone = 0;

	constructor(
		private readonly keyOf: (row: number) => bigint,
		private readonly isGone: (row: number) => boolean,
	) {}

	push(row: number): void {
		if (this.length === this.rows.length) {
			const larger = new Uint32Array(this.length * 2);
			larger.set(this.rows);
			this.rows = larger;
		}
		this.rows[this.length++] = row;
	}

	/** Rows whose key is strictly beyond the bound, nearest first. Removed rows are left out. */
	*beyond(bound: bigint | undefined, descending: boolean): Generator<number> {
		this.sort();
		const step = descending ? -1 : 1;
		let at = descending ? this.length - 1 : 0;
		if (bound !== undefined) {
			at = descending ? this.firstWhere((key) => key >= bound) - 1 : this.firstWhere((key) => key > bound);
		}
		// Rows are only appended meanwhile (the sandbox answers without waiting), so the snapshot holds.
		const { rows, length } = this;
		for (; at >= 0 && at < length; at += step) {
			if (this.isGone(rows[at])) this.gone++;
			else yield rows[at];
		}
	}

	private sort(): void {
		if (this.gone > this.length) this.sweep();
		if (this.sortedLength === this.length) return;
		const tail = this.rows.slice(this.sortedLength, this.length);
		const compare = (a: number, b: number) => this.compare(a, b);
		if (!isSorted(tail, compare)) tail.sort(compare);
		const last = this.rows[this.sortedLength - 1];
		if (this.sortedLength === 0 || this.compare(last, tail[0]) < 0) this.rows.set(tail, this.sortedLength);
		else this.merge(tail);
		this.sortedLength = this.length;
	}

	/** From the end, so that it needs no second array. */
	private merge(tail: Uint32Array): void {
		let from = this.sortedLength - 1;
		let to = this.length - 1;
		for (let next = tail.length - 1; next >= 0; to--) {
			const takeOld = from >= 0 && this.compare(this.rows[from], tail[next]) > 0;
			this.rows[to] = takeOld ? this.rows[from--] : tail[next--];
		}
	}

	/** Equal keys stand in no order a client could rely on: not by row, not by id. */
	private compare(a: number, b: number): number {
		const keyA = this.keyOf(a);
		const keyB = this.keyOf(b);
		if (keyA !== keyB) return keyA < keyB ? -1 : 1;
		return scrambled(a) - scrambled(b);
	}

	private firstWhere(holds: (key: bigint) => boolean): number {
		let low = 0;
		let high = this.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (holds(this.keyOf(this.rows[middle]))) high = middle;
			else low = middle + 1;
		}
		return low;
	}

	/** Walking over removed rows again and again would make emptying a large group quadratic. */
	private sweep(): void {
		const sorted = this.rows.subarray(0, this.sortedLength).filter((row) => !this.isGone(row));
		const tail = this.rows.subarray(this.sortedLength, this.length).filter((row) => !this.isGone(row));
		this.rows = new Uint32Array(Math.max(16, sorted.length + tail.length));
		this.rows.set(sorted);
		this.rows.set(tail, sorted.length);
		this.sortedLength = sorted.length;
		this.length = sorted.length + tail.length;
		this.gone = 0;
	}
}

const scrambled = (row: number) => Math.imul(row + 1, 0x9e3779b1) >>> 0;

function isSorted(rows: Uint32Array, compare: (a: number, b: number) => number): boolean {
	for (let at = 1; at < rows.length; at++) if (compare(rows[at - 1], rows[at]) > 0) return false;
	return true;
}
