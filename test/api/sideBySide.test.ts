import fc from 'fast-check';
import { memberServer, readIds } from './servers';
import { upFrom } from '../support/inputs';

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
						islands.flatMap(({ from, count, step }) => upFrom(from + 1, count, step)),
						{ cap, delay: () => delays.next().value as number },
					);
					const expected = server.sorted.filter((id) => since === undefined || id > since);
					expect(await readIds(server, width, since)).toEqual(expected);
					expect(server.seen.mostInFlight).toBeLessThanOrEqual(Math.max(2, width));
					const pages = pagesOf(expected.length, cap);
					expect(server.seen.requests).toBeLessThanOrEqual(2.5 * pages + 2 * width + 2);
				},
			),
			{ numRuns: 300 },
		);
	});

	test('asks for a group of one page with two requests, side by side', async () => {
		const server = memberServer(upFrom(1, 200));
		await readIds(server, 8);
		expect(server.seen).toMatchObject({ requests: 2, mostInFlight: 2 });
	});

	test('asks for hardly any row of dense IDs twice', async () => {
		const server = memberServer(upFrom(1, 10_000), { cap: CAP });
		await readIds(server, 8);
		expect(server.seen.requests).toBeLessThanOrEqual(103);
		expect(server.seen.mostInFlight).toBe(8);
	});

	test.each([
		['scattered evenly', upFrom(1, 10_000, 7), 1.15],
		['in 30 islands of a page', upFrom(0, 30).flatMap((island) => upFrom(1 + island * 100_000, CAP)), 1.3],
		[
			'in 10 islands of ten pages',
			upFrom(0, 10).flatMap((island) => upFrom(1 + island * 100_000, 10 * CAP)),
			2.5,
		],
		['ever sparser', upFrom(1, 10_000).map((n) => n + Math.floor((n * n) / 1000)), 1.6],
	])('takes few more requests than page by page where IDs are %s', async (_, ids, most) => {
		const server = memberServer(ids, { cap: CAP });
		expect(await readIds(server, 8)).toEqual(server.sorted);
		expect(server.seen.requests / pagesOf(ids.length, CAP)).toBeLessThanOrEqual(most);
	});
});
