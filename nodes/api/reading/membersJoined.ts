import { Refusal } from '../errors';
import { compareIds, offsetId, type Id, type WireId } from '../ids';
import { MemberList, MOST_ROWS, NEWEST_FIRST, OLDEST_FIRST, rowsFor } from './memberPages';
import { allMembers, pagesUpTo } from './sideBySide';
import type { MemberFilter, Membership } from '../types';
import type { Send } from '../request';

/** When members joined: UTC, `2016-11-11T11:11:11`, to the second, both ends included. */
export interface Joined {
	from?: string;
	until?: string;
	/** Membership id to start after. */
	since?: Id;
}

/** Ids and dates disagree by a few minutes: two requests at once may get their ids in one order and their dates in the other. */
const MARGIN_SECONDS = 10 * 60;
/** Two memberships so near in time are not worth another request to look between them. */
const NEAR_SECONDS = 5 * 60;

/**
 * The memberships of people who joined between two moments, ids ascending, each once; like all of them side by side.
 *
 * The dates decide. DM Hub cannot list by date, but ids grow with time, so the range is found in ids first, by halves,
 * with a margin of dates around it, and only that is read: a day out of a million members takes some thirty requests.
 * @param concurrency the most requests at once
 */
export async function* membersJoined(
	send: Send,
	concurrency: number,
	filter: MemberFilter,
	{ from, until, since }: Joined,
): AsyncGenerator<Membership[]> {
	if (from === undefined && until === undefined) return yield* allMembers(send, concurrency, filter, since);
	const [first, last] = boundsOf({ from, until });
	const range = await new DateSearch(send, filter).range(
		first - MARGIN_SECONDS,
		last + MARGIN_SECONDS,
		since,
	);
	if (!range) return;
	const list = new MemberList(send, filter, OLDEST_FIRST);
	const page = await list.confirmedPage(range.after, rowsBetween(range), true);
	if (page.length === 0) return;
	const joined = joinedBetween({ from, until });
	for await (const rows of pagesUpTo(list, concurrency, page, range.last)) {
		const own = rows.filter(joined);
		if (own.length > 0) yield own;
	}
}

/** Whether somebody joined in a range; throws a Refusal for a membership whose date cannot be read. */
export function joinedBetween({ from, until }: Joined): (membership: Membership) => boolean {
	if (from === undefined && until === undefined) return () => true;
	const [first, last] = boundsOf({ from, until });
	return (membership) => {
		const second = joinedAt(membership);
		return second >= first && second <= last;
	};
}

/** Part of a list of memberships: beyond `after`, up to and including `last`. */
interface IdRange {
	after: Id | undefined;
	last: WireId;
}

const rowsBetween = ({ after, last }: IdRange): number => rowsFor(BigInt(last) - BigInt(after ?? 0));

/** Finds where dates lie among ids. Every membership that it sees narrows the searches that follow. */
class DateSearch {
	private readonly ascending: MemberList;
	private readonly descending: MemberList;
	/** Ids ascending. */
	private readonly seen: Membership[] = [];

	constructor(send: Send, filter: MemberFilter) {
		this.ascending = new MemberList(send, filter, OLDEST_FIRST);
		this.descending = new MemberList(send, filter, NEWEST_FIRST);
	}

	/**
	 * A part of the list that holds everybody who joined from `first` to `last`, in seconds since 1970, where dates agree
	 * with ids; undefined where nobody did.
	 */
	async range(first: number, last: number, since: Id | undefined): Promise<IdRange | undefined> {
		const ends = await this.ascending.bothEnds(since, 1);
		if (!ends) return undefined;
		this.see(ends.first[0]);
		this.see(ends.last);
		const start = await this.around(first);
		const end = await this.around(last + 1);
		if (!start.after || !end.before) return undefined;
		const range = {
			after: start.before ? String(start.before.id) : since,
			last: (end.after ?? end.before).id,
		};
		return range.after === undefined || compareIds(range.last, range.after) > 0 ? range : undefined;
	}

	/** The last membership before a moment and the first one after it, or others that are near. */
	private async around(seconds: number): Promise<{ before?: Membership; after?: Membership }> {
		for (;;) {
			const place = this.seen.findLastIndex((row) => joinedAt(row) < seconds);
			const [before, after] = [this.seen.at(place), this.seen[place + 1]] as const;
			if (place === -1 || !before) return { after };
			if (!after || areNear(before, after)) return { before, after };
			const middle = ((BigInt(before.id) + BigInt(after.id)) / 2n).toString();
			const [next] = await this.ascending.confirmedPage(middle, 1, true);
			if (next && compareIds(next.id, after.id) < 0) {
				this.see(next);
				continue;
			}
			// Nobody is between the middle and `after`, as where ids lie in islands.
			const [previous] = await this.descending.confirmedPage(offsetId(middle, 1n), 1, true);
			if (!previous || compareIds(previous.id, before.id) <= 0) return { before, after };
			this.see(previous);
			if (joinedAt(previous) < seconds) return { before: previous, after };
		}
	}

	private see(row: Membership): void {
		const place = this.seen.findIndex(({ id }) => compareIds(id, row.id) >= 0);
		if (place === -1) this.seen.push(row);
		else if (this.seen[place].id !== row.id) this.seen.splice(place, 0, row);
	}
}

/** Whether what lies between them fits into a page, or joined within minutes. */
const areNear = (before: Membership, after: Membership): boolean =>
	BigInt(after.id) - BigInt(before.id) <= MOST_ROWS || joinedAt(after) - joinedAt(before) <= NEAR_SECONDS;

/** Seconds since 1970. Throws a Refusal where DM Hub sent no date: nobody can tell whether that member is meant. */
function joinedAt({ id, dateCreated }: Membership): number {
	const seconds = Math.floor(Date.parse(dateCreated) / 1000);
	if (Number.isNaN(seconds))
		throw new Refusal({
			kind: 'unreadable',
			work: 'undone',
			message: `DM Hub sent no readable date for membership ${id}, so it is not known when that customer joined`,
			description: 'Remove “Joined From” and “Joined Until”, or send this message to Convertlab support.',
		});
	return seconds;
}

/** Seconds since 1970. */
function boundsOf({ from, until }: Joined): [first: number, last: number] {
	const secondsOf = (moment: string) => Math.floor(Date.parse(`${moment}Z`) / 1000);
	return [
		from === undefined ? -Infinity : secondsOf(from),
		until === undefined ? Infinity : secondsOf(until),
	];
}
