import { MemberIndex, type MemberTable } from './memberTable';

export class Group {
	readonly index: MemberIndex;
	size = 0;
	private latest: Map<bigint, number> | undefined;
	private readonly earlier = new Map<number, number>();

	constructor(
		readonly id: bigint,
		readonly name: string,
		/** Seconds. */
		readonly dateCreated: number,
		private readonly table: MemberTable,
	) {
		this.index = new MemberIndex(table);
	}

	push(row: number): void {
		this.index.push(row);
		this.size++;
		this.remember(row);
	}

	/** Usually none or one; more where a customer may join twice (quirk existingMember: 'second'). */
	rowsOf(customerId: bigint): number[] {
		const rows: number[] = [];
		let row = this.byCustomer().get(customerId);
		for (; row !== undefined; row = this.earlier.get(row)) if (!this.table.isGone(row)) rows.push(row);
		return rows.reverse();
	}

	rows(): Iterable<number> {
		return this.index.by('id').beyond(undefined, false);
	}

	/** Built at the first question: seeding a million members asks none. */
	private byCustomer(): Map<bigint, number> {
		if (!this.latest) {
			this.latest = new Map();
			for (const row of this.rows()) this.remember(row);
		}
		return this.latest;
	}

	private remember(row: number): void {
		if (!this.latest) return;
		const customerId = this.table.customerId(row);
		let before = this.latest.get(customerId);
		while (before !== undefined && this.table.isGone(before)) before = this.earlier.get(before);
		if (before !== undefined) this.earlier.set(row, before);
		this.latest.set(customerId, row);
	}
}
