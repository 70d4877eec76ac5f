import type { Request, Send } from '../../nodes/api/request';
import { membersSideBySide } from '../../nodes/api/reading/sideBySide';

/** A server that holds members of these ids and gives at most `cap` rows an answer; counts what it is asked. */
export function memberServer(ids: number[], cap = 10_000, delay: () => number = () => 1) {
	const sorted = [...new Set(ids)].sort((one, other) => one - other);
	const seen = { requests: 0, inFlight: 0, mostInFlight: 0 };
	const row = (id: number) => ({
		id,
		listId: 1,
		customerId: id + 7,
		dateCreated: '2017-06-07T12:20:20Z',
		lastUpdated: '',
	});
	const send = async ({ query = {}, read }: Request) => {
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
		return read({ items: found.map(row) }, 200);
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

/** The ids that the node reads from such a server. */
export async function readIds(
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

export const range = (from: number, count: number, step = 1) =>
	Array.from({ length: count }, (_, index) => from + index * step);
