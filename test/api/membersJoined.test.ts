import fc from 'fast-check';
import type { Request, Send } from '../../nodes/api/request';
import { membersJoined, type Joined } from '../../nodes/api/reading/membersJoined';
import { memberServer, type MemberServer } from './servers';
import { runs } from '../properties/runs';
import { upFrom } from '../support/inputs';

const START = Date.UTC(2026, 0, 1) / 1000;
const DAY = 24 * 3600;
/** As a parameter: UTC without a zone suffix. */
const moment = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19);
const wireDate = (seconds: number) => `${moment(seconds)}Z`;

async function joined(server: Pick<MemberServer, 'send'>, width: number, when: Joined): Promise<number[]> {
	const ids: number[] = [];
	for await (const page of membersJoined(server.send, width, { listId: '1' }, when))
		for (const { id } of page) ids.push(Number(id));
	return ids;
}

/** Members who joined `secondsOf` after the start. */
const serverOf = (ids: number[], secondsOf: (id: number) => number, cap?: number) =>
	memberServer(ids, { cap, dateOf: (id) => wireDate(START + secondsOf(id)) });

/** So many ids, so far apart, from so many seconds after the one before; the dates of each differ from that by minutes. */
const island = fc.record({
	gap: fc.constantFrom(1, 1_000, 10 ** 9, 10 ** 13),
	count: fc.integer({ min: 1, max: 300 }),
	step: fc.constantFrom(1, 7, 10 ** 6),
	pause: fc.constantFrom(0, 60, 3_600, 40 * DAY),
	pace: fc.constantFrom(0, 0, 1, 30, 3_600),
});
const end = fc.option(fc.tuple(fc.nat(2_000), fc.integer({ min: -900, max: 900 })), { nil: undefined });

test('nobody who joined in the range is lost, and nobody else comes, where ids and dates disagree by minutes', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(island, { maxLength: 6 }),
			fc.infiniteStream(fc.integer({ min: -300, max: 300 })),
			fc.integer({ min: 1, max: 200 }),
			fc.integer({ min: 1, max: 8 }),
			end,
			end,
			fc.option(fc.nat(2_000), { nil: undefined }),
			async (islands, disorder, cap, width, from, until, since) => {
				const dates = new Map<number, number>();
				let [id, time] = [0, 0];
				for (const { gap, count, step, pause, pace } of islands) {
					id += gap;
					time += pause;
					for (let member = 0; member < count; member += 1) {
						dates.set(id, time + (disorder.next().value as number));
						id += step;
						time += pace;
					}
				}
				const ids = [...dates.keys()];
				/** Near somebody's date, so that the ends of ranges matter. */
				const at = (place?: [number, number]) =>
					place && (dates.get(ids[place[0] % ids.length]) ?? 0) + place[1];
				const [first, last] = [at(from), at(until)];
				const after = since === undefined ? undefined : ids[since % ids.length];
				const server = serverOf(ids, (each) => dates.get(each)!, cap);
				const found = await joined(server, width, {
					from: first === undefined ? undefined : moment(START + first),
					until: last === undefined ? undefined : moment(START + last),
					since: after === undefined ? undefined : String(after),
				});
				const isWithin = (each: number) =>
					dates.get(each)! >= (first ?? -Infinity) &&
					dates.get(each)! <= (last ?? Infinity) &&
					(after === undefined || each > after);
				expect(found).toEqual(ids.filter(isWithin));
			},
		),
		runs(300),
	);
});

describe('of a million members who joined over a year', () => {
	const MEMBERS = 1_000_000;
	const YEAR = 365 * DAY;
	const noon = 100 * DAY + DAY / 2;

	/** A list that is computed, not held: the nth member has the nth id and joined at the nth moment. */
	function grown(idOf: (nth: number) => number, secondsOf: (nth: number) => number) {
		const seen = { requests: 0 };
		const firstBeyond = (id: number): number => {
			let [low, high] = [0, MEMBERS];
			while (low < high) {
				const middle = (low + high) >> 1;
				if (idOf(middle) > id) high = middle;
				else low = middle + 1;
			}
			return low;
		};
		const row = (nth: number) => ({
			id: idOf(nth),
			listId: 1,
			customerId: nth,
			dateCreated: wireDate(START + secondsOf(nth)),
			lastUpdated: '',
		});
		const send = (async ({ query = {}, read }: Request) => {
			seen.requests += 1;
			const since = Number(query.sinceId ?? (query.sord === 'asc' ? -1 : Infinity));
			const [count, step] = [Number(query.rows), query.sord === 'asc' ? 1 : -1];
			const start = query.sord === 'asc' ? firstBeyond(since) : firstBeyond(since - 0.5) - 1;
			const numbers = upFrom(start, count, step).filter((nth) => nth >= 0 && nth < MEMBERS);
			return await Promise.resolve(read({ items: numbers.map(row) }, 200));
		}) as Send;
		return { send, seen };
	}

	/** How ids and dates grow with the number of a member. */
	const growths: Array<[string, (nth: number) => number, (nth: number) => number]> = [
		['dense ids', (nth) => 1 + nth, (nth) => Math.floor((nth / MEMBERS) * YEAR)],
		['ids far apart', (nth) => 1 + nth * 10 ** 9, (nth) => Math.floor((nth / MEMBERS) * YEAR)],
		[
			'ids in 2,000 islands, all of one in the same second',
			(nth) => 1 + nth + Math.floor(nth / 500) * 10 ** 12,
			(nth) => Math.floor((Math.floor(nth / 500) * YEAR) / 2_000),
		],
		[
			'half of them imported in one second',
			(nth) => 1 + nth * 10 ** 6,
			(nth) => (nth < MEMBERS / 2 ? 0 : Math.floor(((nth - MEMBERS / 2) / (MEMBERS / 2)) * YEAR)),
		],
	];
	/** With how many requests beside the pages of those who are given. */
	const wanted: Array<[string, [number, number], number]> = [
		['a day', [noon, noon + DAY - 1], 38],
		['an hour', [noon, noon + 3_599], 38],
		['the last day', [364 * DAY, Infinity], 28],
		['the first day', [-Infinity, DAY], 28],
		['nobody, since all joined later', [-Infinity, -3_600], 2],
		['nobody, since all joined earlier', [YEAR + 3_600, Infinity], 2],
	];

	const cases = growths.flatMap(([growth, idOf, secondsOf]) =>
		wanted.map(([who, ends, most]) => ({ growth, idOf, secondsOf, who, ends, most })),
	);

	test.each(cases)(
		'few requests find $who, with $growth',
		async ({ idOf, secondsOf, ends: [first, last], most }) => {
			const { send, seen } = grown(idOf, secondsOf);
			const found = await joined({ send }, 4, {
				from: first === -Infinity ? undefined : moment(START + first),
				until: last === Infinity ? undefined : moment(START + last),
			});
			let expected = 0;
			for (let nth = 0; nth < MEMBERS; nth += 1)
				if (secondsOf(nth) >= first && secondsOf(nth) <= last) expected += 1;
			expect(found).toHaveLength(expected);
			expect(seen.requests - Math.ceil(expected / 10_000)).toBeLessThanOrEqual(most);
		},
	);
});

test('an empty group takes two requests', async () => {
	const server = memberServer([]);
	expect(await joined(server, 4, { from: '2026-01-01T00:00:00' })).toEqual([]);
	expect(server.seen.requests).toBe(2);
});

test('without a range it is the whole list', async () => {
	const server = memberServer(upFrom(1, 500), { cap: 100 });
	expect(await joined(server, 4, { since: '100' })).toEqual(upFrom(101, 400));
});

test('both ends of the range are part of it, to the second', async () => {
	const server = serverOf(upFrom(1, 100), (id) => id);
	const when = { from: moment(START + 20), until: moment(START + 30) };
	expect(await joined(server, 4, when)).toEqual(upFrom(20, 11));
});

test('a member without a date is a refusal, since nobody can tell whether they are meant', async () => {
	const server = memberServer(upFrom(1, 10), { dateOf: (id) => (id === 10 ? '' : wireDate(START)) });
	await expect(joined(server, 4, { from: moment(START) })).rejects.toMatchObject({ kind: 'unreadable' });
});
