interface Asked<Reply> {
	path: string;
	query?: Record<string, string | number | undefined>;
	/** Reads the body of a success, parsed; undefined when there is none. Throws a Refusal where it has another shape. */
	read(body: unknown, httpStatus: number): Reply;
	/** Whether a success may have a body that is no JSON, where none is documented. */
	anyBody?: true;
}

interface Reading<Reply> extends Asked<Reply> {
	method: 'GET';
	body?: undefined;
	repeat?: undefined;
}

interface Writing<Reply> extends Asked<Reply> {
	method: 'POST' | 'DELETE';
	/** JSON. */
	body?: string;
	/**
	 * What may happen where it is not known whether it was done: `never` is not sent again; `goneIsDone` may be, and
	 * finds nothing left to do then, which DM Hub answers with 40201.
	 */
	repeat: 'never' | 'goneIsDone';
}

/** A request as plain data, with the reader of its answer; paths and names are the reference's. A read may always be repeated; a write says whether it may. */
export type Request<Reply = unknown> = Reading<Reply> | Writing<Reply>;

/** Sends one request and gives what its answer says; throws a Refusal. */
export type Send = <Reply>(request: Request<Reply>) => Promise<Reply>;

/** Ways to send. */
export interface Connection {
	send: Send;
	/** For requests that find out how a lost write ended: allowed even after a refusal has stopped the run. */
	verify: Send;
}

/** What a message calls a request: `GET /v1/lists`. */
export const describeRequest = ({ method, path }: Pick<Request, 'method' | 'path'>): string =>
	`${method} ${path}`;
