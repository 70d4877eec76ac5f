import type { Id } from './ids';

interface KindFacts {
	/** Passes with time, as a busy server or a broken connection does. */
	transient?: true;
	/** A smaller request would fail in the same way. */
	affectsEveryRequest?: true;
	/** Every other request of the run would meet it, too. */
	endsRun?: true;
	/** What it is called where the facts do not say it more precisely. */
	reason: Reason;
	/** What n8n is told, where the answer proves it. */
	cause?: FailureCause;
}

/** Why an item failed, in one word for IF and Switch: the value of `details.reason`. Stored in users' workflows. */
export type Reason =
	/** A value that cannot be read. */
	| 'invalid'
	/** There is no such customer. */
	| 'notFound'
	/** Several customers or groups. */
	| 'ambiguous'
	| 'groupNotFound'
	/** DM Hub did not search, so nobody can tell whether there is such a customer. */
	| 'notSearched'
	/** The application lacks a right. */
	| 'noRight'
	| 'credential'
	/** By DM Hub. */
	| 'refused'
	/** Busy, unreachable, or asks to be called later. */
	| 'unavailable'
	/** Its answer. */
	| 'unreadable'
	/** A safeguard of the node: those of a sync (removal limit, empty source, loop, somebody unreadable or unknown), *Only If Empty*, *Stop*. */
	| 'guard'
	| 'stopped';

type TimedCause = 'rate-limited' | 'temporarily-unavailable';
type ActionableCause = 'credential-invalid' | 'configuration-invalid';
type FailureCause = TimedCause | ActionableCause;

/** What n8n 2.37 and newer reads from an error as its `failure`: plain data, a part of n8n-workflow's type of that name. */
export type DeclaredFailure =
	| {
			cause: TimedCause;
			/** How long the server asked to wait. */
			retryAfterMs?: number;
	  }
	| { cause: ActionableCause };

/** Why a request did not do what it was sent for, and what follows from that. */
const KINDS = {
	/** DM Hub said no. */
	refused: { reason: 'refused' },
	/** The request was larger than the server accepts. */
	size: { reason: 'refused' },
	/** There is no such group or member. */
	absent: { reason: 'groupNotFound' },
	/** The access token is not valid. */
	token: { affectsEveryRequest: true, endsRun: true, reason: 'credential', cause: 'credential-invalid' },
	/** Token after token is refused, though the App ID and Secret are good: another system probably ends them. */
	contested: { affectsEveryRequest: true, endsRun: true, reason: 'credential' },
	/** The App ID or Secret is not valid. */
	credential: { affectsEveryRequest: true, endsRun: true, reason: 'credential', cause: 'credential-invalid' },
	/** The address or its certificate is wrong. */
	setup: { affectsEveryRequest: true, endsRun: true, reason: 'credential' },
	/** The server asks to be called later. */
	busy: {
		affectsEveryRequest: true,
		transient: true,
		reason: 'unavailable',
		cause: 'temporarily-unavailable',
	},
	/** No complete response. */
	connection: { affectsEveryRequest: true, transient: true, reason: 'unavailable' },
	/** The run ends; nothing more is sent. */
	stopped: { affectsEveryRequest: true, reason: 'stopped' },
	/** The answer could not be understood. */
	unreadable: { reason: 'unreadable' },
} satisfies Record<string, KindFacts>;

export type RefusalKind = keyof typeof KINDS;

/** Whether a write was certainly not done, most likely not, or that is unknown. A read is always `undone`. */
export type WorkDone = 'undone' | 'doubtful' | 'unknown';

export interface RefusalFacts {
	kind: RefusalKind;
	/** No default: `undone` allows the write to be sent again. */
	work: WorkDone;
	/** What happened, one sentence, no secrets. */
	message: string;
	/** What to do next. */
	description?: string;
	/** What a model that uses the node as a tool is told instead: it can change a value, and not the node. */
	forModel?: string;
	/** Where the kind does not say it precisely. */
	reason?: Reason;
	/** The group that is gone, which may be another than the first that an item chooses. */
	listId?: Id;
	httpStatus?: number;
	code?: string;
	/** DM Hub's own words. */
	serverMessage?: string;
	/** How long the server asked to wait. */
	retryAfterMs?: number;
	/** Only the server's words mention the token, so the refusal may be about something else. */
	guessedFromMessage?: boolean;
}

/** DM Hub's code for an id that does not exist, and for an application without the right to use it. */
export const NO_SUCH_ID_OR_NO_RIGHT = '40201';

/** DM Hub's code for a value that it does not take. */
export const ILLEGAL_PARAMETER = '40004';

/** Why a request failed. Holds only plain text and numbers: never a request, a response or a token. */
export class Refusal extends Error {
	declare readonly kind: RefusalKind;
	declare readonly work: WorkDone;
	declare readonly description: string;
	declare readonly forModel?: string;
	declare readonly listId?: Id;
	declare readonly httpStatus?: number;
	declare readonly code?: string;
	declare readonly serverMessage?: string;
	declare readonly retryAfterMs?: number;
	declare readonly guessedFromMessage?: boolean;
	private readonly preciseReason?: Reason;

	constructor({ reason, ...facts }: RefusalFacts) {
		super(facts.message);
		Object.assign(this, { description: '' }, facts, { name: 'Refusal' });
		this.preciseReason = reason;
	}

	get transient(): boolean {
		return this.facts.transient === true;
	}

	get affectsEveryRequest(): boolean {
		return this.facts.affectsEveryRequest === true;
	}

	get endsRun(): boolean {
		return this.facts.endsRun === true && this.guessedFromMessage !== true;
	}

	/** Whether something before DM Hub knows no such call; where others are answered, this DM Hub has none. */
	get isOfNoSuchCall(): boolean {
		return this.code === undefined && (this.httpStatus === 404 || this.httpStatus === 405);
	}

	/** The value of `details.outcome`. */
	get outcome(): 'unknown' | undefined {
		return this.work === 'unknown' ? 'unknown' : undefined;
	}

	/** The value of `details.reason`. */
	get reason(): Reason {
		return this.preciseReason ?? this.facts.reason;
	}

	/** What n8n may conclude, as when to poll again; undefined where the answer does not prove it, or none came. */
	get failure(): DeclaredFailure | undefined {
		const { failureCause: cause, retryAfterMs } = this;
		if (cause === undefined) return undefined;
		if (cause === 'credential-invalid' || cause === 'configuration-invalid') return { cause };
		return retryAfterMs === undefined ? { cause } : { cause, retryAfterMs };
	}

	/** The same refusal with more facts. */
	with(more: Partial<RefusalFacts>): Refusal {
		return new Refusal({ ...this, message: this.message, reason: this.preciseReason, ...more });
	}

	private get failureCause(): FailureCause | undefined {
		const { kind, httpStatus, code, reason, guessedFromMessage, facts } = this;
		if (guessedFromMessage) return undefined;
		if (kind === 'busy' && httpStatus === 429) return 'rate-limited';
		if (reason === 'groupNotFound' || reason === 'noRight' || code === NO_SUCH_ID_OR_NO_RIGHT)
			return 'configuration-invalid';
		// A failed connection shows nothing; an answer from something else than DM Hub's API does.
		if (kind === 'setup' && httpStatus !== undefined) return 'configuration-invalid';
		return facts.cause;
	}

	private get facts(): KindFacts {
		return KINDS[this.kind];
	}
}

/** @param work `unknown` for a write that was under way */
export const stopped = (work: WorkDone = 'undone'): Refusal =>
	new Refusal({ kind: 'stopped', work, message: 'The run was stopped; nothing more was sent' });

/** The answer to a read is not what its call gives. @param expected `a group` */
export function unexpectedShape(expected: string): Refusal {
	return new Refusal({
		kind: 'unreadable',
		work: 'undone',
		message: `DM Hub’s response is not ${expected}`,
		description:
			'The response is not in the documented format. Check the Base URL in the credential, and any proxy between n8n and DM Hub.',
	});
}

/** An error and its causes, outermost first. Checked by shape: an error of another realm is not `instanceof Error` here. */
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
 * A refusal that survives n8n's wrapping of what a credential throws. n8n 1.x drops the cause of an error it wraps, but
 * keeps `response.data` as `context.data`.
 */
export const wrapForN8n = (refusal: Refusal): Error =>
	Object.assign(new Error(refusal.message, { cause: refusal }), { response: { data: { refusal } } });

/** The refusal that an error carries, however deep n8n wrapped it. */
export function refusalFrom(error: unknown): Refusal | undefined {
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
