import type { Request, Send } from '../../nodes/api/request';
import { memberServer, readIds } from './servers';
import { upFrom } from '../support/inputs';

/** Rows the server gives at most, for small tests: the node asks for 10,000. */
const CAP = 100;

describe('an empty page, though members with higher IDs exist,', () => {
	/** Answers the requests that `isEmptied` picks with nothing; those for the newest never. */
	function emptying(ids: number[], isEmptied: (sinceId: number, times: number) => boolean) {
		const server = memberServer(ids, { cap: CAP });
		const times = new Map<number, number>();
		const send = (async (request: Request) => {
			const answer = await server.send(request);
			if (request.query?.sord === 'desc') return answer;
			const since = Number(request.query?.sinceId ?? 0);
			times.set(since, (times.get(since) ?? 0) + 1);
			return isEmptied(since, times.get(since)!) ? [] : answer;
		}) as Send;
		return { ...server, send };
	}

	test.each([
		['at the beginning', 0],
		['in the middle', 100],
	])('%s, is asked for once more', async (_, at) => {
		const server = emptying(upFrom(1, 450), (since, times) => since === at && times === 1);
		expect(await readIds(server, 1)).toEqual(server.sorted);
	});

	test.each([
		['at the beginning', 0],
		['in the middle', 100],
	])('%s, that stays empty is a refusal: the list is not cut short', async (_, at) => {
		const server = emptying(upFrom(1, 450), (since) => since >= at);
		await expect(readIds(server, 4)).rejects.toThrow(
			`DM Hub sent no members${at === 0 ? '' : ` after membership ${at}`}, though the list ends with membership 450`,
		);
	});
});

test('reading ends early where the newest members left meanwhile', async () => {
	const server = memberServer(upFrom(1, 250), { cap: CAP });
	let asked = 0;
	const send = (async (request: Request) => {
		asked += 1;
		// The first page and the newest are asked for together.
		if (asked === 3) server.sorted.splice(100);
		return await server.send(request);
	}) as Send;
	expect(await readIds({ ...server, send }, 1)).toEqual(upFrom(1, 100));
});
