import { unexpectedShape, type WorkDone } from './errors';
import type { Id } from './ids';

interface BaseRequest<Reply> {
	path: string;
	/** What messages call it, where method and path say too little. */
	called?: string;
	query?: Record<string, string | number | undefined>;
	/** Reads the body of a success, parsed; undefined when there is none. Throws a Refusal where it has another shape. */
	read(body: unknown, httpStatus: number): Reply;
	/** Whether a success may have a body that is no JSON, where none is documented; the reader gets its text. */
	anyBody?: true;
	/** Whether a success is one record with its id, in which a field may be named like an error: the reader finds it or throws. */
	isRecord?: true;
	/** Whether the body holds a token: nothing of it is quoted but DM Hub's own words. */
	isSecret?: true;
}

interface ReadRequest<Reply> extends BaseRequest<Reply> {
	method: 'GET';
	body?: undefined;
	repeat?: undefined;
}

interface WriteRequest<Reply> extends BaseRequest<Reply> {
	method: 'POST' | 'DELETE';
	/** JSON. */
	body?: string;
	/**
	 * What may happen where it is not known whether it was done. `never`: it is not sent again. `byCaller`: a repeat does
	 * no harm, but only the caller sends it, since it must know that it did. `goneIsDone`: it is repeated; if the first
	 * attempt was done, the repeat finds nothing left to do, which DM Hub may answer with 40201.
	 */
	repeat: 'never' | 'byCaller' | 'goneIsDone';
}

/** A request as plain data, with the reader of its answer; paths and names are the reference's. A read may always be repeated; a write says whether it may. */
export type Request<Reply = unknown> = ReadRequest<Reply> | WriteRequest<Reply>;

/** Sends one request and gives what its answer says; throws a Refusal. */
export type Send = <Reply>(request: Request<Reply>) => Promise<Reply>;

/** Ways to send. */
export interface Connection {
	send: Send;
	/** For requests that find out how a lost write ended: allowed even after a refusal has stopped the run. */
	verify: Send;
}

/** What a message calls a request: `GET /v1/lists`. */
export const describeRequest = ({ method, path, called }: Request): string => called ?? `${method} ${path}`;

/** What is known about a request whose answer is lost: a read leaves nothing done. */
export const workLostOf = ({ method }: Request): WorkDone => (method === 'GET' ? 'undone' : 'unknown');

/** A bare integer, `{"count":n}` or `"n"`: the form is not documented, so all three are accepted. */
export function readCount(answer: unknown): number {
	const value =
		typeof answer === 'object' && answer !== null ? (answer as { count?: unknown }).count : answer;
	const count = typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;
	if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0)
		throw unexpectedShape('a count');
	return count;
}

/** Fields in which services tell of a failure or a success in words and numbers of their own. */
const VERDICTS = ['code', 'errcode', 'msg', 'errmsg', 'message', 'status'];

/** Words of a failure, where an answer is nothing but words. */
const A_NO = /fail|error|exception|denied|refused|失败|错误|异常|拒绝/i;

/** For calls whose answer is not documented. One with a verdict that nobody can read leaves open what was done. */
export function readNothing(body: unknown): void {
	const isVerdict =
		typeof body === 'object' && body !== null
			? VERDICTS.some((field) => field in body)
			: typeof body === 'string' && A_NO.test(body);
	if (isVerdict) throw unexpectedShape('an answer to this request').with({ work: 'unknown' });
}

/** Cuts ids into batches that fit into a URL: at most `count` of them, and at most `bytes` for the ids and their commas. */
export function* urlBatches(
	limits: () => { count: number; bytes: number },
	ids: Iterable<Id>,
): Generator<Id[]> {
	let batch: Id[] = [];
	let used = 0;
	for (const id of ids) {
		const { count, bytes } = limits();
		if (batch.length > 0 && (batch.length >= count || used + id.length + 1 > bytes)) {
			yield batch;
			batch = [];
			used = 0;
		}
		batch.push(id);
		used += id.length + 1;
	}
	if (batch.length > 0) yield batch;
}
