import type { Request, Send } from '../../nodes/api/request';

interface ServerOptions {
	/** Rows it gives at most. */
	cap?: number;
	/** Where page 2 starts: after the rows that were asked for, or after those that were given. */
	start?: 'asked' | 'given';
	/** Happens before the nth request is answered; a list is what that answers instead. */
	before?: (nth: number) => number[] | void;
	nameOf?: (id: number) => string;
}

/** A server that lists groups of these ids, as they are at the moment. */
export function groupServer(
	ids: number[],
	{
		cap = 1_000,
		start = 'given',
		before = () => undefined,
		nameOf = (id) => `group ${id}`,
	}: ServerOptions = {},
): { send: Send; asked: Request[] } {
	const asked: Request[] = [];
	const row = (id: number) => ({ id, name: nameOf(id), dateCreated: '', lastUpdated: '' });
	const send = (async (request: Request) => {
		const { query = {} } = request;
		asked.push(request);
		const instead = before(asked.length);
		const rows = Number(query.rows);
		const given = Math.min(rows, cap);
		const from = (Number(query.page) - 1) * (start === 'asked' ? rows : given);
		const sign = query.sord === 'desc' ? -1 : 1;
		const sorted = ids.toSorted((one, other) =>
			query.sidx === 'name' && nameOf(one) !== nameOf(other)
				? sign * (nameOf(one) < nameOf(other) ? -1 : 1)
				: sign * (one - other),
		);
		const page = instead ?? sorted.slice(from, from + given);
		return await Promise.resolve(
			request.read({ page: query.page, records: 0, rows: page.map(row), total: 1 }, 200),
		);
	}) as Send;
	return { send, asked };
}
