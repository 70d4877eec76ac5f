import type { Request, Send } from '../../nodes/api/request';
import { membersSideBySide } from '../../nodes/api/reading/sideBySide';

export interface MemberServer {
	send: Send;
	seen: { requests: number; inFlight: number; mostInFlight: number };
	/** The ids of its members, ascending; what a test takes away or adds is gone or there. */
	sorted: number[];
}

export interface ServerOptions {
	/** Rows it gives at most. */
	cap?: number;
	/** Turns of the event loop before an answer. */
	delay?: () => number;
	customerOf?: (id: number) => number;
	dateOf?: (id: number) => string;
}

/** A server that holds members of these ids in group 1; counts what it is asked. */
export function memberServer(
	ids: number[],
	{
		cap = 10_000,
		delay = () => 1,
		customerOf = (id) => id + 7,
		dateOf = () => '2017-06-07T12:20:20Z',
	}: ServerOptions = {},
): MemberServer {
	const sorted = [...new Set(ids)].sort((one, other) => one - other);
	const seen = { requests: 0, inFlight: 0, mostInFlight: 0 };
	const row = (id: number) => ({
		id,
		listId: 1,
		customerId: customerOf(id),
		dateCreated: dateOf(id),
		lastUpdated: '',
	});
	let byCustomer: number[] | undefined;
	const inOrder = (field: unknown) =>
		field === 'id'
			? { list: sorted, valueOf: (id: number) => id }
			: {
					list: (byCustomer ??= sorted.toSorted((one, other) => customerOf(one) - customerOf(other))),
					valueOf: customerOf,
				};
	const send = async ({ query = {}, read }: Request) => {
		seen.requests += 1;
		seen.inFlight += 1;
		seen.mostInFlight = Math.max(seen.mostInFlight, seen.inFlight);
		for (let turn = delay(); turn > 0; turn -= 1) await new Promise(setImmediate);
		const rows = Math.min(Number(query.rows), cap);
		const { list, valueOf } = inOrder(query.sidx);
		const isDescending = query.sord === 'desc';
		const since = query.sinceId === undefined ? undefined : Number(query.sinceId);
		const start = since === undefined ? 0 : firstWhere(list, (id) => valueOf(id) > since);
		const end = since === undefined ? list.length : firstWhere(list, (id) => valueOf(id) >= since);
		const found = isDescending
			? list.slice(Math.max(0, end - rows), end).reverse()
			: list.slice(start, start + rows);
		seen.inFlight -= 1;
		return read({ items: found.map(row) }, 200);
	};
	return { send: send as Send, seen, sorted };
}

function firstWhere(list: number[], holds: (id: number) => boolean): number {
	let [low, high] = [0, list.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (holds(list[middle])) high = middle;
		else low = middle + 1;
	}
	return low;
}

/** The ids that the node reads from such a server. */
export async function readIds(server: MemberServer, width: number, since?: number): Promise<number[]> {
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
