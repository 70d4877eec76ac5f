import fc from 'fast-check';
import { membersSideBySide } from '../../nodes/api/reading/sideBySide';
import type { Request, Send } from '../../nodes/api/request';

/** A server that holds members of these ids and gives at most `cap` rows an answer; counts what it is asked. */
function memberServer(ids: number[], cap = 10_000, delay: () => number = () => 1) {
	const sorted = [...new Set(ids)].sort((one, other) => one - other);
	const seen = { requests: 0, inFlight: 0, mostInFlight: 0 };
	const row = (id: number) => ({
		id,
		listId: 1,
		customerId: id + 7,
		dateCreated: '2017-06-07T12:20:20Z',
		lastUpdated: '',
	});
	const send = async ({ query = {} }: Request) => {
		seen.requests += 1;
		seen.inFlight += 1;
		seen.mostInFlight = Math.max(seen.mostInFlight, seen.inFlight);
		for (let turn = delay(); turn > 0; turn -= 1) await new Promise(setImmediate);
		const rows = Math.min(Number(query.rows), cap);
		const since = query.sinceId === undefined ? undefined : Number(query.sinceId);
		const found =
			query.sord === 'desc'
				? sorted.slice(-rows).reverse()
				: sorted.slice(since === undefined ? 0 : firstBeyond(sorted, since)).slice(0, rows);
		seen.inFlight -= 1;
		return { items: found.map(row) };
	};
	return { send: send as Send, seen, sorted };
}

function firstBeyond(sorted: number[], since: number): number {
	let [low, high] = [0, sorted.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (sorted[middle] <= since) low = middle + 1;
		else high = middle;
	}
	return low;
}

async function read(
	server: ReturnType<typeof memberServer>,
	width: number,
	since?: number,
): Promise<number[]> {
	const ids: number[] = [];
	for await (const page of membersSideBySide(
		server.send,
		width,
		{ listId: '1' },
		since === undefined ? undefined : String(since),
	))
		for (const { id } of page) ids.push(Number(id));
	return ids;
}

const range = (from: number, count: number, step = 1) =>
	Array.from({ length: count }, (_, index) => from + index * step);
/** Rows the server gives at most, for small tests: the node asks for 10,000. */
const CAP = 100;
/** Pages of the plain loop. */
const pagesOf = (count: number, cap: number) => Math.ceil(count / cap);

describe('reading a group side by side', () => {
	test('gives every member once, ids ascending, whatever the distribution, the cap and the order of answers', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(
					fc.record({ from: fc.nat(50_000), count: fc.nat(400), step: fc.integer({ min: 1, max: 50 }) }),
					{ maxLength: 8 },
				),
				fc.integer({ min: 1, max: 60 }),
				fc.integer({ min: 1, max: 16 }),
				fc.option(fc.nat(60_000), { nil: undefined }),
				fc.infiniteStream(fc.integer({ min: 0, max: 6 })),
				async (islands, cap, width, since, delays) => {
					const server = memberServer(
						islands.flatMap(({ from, count, step }) => range(from + 1, count, step)),
						cap,
						() => delays.next().value as number,
					);
					const expected = server.sorted.filter((id) => since === undefined || id > since);
					expect(await read(server, width, since)).toEqual(expected);
					expect(server.seen.mostInFlight).toBeLessThanOrEqual(Math.max(2, width));
					const pages = pagesOf(expected.length, cap);
					expect(server.seen.requests).toBeLessThanOrEqual(2.5 * pages + 2 * width + 2);
				},
			),
			{ numRuns: 300 },
		);
	});

	test('asks for a group of one page with two requests, side by side', async () => {
		const server = memberServer(range(1, 200));
		await read(server, 8);
		expect(server.seen).toMatchObject({ requests: 2, mostInFlight: 2 });
	});

	test('asks for dense IDs almost no row twice', async () => {
		const server = memberServer(range(1, 10_000), CAP);
		await read(server, 8);
		expect(server.seen.requests).toBeLessThanOrEqual(103);
		expect(server.seen.mostInFlight).toBe(8);
	});

	test.each([
		['scattered evenly', range(1, 10_000, 7), 1.15],
		['in 30 islands of a page', range(0, 30).flatMap((island) => range(1 + island * 100_000, CAP)), 1.3],
		[
			'in 10 islands of ten pages',
			range(0, 10).flatMap((island) => range(1 + island * 100_000, 10 * CAP)),
			2.5,
		],
		['ever sparser', range(1, 10_000).map((n) => n + Math.floor((n * n) / 1000)), 1.6],
	])('takes few more requests than page by page where IDs are %s', async (_, ids, most) => {
		const server = memberServer(ids, CAP);
		expect(await read(server, 8)).toEqual(server.sorted);
		expect(server.seen.requests / pagesOf(ids.length, CAP)).toBeLessThanOrEqual(most);
	});
});

describe('an empty page, though members with higher IDs exist,', () => {
	/** Answers the requests that `isEmptied` picks with nothing; those for the newest never. */
	function emptying(ids: number[], isEmptied: (sinceId: number, times: number) => boolean) {
		const server = memberServer(ids, CAP);
		const times = new Map<number, number>();
		const send = (async (request: Request) => {
			const answer = await server.send<object>(request);
			if (request.query?.sord === 'desc') return answer;
			const since = Number(request.query?.sinceId ?? 0);
			times.set(since, (times.get(since) ?? 0) + 1);
			return isEmptied(since, times.get(since)!) ? { items: [] } : answer;
		}) as Send;
		return { ...server, send };
	}

	test.each([
		['at the beginning', 0],
		['in the middle', 100],
	])('%s, is asked for once more', async (_, at) => {
		const server = emptying(range(1, 450), (since, times) => since === at && times === 1);
		expect(await read(server, 1)).toEqual(server.sorted);
	});

	test.each([
		['at the beginning', 0],
		['in the middle', 100],
	])('%s, that stays empty is a refusal: the list is not cut short', async (_, at) => {
		const server = emptying(range(1, 450), (since) => since >= at);
		await expect(read(server, 4)).rejects.toThrow(
			`DM Hub sent no members after membership ${at}, though its newest is 450`,
		);
	});
});

test('reading ends early where the newest members left meanwhile', async () => {
	const server = memberServer(range(1, 250), CAP);
	let asked = 0;
	const send = (async (request: Request) => {
		asked += 1;
		// The first page and the newest are asked for together.
		if (asked === 3) server.sorted.splice(100);
		return await server.send(request);
	}) as Send;
	expect(await read({ ...server, send }, 1)).toEqual(range(1, 100));
});
