import { textOf } from './body';
import { Refusal, type RefusalFacts, type WorkDone } from '../errors';
import { errorIn } from './errorInBody';
import { tryParseJson } from './json';
import { nextStep } from './nextStep';
import { type Request, describeRequest } from '../request';
import { readRetryAfterMs } from './retryAfter';
import { excerpt } from './secrets';
import { blamesToken, isSizeRefusal } from './verdicts';

/** An HTTP answer with its body as it came. */
export interface Answer {
	status: number;
	headers: Record<string, unknown>;
	bytes: Buffer;
}

const LONGEST_CODE = 100;
const LONGEST_WORDS = 500;
const LONGEST_QUOTE = 200;

/**
 * Reads an answer as its request says; throws a {@link Refusal}.
 *
 * DM Hub often refuses with HTTP 200, so a 2xx is a success only without an `error_code` other than 0, an `error`
 * object, or `success: false`. A 5xx with a code means that the application refused, any other that the server failed,
 * and nobody knows what it has done; 429, 502, 503 and 504 mean that it is busy, whatever the body says.
 * @param redact hides the secrets in a text that the server may have echoed
 * @param wordsTell whether words about the token count as a refusal of the token
 */
export function readAnswer<Reply>(
	request: Request<Reply>,
	answer: Answer,
	redact: (text: string) => string,
	wordsTell = true,
): Reply {
	const { status, bytes } = answer;
	const what = describeRequest(request);
	if ([408, 429, 502, 503, 504].includes(status)) throw busy(request, answer);
	if (status >= 300 && status < 400) throw redirected(what, answer, redact);

	const text = textOf(bytes);
	const body = tryParseJson(text);
	const told = body.json === undefined ? undefined : errorIn(body.json);
	const refusal = (facts: Omit<RefusalFacts, 'httpStatus'>) => new Refusal({ httpStatus: status, ...facts });
	// Only a code of DM Hub's shows that it was the application that answered, and that it did nothing.
	const isCrash = status >= 500 && (told?.code === undefined || told.code === String(status));
	const record = status < 300 && told && !told.isCertain ? recordIn(request, body.json, status) : undefined;
	if (record) return record.reply;
	if (told && !isCrash) {
		const code = told.code === undefined ? undefined : excerpt(told.code, LONGEST_CODE, redact);
		const words = excerpt(told.words, LONGEST_WORDS, redact);
		const quoted = `${words ? `“${words}”` : 'no reason given'} (${code === undefined ? '' : `code ${code}, `}HTTP ${status})`;
		const blamed = blamesToken(request, status, code, words);
		const isToken = blamed === 'surely' || (blamed !== false && wordsTell);
		throw refusal({
			kind: isToken ? 'token' : isSizeRefusal(status, words) ? 'size' : 'refused',
			work: 'undone',
			code,
			words,
			message: `DM Hub refused ${isToken ? 'the access token' : what}: ${quoted}`,
			description: nextStep(code, status),
			byWords: isToken && blamed !== 'surely' ? true : undefined,
		});
	}
	// Only a failure is quoted: a page of members is a megabyte.
	const quoting = () => {
		const quoted = request.isSecret ? '' : excerpt(text.trim(), LONGEST_QUOTE, redact);
		return quoted && `: ${quoted}`;
	};
	if (status === 401)
		throw refusal({
			kind: 'token',
			work: 'undone',
			message: 'DM Hub refused the access token (HTTP 401)',
		});
	if (isSizeRefusal(status, ''))
		throw refusal({
			kind: 'size',
			work: 'undone',
			message: `${what} was too large for the server (HTTP ${status})`,
		});
	if (status >= 500)
		throw refusal({
			kind: 'busy',
			work: workLostOf(request),
			message: `The server failed at ${what} (HTTP ${status})${quoting()}`,
			description: nextStep(undefined, status),
		});
	if (status >= 400)
		throw refusal({
			kind: 'refused',
			work: 'undone',
			message: `${what} was refused with HTTP ${status}${quoting()}`,
			description: nextStep(undefined, status),
		});
	const isEmpty = text.trim() === '';
	if (!isEmpty && body.json === undefined && (!request.anyBody || /^\s*</.test(text)))
		throw refusal({
			kind: 'unreadable',
			work: workLostOf(request),
			message: `The response to ${what} is not from DM Hub’s API${quoting()}`,
			description:
				'Something else responds at the Base URL in the credential, such as a login page or a proxy. Check the Base URL.',
		});
	return request.read(body.json, status);
}

/** What the reader finds in a body that may be a record, though a field of it is named like an error. */
function recordIn<Reply>(
	{ isRecord, read }: Request<Reply>,
	json: unknown,
	status: number,
): { reply: Reply } | undefined {
	if (!isRecord) return undefined;
	try {
		return { reply: read(json, status) };
	} catch {
		return undefined;
	}
}

/** What is known about a request whose answer is lost: a read leaves nothing done. */
const workLostOf = ({ method }: Request): WorkDone => (method === 'GET' ? 'undone' : 'unknown');

function busy(request: Request, { status, headers }: Answer): Refusal {
	const what = describeRequest(request);
	const lost = workLostOf(request);
	return new Refusal({
		kind: 'busy',
		httpStatus: status,
		retryAfterMs: readRetryAfterMs(headers),
		// After a 503 the server has most likely not started; after a 408, 502 or 504 it may have.
		work: status === 429 ? 'undone' : status === 503 && lost === 'unknown' ? 'doubtful' : lost,
		message:
			status === 429
				? `DM Hub is rate limiting requests (${what}, HTTP 429)`
				: `The server was too busy to answer ${what} (HTTP ${status})`,
		description:
			'Run it again later. What was already done is kept; adding and removing members again is safe.',
	});
}

function redirected(what: string, { status, headers }: Answer, redact: (text: string) => string): Refusal {
	const target =
		typeof headers.location === 'string'
			? excerpt(headers.location.split('?')[0], LONGEST_QUOTE, redact)
			: 'nowhere';
	return new Refusal({
		kind: 'setup',
		work: 'undone',
		httpStatus: status,
		message: `${what} was redirected to ${target} (HTTP ${status}), which is not followed because the address holds the access token`,
		description:
			'Enter the address of the API itself as Base URL in the credential (for example https instead of http).',
	});
}
