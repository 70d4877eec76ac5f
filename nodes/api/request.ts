interface Asked {
	path: string;
	query?: Record<string, string | number | undefined>;
	/** What the body of a success may be: JSON by default, `anything` where none is documented; `members` and `saved` have their own readers. */
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

/** A request as plain data; paths and names are the reference's. A read may always be repeated; a write says whether it may. */
export type Request = Reading | Writing;

/** Sends one request and gives the parsed body of a success; throws a Refusal. */
export type Send = <Reply>(request: Request) => Promise<Reply>;

/** Ways to send. */
export interface Connection {
	send: Send;
	/** For requests that find out how a lost write ended: allowed even after a refusal has stopped the run. */
	verify: Send;
}

/** What a message calls a request: `GET /v1/lists`. */
export const describeRequest = ({ method, path }: Pick<Request, 'method' | 'path'>): string =>
	`${method} ${path}`;
