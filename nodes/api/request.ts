interface Asked {
	path: string;
	query?: Record<string, string | number | undefined>;
	/** What the body of a success may be: JSON, unless the reference documents none; memberships are read faster by a reader of their own. */
	successBody?: 'anything' | 'members' | 'saved';
}

interface Reading extends Asked {
	method: 'GET';
	body?: undefined;
	repeat?: undefined;
}

interface Writing extends Asked {
	method: 'POST' | 'DELETE';
	/** JSON. */
	body?: string;
	/**
	 * What may happen where it is not known whether it was done: `never` is not sent again; `goneIsDone` may be, and
	 * finds nothing left to do then, which DM Hub answers with 40201.
	 */
	repeat: 'never' | 'goneIsDone';
}

/** A request as plain data; paths and names are the reference's. Reading can always be repeated, a write says so. */
export type Request = Reading | Writing;

/** Sends one request and gives the parsed body of a success; throws a Refusal. */
export type Send = <Reply>(request: Request) => Promise<Reply>;

/** Ways to send. */
export interface Connection {
	send: Send;
	/** For what finds out how a lost write ended: allowed after a refusal has stopped the run, too. */
	verify: Send;
}

/** What a message calls a request: `GET /v1/lists`. */
export const describeRequest = ({ method, path }: Pick<Request, 'method' | 'path'>): string =>
	`${method} ${path}`;
