import { listMembers } from '../endpoints';
import { Refusal } from '../errors';
import { compareIds, toWireId, type Id, type WireId } from '../ids';
import type { MemberFilter, Membership, MemberSort, Order } from '../types';
import type { Send } from '../request';

/** The most rows that DM Hub gives in one answer of members. */
export const MOST_ROWS = 10_000;

/** How many rows to ask for where so many ids are possible: a gap of n ids holds at most n members. */
export const rowsFor = (ids: bigint): number => (ids < BigInt(MOST_ROWS) ? Number(ids) : MOST_ROWS);

export const OLDEST_FIRST = { sortBy: 'id', direction: 'asc' } as const;
export const NEWEST_FIRST = { sortBy: 'id', direction: 'desc' } as const;

/** Which part of a list to read. */
export interface Range {
	/** Start beyond this value of the field that the list is sorted by. */
	since?: Id;
	/** The most memberships to give; no more rows are asked for. */
	limit?: number;
	/** Rows per request. */
	rows?: number;
}

/**
 * Memberships page by page, in the order of a field that is unique among them: a membership's id, the customer within
 * one group, or the group of one customer. The last value of a page is then the exclusive bound of the next; of a field
 * that several share, a page may end between equals, and the bound would lose the rest of them.
 */
export async function* memberPages(
	send: Send,
	filter: MemberFilter,
	order: Order<MemberSort> = OLDEST_FIRST,
	{ since, limit = Infinity, rows = MOST_ROWS }: Range = {},
): AsyncGenerator<Membership[]> {
	const list = new MemberList(send, filter, order);
	let bound = since;
	let last: Membership | undefined;
	for (let left = limit; left > 0;) {
		const wanted = Math.min(rows, left);
		const page = await list.confirmedPage(bound, wanted, bound !== since);
		if (page.length === 0) return;
		const isShort = page.length < wanted;
		if (page.length > left) page.length = left;
		left -= page.length;
		bound = String(list.valueOf(page[page.length - 1]));
		yield page;
		if (isShort) last ??= await list.last();
		if (last && !list.isBeyond(list.valueOf(last), bound)) return;
	}
}

/**
 * The membership with the lowest id beyond `since`; undefined where there is none, which the end of the list confirms.
 * @param isChecked whether a server that passes over a filter is refused; otherwise the membership may be anybody's
 */
export async function firstMember(
	send: Send,
	filter: MemberFilter,
	{ since, isChecked = true }: { since?: Id; isChecked?: boolean } = {},
): Promise<Membership | undefined> {
	const list = new MemberList(send, filter, OLDEST_FIRST, { isChecked });
	const [first] = await list.confirmedPage(since, 1, false);
	return first;
}

/**
 * A list of memberships in one order, and the rule for its end: no answer tells it. A short page proves nothing, since
 * servers may quietly give fewer rows than asked for, nor does an empty one: cut short, a list would be taken for the
 * whole group. The last membership of the list tells it, which is the first in the opposite order. Where it lies beyond
 * an empty page, that is asked for once more and then refused.
 */
export class MemberList {
	private readonly sign: 1 | -1;
	/** What each membership of the list has to have, as the wire gives it. */
	private readonly listId?: WireId;
	private readonly customerId?: WireId;

	constructor(
		private readonly send: Send,
		private readonly filter: MemberFilter,
		private readonly order: Order<MemberSort>,
		{ isChecked = true } = {},
	) {
		this.sign = order.direction === 'asc' ? 1 : -1;
		if (!isChecked) return;
		this.listId = filter.listId && toWireId(filter.listId);
		this.customerId = filter.customerId && toWireId(filter.customerId);
	}

	valueOf(row: Membership): WireId {
		return row[this.order.sortBy];
	}

	isBeyond(value: WireId, bound: Id | undefined): boolean {
		return bound === undefined || this.sign * compareIds(value, bound) > 0;
	}

	/** One answer: memberships beyond `bound`, in order, each once; the server decides how many. */
	async page(bound: Id | undefined, rows: number): Promise<Membership[]> {
		const page = this.inOrder(await this.ask(this.order, rows, bound));
		if (page.length === 0 || this.isBeyond(this.valueOf(page[0]), bound)) return page;
		const beyond = page.filter((row) => this.isBeyond(this.valueOf(row), bound));
		if (beyond.length === 0 && String(this.valueOf(page[0])) !== bound) throw boundIgnored();
		return beyond;
	}

	/** The membership that the list ends with at this moment; undefined where it is empty. */
	async last(): Promise<Membership | undefined> {
		const { sortBy, direction } = this.order;
		const opposite: Order<MemberSort> = { sortBy, direction: direction === 'asc' ? 'desc' : 'asc' };
		const [row] = await this.ask(opposite, 1);
		return row;
	}

	/** The rows of one answer, where they are what was asked for: a filter that is passed over gives everybody. */
	private async ask(order: Order<MemberSort>, rows: number, bound?: Id): Promise<Membership[]> {
		const answer = await this.send(listMembers(this.filter, order, rows, bound));
		for (const { listId, customerId } of answer) {
			if (this.listId !== undefined && listId !== this.listId) throw filterIgnored('group', 'listId');
			if (this.customerId !== undefined && customerId !== this.customerId)
				throw filterIgnored('customer', 'customerId');
		}
		return answer;
	}

	/**
	 * A page that is empty only where the list ends.
	 * @param hasRead whether memberships were read up to the bound: then a list that is empty as a whole ends nothing
	 */
	async confirmedPage(bound: Id | undefined, rows: number, hasRead: boolean): Promise<Membership[]> {
		const page = await this.page(bound, rows);
		if (page.length > 0) return page;
		const last = await this.last();
		if (last ? !this.isBeyond(this.valueOf(last), bound) : !hasRead) return [];
		return await this.pageOnceMore(bound, rows, last);
	}

	/** The first page and the end of the list, asked for side by side; undefined where both say that it is empty. */
	async bothEnds(
		since: Id | undefined,
		rows: number,
	): Promise<{ first: Membership[]; last: Membership } | undefined> {
		let [first, last] = await Promise.all([this.page(since, rows), this.last()]);
		if (first.length === 0) {
			if (!last || !this.isBeyond(this.valueOf(last), since)) return undefined;
			first = await this.pageOnceMore(since, rows, last);
		}
		const end = first[first.length - 1];
		const bound = String(this.valueOf(end));
		last ??= await this.last();
		if (!last) throw this.cutShort(bound, undefined);
		return { first, last: this.isBeyond(this.valueOf(last), bound) ? last : end };
	}

	private async pageOnceMore(
		bound: Id | undefined,
		rows: number,
		last: Membership | undefined,
	): Promise<Membership[]> {
		const page = await this.page(bound, rows);
		if (page.length > 0) return page;
		throw this.cutShort(bound, last);
	}

	/** Servers may give rows in another order, and one twice; most pages are in order as they came. */
	private inOrder(rows: Membership[]): Membership[] {
		const { sign } = this;
		const { sortBy } = this.order;
		let at = 1;
		while (at < rows.length && sign * compareIds(rows[at - 1][sortBy], rows[at][sortBy]) < 0) at += 1;
		if (at >= rows.length) return rows;
		rows.sort(
			(one, other) => sign * (compareIds(one[sortBy], other[sortBy]) || compareIds(one.id, other.id)),
		);
		return rows.filter((row, place) => place === 0 || row.id !== rows[place - 1].id);
	}

	private cutShort(bound: Id | undefined, last: Membership | undefined): Refusal {
		const noun = { id: 'membership', customerId: 'customer', listId: 'group' }[this.order.sortBy];
		const where = bound === undefined ? '' : ` ${this.sign > 0 ? 'after' : 'before'} ${noun} ${bound}`;
		return new Refusal({
			kind: 'unreadable',
			work: 'undone',
			message:
				last === undefined
					? `DM Hub sent no members${where}, and then none at all`
					: `DM Hub sent no members${where}, though the list ends with ${noun} ${this.valueOf(last)}`,
			description: 'The list cannot be read completely, so none of it was used. Try again later.',
		});
	}
}

const filterIgnored = (noun: string, filter: string): Refusal =>
	new Refusal({
		kind: 'unreadable',
		work: 'undone',
		message: `DM Hub returned memberships of another ${noun}`,
		description: `It ignores “${filter}”, so none of its response was used. Send this message to Convertlab support.`,
	});

const boundIgnored = (): Refusal =>
	new Refusal({
		kind: 'unreadable',
		work: 'undone',
		message: 'DM Hub returned the same members again instead of the next ones',
		description:
			'This DM Hub is too old for this node: it ignores “sinceId”, without which a list cannot be read to its end. Ask Convertlab for an update.',
	});
