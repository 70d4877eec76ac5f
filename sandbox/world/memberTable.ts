export type MemberField = 'id' | 'listId' | 'customerId';

/** All memberships of all groups in columns, one row each, by ascending id: a million rows take about 30 MB. */
export class MemberTable {
	length = 0;
	nextId = 36345n;
	private ids = new BigInt64Array(64);
	private lists = new BigInt64Array(64);
	private customers = new BigInt64Array(64);
	private joined = new Float64Array(64);
	private gone = new Uint8Array(64);

	add(listId: bigint, customerId: bigint, joined: number): number {
		if (this.length === this.ids.length) this.grow();
		const row = this.length++;
		this.ids[row] = this.nextId++;
		this.lists[row] = listId;
		this.customers[row] = customerId;
		this.joined[row] = joined;
		return row;
	}

	remove(row: number): void {
		this.gone[row] = 1;
	}

	readonly isGone = (row: number): boolean => this.gone[row] === 1;
	readonly id = (row: number): bigint => this.ids[row];
	readonly listId = (row: number): bigint => this.lists[row];
	readonly customerId = (row: number): bigint => this.customers[row];
	/** Seconds. */
	readonly dateCreated = (row: number): number => this.joined[row];

	/** undefined when there is no such membership (any more). */
	rowOf(id: bigint): number | undefined {
		let low = 0;
		let high = this.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (this.ids[middle] < id) low = middle + 1;
			else high = middle;
		}
		return low < this.length && this.ids[low] === id && !this.isGone(low) ? low : undefined;
	}

	/** Ids must go on ascending: rowOf searches by halves. */
	startIdsAt(id: bigint): void {
		if (this.length > 0 && id <= this.ids[this.length - 1]) {
			throw new RangeError(`membership ids have already reached ${this.ids[this.length - 1]}`);
		}
		this.nextId = id;
	}

	private grow(): void {
		const size = this.length * 2;
		const larger = <T extends { set(from: T): void }>(from: T, to: T): T => (to.set(from), to);
		this.ids = larger(this.ids, new BigInt64Array(size));
		this.lists = larger(this.lists, new BigInt64Array(size));
		this.customers = larger(this.customers, new BigInt64Array(size));
		this.joined = larger(this.joined, new Float64Array(size));
		this.gone = larger(this.gone, new Uint8Array(size));
	}
}

/** Some of the table's rows (one group's, or all) in the three orders listMembers can sort by. */
export class MemberIndex {
	private readonly orders: Partial<Record<MemberField, RowOrder>> = {};

	constructor(private readonly table: MemberTable) {
		this.orders.id = new RowOrder(table.id, table.isGone);
	}

	push(row: number): void {
		this.orders.id?.push(row);
		this.orders.customerId?.push(row);
		this.orders.listId?.push(row);
	}

	/** The other two orders are built when first asked for: most groups never need them. */
	by(field: MemberField): RowOrder {
		const known = this.orders[field];
		if (known) return known;
		const order = new RowOrder(this.table[field], this.table.isGone);
		for (const row of this.by('id').beyond(undefined, false)) order.push(row);
		return (this.orders[field] = order);
	}
}

/**
 * Row numbers of the member table in the order of one field. New rows wait in an unsorted tail until
 * somebody reads, so adding stays cheap and a million rows are never sorted twice.
 */
class RowOrder {
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
