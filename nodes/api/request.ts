/** A request as plain data; paths and names are the reference's. */
export interface Request {
	method: 'GET' | 'POST' | 'DELETE';
	path: string;
	query?: Record<string, string | number | undefined>;
	/** JSON. */
	body?: string;
	/**
	 * A write that may be sent again after a lost answer: `goneIsDone` finds nothing left to do then, and 40201 to the
	 * repeat means done; `sameAgain` does the same once more. Others are never repeated blindly.
	 */
	repeat?: 'goneIsDone' | 'sameAgain';
	/** What a success may carry: JSON unless the reference documents none, and that is quicker to read where it is members. */
	answers?: 'anything' | 'members' | 'saved';
	/** Asks what a lost answer had done: allowed after the run has been stopped by a refusal. */
	settles?: boolean;
}

/** Sends one request and gives the parsed body of a success; throws a Refusal. */
export type Send = <Reply>(request: Request) => Promise<Reply>;

/** What a message calls a request: `GET /v1/lists`. */
export const inQuestion = ({ method, path }: Pick<Request, 'method' | 'path'>): string => `${method} ${path}`;
