import { RowOrder } from './rowOrder';

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
