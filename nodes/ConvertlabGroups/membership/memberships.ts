import { forEachConcurrently, settle } from '../../api/promises';
import { countMembers } from '../../api/endpoints';
import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import { firstMember, MOST_ROWS } from '../../api/reading/memberPages';
import { allMembersUnchecked } from '../../api/reading/sideBySide';
import type { Send } from '../../api/request';
import type { Membership } from '../../api/types';
import type { Run } from '../run/run';

/** Up to this many customers are asked for one by one, without asking for the size of the group. */
export const FEW = 8;

/**
 * The customers who are put into one group, with the memberships they are known to have. One look at a large group
 * serves all its batches.
 */
export class Memberships {
	/** Holds all customers from the start, undefined until they are members: a set beside a growing map would cost twice. */
	private readonly members = new Map<Id, Membership | undefined>();
	/** The members that a look at the whole group found. */
	private lastScan: Map<Id, Membership> | undefined;
	private count = 0;

	constructor(
		private readonly run: Run,
		readonly listId: Id,
		customers: Iterable<Id>,
	) {
		for (const customer of customers) this.members.set(customer, undefined);
	}

	/** Each customer once. */
	get customers(): Iterable<Id> {
		return this.members.keys();
	}

	/** Those who are not known to be members, one after the other. */
	*pending(): Generator<Id> {
		for (const [customer, membership] of this.members) if (!membership) yield customer;
	}

	get(customer: Id): Membership | undefined {
		return this.members.get(customer);
	}

	/** How many are members now. */
	get size(): number {
		return this.count;
	}

	set(customer: Id, membership: Membership): void {
		if (!this.members.get(customer)) this.count += 1;
		this.members.set(customer, membership);
	}

	/** Those who are not known to be members. */
	missing(customers: Iterable<Id>): Id[] {
		return Array.from(customers).filter((customer) => !this.members.get(customer));
	}

	/** Records those that an earlier look at the group found. */
	useLastScan(customers: Id[]): void {
		if (this.lastScan) this.take(customers, this.lastScan);
	}

	/** Looks up who is a member now, and records them. Throws a Refusal. */
	async find(customers: Id[], send: Send = this.run.verify): Promise<void> {
		const many = customers.length > FEW && !this.lastScan;
		const wanted = many ? this.missing(this.customers) : customers;
		const found = await findMembers(send, this.run.settings.concurrency, this.listId, wanted);
		if (many) this.lastScan = found;
		this.take(customers, found);
	}

	/** Looks up those that the server names first. Its words may hold other numbers than customer ids, such as the group's. */
	async findNamedFirst(customers: Id[], named: Id[]): Promise<void> {
		await this.find(named.length > 0 ? named : customers);
		const hits = named.length > this.missing(named).length;
		if (!hits && named.length > 0 && named.length < customers.length) await this.find(customers);
	}

	private take(customers: Id[], found: Map<Id, Membership>): void {
		for (const customer of customers) {
			const membership = found.get(customer);
			if (membership) this.set(customer, membership);
		}
	}
}

/**
 * Finds which of these customers are in the group, with their memberships: one by one when they are few, else by reading
 * the group from its beginning where that takes fewer requests. Throws a Refusal.
 * @param concurrency the most requests at once
 * @param onRefusal called with a refusal that fails one customer alone; without it, that is thrown
 */
export async function findMembers(
	send: Send,
	concurrency: number,
	listId: Id,
	customers: Iterable<Id>,
	onRefusal?: (customerId: Id, refusal: Refusal) => void,
): Promise<Map<Id, Membership>> {
	const found = new Map<Id, Membership>();
	const missing = new Set(customers);
	const pages = () => allMembersUnchecked(send, concurrency, { listId });
	const size = missing.size > FEW ? await sizeOf(send, listId) : undefined;
	if (size !== undefined && pagesLeft(size, MOST_ROWS) < missing.size)
		if ((await readUntilFound(pages(), listId, missing, found, size)) === 'whole') return found;
	let filterIgnored = false;
	await forEachConcurrently(concurrency, missing, async (customerId) => {
		if (filterIgnored) return;
		const first = await settle(firstMember(send, { listId, customerId }, { isChecked: false }));
		if (first instanceof Refusal) {
			if (!onRefusal || first.endsRun || first.kind === 'stopped') throw first;
			missing.delete(customerId);
			return onRefusal(customerId, first);
		}
		if (!first) return;
		if (String(first.customerId) === customerId && String(first.listId) === listId) {
			found.set(customerId, first);
			missing.delete(customerId);
		}
		// The membership of anybody else, or in another group, means that the server has passed over the filter.
		else filterIgnored = true;
	});
	if (filterIgnored) await readUntilFound(pages(), listId, missing, found);
	return found;
}

/**
 * Reads the group until all are found, it ends, or its pages are so small that asking one by one takes fewer requests.
 * @param size how many members there are; undefined to read on in any case
 */
async function readUntilFound(
	pages: AsyncIterable<Membership[]>,
	listId: Id,
	missing: Set<Id>,
	found: Map<Id, Membership>,
	size?: number,
): Promise<'whole' | 'given up'> {
	let read = 0;
	let rows = 1;
	for await (const page of pages) {
		for (const membership of page) {
			const customer = String(membership.customerId);
			if (String(membership.listId) === listId && missing.delete(customer)) found.set(customer, membership);
		}
		read += page.length;
		rows = Math.max(rows, page.length);
		if (missing.size === 0) return 'whole';
		if (size !== undefined && pagesLeft(size - read, rows) > missing.size) return 'given up';
	}
	return 'whole';
}

/** Requests to the end of this many members, including the empty one at the end. */
const pagesLeft = (members: number, rows: number): number => Math.ceil(Math.max(0, members) / rows) + 1;

/** The number of members; undefined where DM Hub does not say. */
async function sizeOf(send: Send, listId: Id): Promise<number | undefined> {
	const counted = await settle(send(countMembers(listId)));
	if (!(counted instanceof Refusal)) return counted;
	if (counted.endsRun || counted.kind === 'stopped') throw counted;
	return undefined;
}
