import { compareIds, toWireId, type Id, type WireId } from '../ids';
import { MemberList, MOST_ROWS, OLDEST_FIRST, rowsFor } from './memberPages';
import { Speculation, type Extent } from './speculation';
import type { MemberFilter, Membership } from '../types';
import type { Send } from '../request';

const PAGES_HELD = 3;
const BY_CUSTOMER = { sortBy: 'customerId', direction: 'asc' } as const;

/**
 * All memberships that are there when the reading begins, ids ascending, each one once; those who join meanwhile are
 * left out. Several parts of the range of ids are asked for at once.
 *
 * An answer from `s` covers everything in (s, last id of the answer], so it is the answers that say what is complete;
 * how dense the ids are only decides where to start next. The end of the range is asked for together with the first
 * page, so a group that fits in a page takes one round trip.
 * @param concurrency the most requests at once
 * @param since membership id to start after
 */
export const allMembers = (
	send: Send,
	concurrency: number,
	filter: MemberFilter,
	since?: Id,
): AsyncGenerator<Membership[]> => wholeList(new MemberList(send, filter, OLDEST_FIRST), concurrency, since);

/** The same for who compares each membership: a server that passes over the filter gives those of other groups, too. */
export const allMembersUnchecked = (
	send: Send,
	concurrency: number,
	filter: MemberFilter,
): AsyncGenerator<Membership[]> =>
	wholeList(new MemberList(send, filter, OLDEST_FIRST, { isChecked: false }), concurrency);

/**
 * The members of one group in the order of customers, ascending, each customer once: lists in this order can be merged
 * without holding them. Read side by side, like the order of ids; within one group customers are unique.
 * @param concurrency the most requests at once
 */
export async function* membersByCustomer(
	send: Send,
	concurrency: number,
	listId: Id,
): AsyncGenerator<Membership[]> {
	// A server may have made a second membership where a customer was added again.
	const isFirst = ({ customerId }: Membership, at: number, page: Membership[]) =>
		at === 0 || customerId !== page[at - 1].customerId;
	for await (const page of wholeList(new MemberList(send, { listId }, BY_CUSTOMER), concurrency))
		yield page.every(isFirst) ? page : page.filter(isFirst);
}

async function* wholeList(list: MemberList, concurrency: number, since?: Id): AsyncGenerator<Membership[]> {
	const ends = await list.bothEnds(since, MOST_ROWS);
	if (ends) yield* pagesUpTo(list, concurrency, ends.first, list.valueOf(ends.last));
}

/**
 * A list from its first page on, up to and including `last`.
 * @param concurrency the most requests at once
 */
export async function* pagesUpTo(
	list: MemberList,
	concurrency: number,
	first: Membership[],
	last: WireId,
): AsyncGenerator<Membership[]> {
	const isWithin = (row: Membership) => compareIds(list.valueOf(row), last) <= 0;
	const own = isWithin(first[first.length - 1]) ? first : first.filter(isWithin);
	if (own.length > 0) yield own;
	const extent = extentOf(list, first);
	yield* new ParallelReader(list, extent.to, BigInt(last), new Speculation(concurrency, extent)).pages(
		concurrency,
	);
}

const extentOf = (list: MemberList, rows: Membership[]): Extent => ({
	from: BigInt(list.valueOf(rows[0])),
	to: BigInt(list.valueOf(rows[rows.length - 1])),
	rows: rows.length,
});

/** One request for the rows after `start`. Its answer covers everything up to `end`, since rows come in the order of values. */
interface RangeRequest {
	start: bigint;
	/** Whether as many rows were asked for as there may be, so that the answer tells how dense values are. */
	fullPage: boolean;
	rows?: Membership[];
	end?: bigint;
}

class ParallelReader {
	/** By start, ascending: under way, or answered and not handed out yet. */
	private readonly requests: RangeRequest[] = [];
	private readonly underWay = new Set<Promise<void>>();

	/** @param frontier everything up to here was handed out @param last the value to read to */
	constructor(
		private readonly list: MemberList,
		private frontier: bigint,
		private readonly last: bigint,
		private readonly speculation: Speculation,
	) {}

	async *pages(concurrency: number): AsyncGenerator<Membership[]> {
		const { requests } = this;
		try {
			while (this.frontier < this.last) {
				for (
					let next = this.next(concurrency);
					next && this.underWay.size < concurrency;
					next = this.next(concurrency)
				)
					this.begin(next.start, next.rows);
				await Promise.race(this.underWay);
				for (let first = requests[0]; first?.rows && first.start <= this.frontier; first = requests[0]) {
					requests.shift();
					const fresh = this.newRows(first.rows);
					if (first.rows.length > 0)
						this.speculation.observe(extentOf(this.list, first.rows), fresh.length, first.fullPage);
					if (first.end !== undefined && first.end > this.frontier) this.frontier = first.end;
					if (fresh.length > 0) yield fresh;
				}
			}
		} finally {
			await Promise.allSettled(this.underWay);
		}
	}

	/** Rows beyond the frontier and not beyond the end; most pages are whole as they came. */
	private newRows(rows: Membership[]): Membership[] {
		const [frontier, last] = [toWireId(this.frontier.toString()), toWireId(this.last.toString())];
		const isNew = (row: Membership) => {
			const value = this.list.valueOf(row);
			return compareIds(value, frontier) > 0 && compareIds(value, last) <= 0;
		};
		return rows.length === 0 || (isNew(rows[0]) && isNew(rows[rows.length - 1])) ? rows : rows.filter(isNew);
	}

	/** Where to ask next: what surely has to be asked for comes before what may turn out to be a duplicate. */
	private next(concurrency: number): { start: bigint; rows: number } | undefined {
		const { requests, speculation } = this;
		let reach = this.frontier;
		for (const [index, { start, end }] of requests.entries()) {
			if (start > reach) return { start: reach, rows: rowsFor(start - reach) };
			const following = requests[index + 1]?.start;
			const guessed = end ?? following ?? speculation.guessEnd(start);
			if (guessed > reach) reach = guessed;
		}
		if (reach >= this.last) return undefined;
		if (requests.length === 0) return { start: reach, rows: MOST_ROWS };
		const mayGuess = requests.length < concurrency * PAGES_HELD && speculation.allows(this.underWay.size);
		return mayGuess ? { start: reach, rows: MOST_ROWS } : undefined;
	}

	private begin(start: bigint, rows: number): void {
		const { requests, list } = this;
		const request: RangeRequest = { start, fullPage: rows === MOST_ROWS };
		const place = requests.findIndex((other) => other.start > start);
		requests.splice(place === -1 ? requests.length : place, 0, request);
		const asking: Promise<void> = list.confirmedPage(start.toString(), rows, true).then((page) => {
			request.rows = page;
			// No row after `start` at all: whatever was there before is gone by now.
			request.end = page.length === 0 ? this.last : BigInt(list.valueOf(page[page.length - 1]));
			this.underWay.delete(asking);
		});
		// A failure stays in the set, where the race finds it; without this Node would report it as unhandled meanwhile.
		asking.catch(() => undefined);
		this.underWay.add(asking);
	}
}
