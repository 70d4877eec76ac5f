import type { JsonSchema } from '../switches';
import type { Json } from './longs';
import type { LoggedRequest } from './log';

/** Per kind: whether the request's work is done, and what then goes over the wire. */
export const faultKinds = {
	busy: {
		work: false,
		meaning:
			'The server or its gateway is busy: `status` (503), `retryAfter`, `body` `html` (as nginx) or `json`',
	},
	cut: { work: false, meaning: 'The connection breaks before anything is done' },
	lost: { work: true, meaning: 'The work is done, then the connection breaks without an answer' },
	lostHtml: {
		work: true,
		meaning: 'The work is done, then the gateway answers `status` (502) with its HTML page',
	},
	hung: {
		work: false,
		meaning:
			'Does nothing and never answers; with `bytes` the headers come, that many bytes of the body (0 too), and nothing more',
	},
	hungAfter: { work: true, meaning: 'The same with the work done' },
	slow: { work: true, meaning: '`ms` late (1000), otherwise well' },
	truncated: {
		work: true,
		meaning:
			'Does the work; the headers announce the whole body, half of it comes, then the connection breaks',
	},
	refuse: {
		work: false,
		meaning: 'Any literal answer: `status` (200), `body` (a text is sent as it is), `contentType`, `headers`',
	},
	redirect: { work: false, meaning: '302 to `location`' },
	echoToken: {
		work: false,
		meaning:
			'A refusal (`status` 200, `code` 40004) that repeats the token in its words, or `where` it says, in `forms` (`plain`, `percent`, `form`)',
	},
	badJson: {
		work: true,
		meaning: 'Does the work, answers 200 with JSON broken off in the middle but complete as to its length',
	},
	hugeBody: { work: false, meaning: '200 with valid JSON padded to `bytes` (64 MiB)' },
	endlessBody: {
		work: false,
		meaning: '200 with a body that never ends; with `ms`, one byte of it every that many ms',
	},
	deepJson: { work: false, meaning: '200 with valid JSON nested `depth` deep (100,000)' },
};

export type FaultKind = keyof typeof faultKinds;
export const FAULT_KINDS = Object.keys(faultKinds) as FaultKind[];

export interface Match {
	method?: string;
	/** Equal to the path, or with `*` at its end the beginning of it. */
	path?: string;
}

/** How a secret that comes back may be written. */
const echoForms = ['plain', 'percent', 'form', 'twice', 'hex', 'padded', 'decimal', 'json'] as const;
export type EchoForm = (typeof echoForms)[number];

/** What faultFields says of each. */
export interface Fault {
	kind: FaultKind;
	match?: Match | ((request: LoggedRequest) => boolean);
	times?: number;
	after?: number;
	work?: boolean;
	status?: number;
	code?: Json;
	retryAfter?: number | string;
	body?: Json;
	contentType?: string;
	headers?: Record<string, string>;
	location?: string;
	ms?: number;
	bytes?: number;
	depth?: number;
	where?: 'words' | 'code' | 'both';
	forms?: EchoForm[];
}

const count: JsonSchema = { type: 'integer', minimum: 0 };
const text: JsonSchema = { type: 'string' };

export const faultFields: Record<keyof Fault, { schema: JsonSchema; meaning: string }> = {
	kind: { schema: { enum: FAULT_KINDS }, meaning: 'One of those above' },
	match: {
		schema: { type: 'object', properties: { method: text, path: text }, additionalProperties: false },
		meaning:
			'`{"method"?, "path"?}`: which requests; the path as a whole, or with `*` at its end the beginning of it. In a test also a function of the request',
	},
	times: { schema: { type: 'integer', minimum: 1 }, meaning: 'How many of these it strikes; 1' },
	after: { schema: count, meaning: 'How many of these it lets pass first; 0' },
	work: { schema: { type: 'boolean' }, meaning: 'Whether the work is done, whatever the kind does' },
	status: { schema: { type: 'integer', minimum: 200, maximum: 599 }, meaning: 'HTTP status' },
	code: { schema: {}, meaning: 'Of a refusal; any JSON' },
	retryAfter: {
		schema: { type: ['number', 'string'] },
		meaning: 'The header as it is: seconds, an HTTP date, or nonsense',
	},
	body: { schema: {}, meaning: 'Any JSON; a text is sent as it is' },
	contentType: { schema: text, meaning: 'The header' },
	headers: { schema: { type: 'object', additionalProperties: text }, meaning: '`{"Name":"value"}`' },
	location: { schema: text, meaning: 'Of a redirect' },
	ms: { schema: { type: 'number', minimum: 0 }, meaning: 'Of a slow or dripping answer' },
	bytes: { schema: count, meaning: 'Of a huge body, or of what comes before silence' },
	depth: { schema: count, meaning: 'Of nested JSON' },
	where: { schema: { enum: ['words', 'code', 'both'] }, meaning: 'Where a token is echoed' },
	forms: {
		schema: { type: 'array', items: { enum: echoForms }, minItems: 1 },
		meaning: `How it is written: ${echoForms.map((form) => `\`${form}\``).join(' ')}`,
	},
};

/** A fault as JSON can say it. */
export const faultSchema: JsonSchema = {
	type: 'object',
	properties: Object.fromEntries(Object.entries(faultFields).map(([name, { schema }]) => [name, schema])),
	required: ['kind'],
	additionalProperties: false,
};

type Plan = (request: LoggedRequest) => Fault | FaultKind | undefined;

export class Faults {
	private waiting: Array<{ fault: Fault; skip: number; left: number }> = [];
	private planned: Plan | undefined;

	/** Strikes requests in the order the faults were added; one request, one fault. */
	add(...faults: Fault[]): void {
		for (const fault of faults) this.waiting.push({ fault, skip: fault.after ?? 0, left: fault.times ?? 1 });
	}

	/** Strikes the next request, whichever it is: also one for a token. */
	next(fault: Fault | FaultKind): void {
		this.add(asFault(fault));
	}

	/** Asked for every request none of the added faults strikes: for seeded random runs. */
	plan(plan: Plan | undefined): void {
		this.planned = plan;
	}

	clear(): void {
		this.waiting = [];
		this.planned = undefined;
	}

	/** Faults still to come. */
	get pending(): Fault[] {
		return this.waiting.map(({ fault }) => fault);
	}

	strike(request: LoggedRequest): Fault | undefined {
		for (const entry of this.waiting) {
			if (!matches(entry.fault.match, request)) continue;
			if (entry.skip-- > 0) continue;
			if (--entry.left <= 0) this.waiting = this.waiting.filter((other) => other !== entry);
			return entry.fault;
		}
		const fault = this.planned?.(request);
		return fault === undefined ? undefined : asFault(fault);
	}
}

const asFault = (fault: Fault | FaultKind): Fault => (typeof fault === 'string' ? { kind: fault } : fault);

function matches(match: Fault['match'], request: LoggedRequest): boolean {
	if (typeof match === 'function') return match(request);
	const { method, path } = match ?? {};
	if (method !== undefined && method !== request.method) return false;
	if (path?.endsWith('*')) return request.path.startsWith(path.slice(0, -1));
	return path === undefined || path === request.path;
}
