/**
 * Why a request did not do what it was sent for.
 * - `refused` DM Hub said no · `token` the access token is not valid · `credential` App ID or Secret are not valid
 * - `size` more in one request than the server takes · `busy` come back later · `connection` no whole answer came
 * - `unreadable` an answer that makes no sense · `setup` the address or its certificate is wrong · `absent` no such group or member
 * - `stopped` the run ends; nothing more is sent
 */
export type RefusalKind =
	| 'refused'
	| 'token'
	| 'credential'
	| 'size'
	| 'busy'
	| 'connection'
	| 'unreadable'
	| 'setup'
	| 'absent'
	| 'stopped';

export interface RefusalFacts {
	kind: RefusalKind;
	/** What happened, one sentence, no secrets. */
	message: string;
	/** What to do next. */
	description?: string;
	httpStatus?: number;
	code?: string;
	/** DM Hub's own words. */
	words?: string;
	/** Milliseconds that the server asked to wait. */
	retryAfter?: number;
	/** Whether the work was surely not done, most likely not, or nobody here knows. */
	work?: 'undone' | 'doubtful' | 'unknown';
	/** Set where nobody can tell what is so; `details.outcome` says it to the workflow. */
	outcome?: 'unknown';
}

/** The API answered badly. Carries plain text and figures only: never a request, a response or a token. */
export class Refusal extends Error {
	declare readonly kind: RefusalKind;
	declare readonly description: string;
	declare readonly httpStatus?: number;
	declare readonly code?: string;
	declare readonly words?: string;
	declare readonly retryAfter?: number;
	declare readonly outcome?: 'unknown';
	declare readonly work: 'undone' | 'doubtful' | 'unknown';

	constructor(facts: RefusalFacts) {
		super(facts.message);
		const { description = '', work = 'undone' } = facts;
		Object.assign(this, facts, { name: 'Refusal', description, work });
	}

	/** Busy servers and broken connections pass; a reasoned no does not. */
	get passing(): boolean {
		return this.kind === 'busy' || this.kind === 'connection';
	}

	/** True when it concerns the whole run, so that asking for a part of the work could not go better. */
	get concernsEverything(): boolean {
		return ['token', 'credential', 'busy', 'connection', 'setup', 'stopped'].includes(this.kind);
	}

	/** The same refusal, said with more of what is known. */
	with(more: Partial<RefusalFacts>): Refusal {
		return new Refusal({ ...this, message: this.message, ...more });
	}
}

const TOKEN_CODES = new Set(['40001', '40002', '40014', '42001']);
const TOKEN_WORDS = /token|令牌/i;

/** Codes of an invalid token are customary, not documented: words that mention the token count as well. */
export function isTokenRefusal(httpStatus: number, code: string | undefined, words: string): boolean {
	if (httpStatus === 401 || (code !== undefined && TOKEN_CODES.has(code))) return true;
	// A refusal may echo the address it was asked at; the parameter's name there says nothing about the token.
	return TOKEN_WORDS.test(words.replace(/access_token=\S*/g, ''));
}

export const isSizeRefusal = (httpStatus: number, words: string): boolean =>
	httpStatus === 413 ||
	httpStatus === 414 ||
	/too many (items|customers|ids|members|records)|(uri|url|request|entity|body|batch)[\w -]*too (long|large|big)|at most \d+ (items|customers|ids)|超过.{0,12}(上限|最大)|数量过多/i.test(
		words,
	);

/** Throws what is an error that n8n may store already: in a `catch` n8n's linter wants to see one made anew. */
export function refuse(error: unknown): never {
	throw error;
}

/** An error and what caused it, outermost first. By shape: an error of another realm is no `instanceof Error` here. */
export function* causesOf(error: unknown): Generator<{
	message?: unknown;
	messages?: unknown;
	code?: unknown;
	httpCode?: unknown;
	cause?: unknown;
	context?: unknown;
}> {
	for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 8; depth += 1) {
		yield at;
		at = (at as { cause?: unknown }).cause;
	}
}

/**
 * A refusal for n8n to wrap, as it does with what a credential throws. 1.x loses the cause of an error that it wraps, and
 * keeps `response.data` as `context.data`.
 */
export const wrappable = (refusal: Refusal): Error =>
	Object.assign(new Error(refusal.message, { cause: refusal }), { response: { data: { refusal } } });

/** The refusal that an error carries, however deep n8n wrapped it. */
export function refusalIn(error: unknown): Refusal | undefined {
	for (const cause of causesOf(error)) {
		if (cause instanceof Refusal) return cause;
		const refusal = (cause.context as { data?: { refusal?: unknown } } | undefined)?.data?.refusal;
		if (refusal instanceof Refusal) return refusal;
	}
	return undefined;
}

export function messageOf(error: unknown): string {
	for (const { message } of causesOf(error))
		if (typeof message === 'string' && message !== '') return message;
	return typeof error === 'string' && error !== '' ? error : 'for an unknown reason';
}
