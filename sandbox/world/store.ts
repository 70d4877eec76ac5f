import { Customers } from './customers';
import { MemberIndex, MemberTable, type MemberField } from './memberTable';

/** What the server remembers: customers, groups and memberships, ids exact, removed rows gone for every reader. */
export class Store {
	readonly groups = new Map<bigint, Group>();
	readonly customers = new Customers();
	readonly table = new MemberTable();
	private readonly everywhere = new MemberIndex(this.table);
	private readonly hiddenUntil = new Map<number, number>();
	private nextGroupId = 1n;

	addGroup(name: string, created: number, id?: bigint): Group {
		while (this.groups.has(this.nextGroupId)) this.nextGroupId++;
		const group = new Group(id ?? this.nextGroupId, name, created, this.table);
		if (this.groups.has(group.id)) throw new RangeError(`there is a group ${group.id} already`);
		this.groups.set(group.id, group);
		// A deleted group's id is never given out again.
		if (id === undefined) this.nextGroupId++;
		return group;
	}

	deleteGroup(group: Group): void {
		for (const row of group.rows()) this.table.remove(row);
		this.groups.delete(group.id);
	}

	/** Adds without asking whether the customer is a member already. @param visibleAt ms */
	join(group: Group, customerId: bigint, joined: number, visibleAt?: number): number {
		const row = this.table.add(group.id, customerId, joined);
		group.push(row);
		this.everywhere.push(row);
		if (visibleAt !== undefined) this.hiddenUntil.set(row, visibleAt);
		return row;
	}

	leave(row: number): void {
		this.table.remove(row);
		this.hiddenUntil.delete(row);
		const group = this.groups.get(this.table.listId(row));
		if (group) group.size--;
	}

	/** @param now ms */
	isVisible(row: number, now: number): boolean {
		const until = this.hiddenUntil.get(row);
		if (until === undefined) return true;
		if (until > now) return false;
		this.hiddenUntil.delete(row);
		return true;
	}

	/** @param since exclusive bound on `field`; undefined starts at the end the direction names */
	*list(
		group: Group | undefined,
		field: MemberField,
		descending: boolean,
		since: bigint | undefined,
		now: number,
	): Generator<number> {
		const index = group ? group.index : this.everywhere;
		for (const row of index.by(field).beyond(since, descending)) if (this.isVisible(row, now)) yield row;
	}

	/** The same for one customer, of whom there are few rows: in one group, or in all. */
	listCustomer(
		customerId: bigint,
		group: Group | undefined,
		field: MemberField,
		descending: boolean,
		since: bigint | undefined,
		now: number,
	): number[] {
		const key = this.table[field];
		const groups = group ? [group] : [...this.groups.values()];
		const rows = groups.flatMap((each) => each.rowsOf(customerId)).filter((row) => this.isVisible(row, now));
		const ahead = (row: number) => since === undefined || (descending ? key(row) < since : key(row) > since);
		const order = descending ? -1 : 1;
		return rows.filter(ahead).sort((a, b) => (key(a) < key(b) ? -order : key(a) > key(b) ? order : b - a));
	}

	/** @param from,to seconds, both inclusive */
	count(group: Group, from: number, to: number, now: number): number {
		if (from === -Infinity && to === Infinity && this.hiddenUntil.size === 0) return group.size;
		let count = 0;
		for (const row of group.rows()) {
			const joined = this.table.dateCreated(row);
			if (joined >= from && joined <= to && this.isVisible(row, now)) count++;
		}
		return count;
	}
}

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
