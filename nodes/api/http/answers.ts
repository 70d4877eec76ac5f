import { textOf } from './body';
import { Refusal, type RefusalFacts, type WorkDone } from '../errors';
import { errorIn } from './errorInBody';
import { parseJson } from './json';
import { nextStep } from './nextStep';
import { type Request, describeRequest } from '../request';
import { readRetryAfterMs } from './retryAfter';
import { blamesToken, isSizeRefusal } from './verdicts';

/** An HTTP answer with its body as it came. */
export interface Answer {
	status: number;
	headers: Record<string, unknown>;
	bytes: Buffer;
}

/**
 * Reads an answer as its request says; throws a {@link Refusal}.
 *
 * DM Hub often refuses with HTTP 200, so a 2xx is a success only without an `error_code` other than 0, an `error`
 * object, or `success: false`. A 500 with a well-formed code means that the application refused, any other 5xx that the
 * server failed; 429, 502, 503 and 504 mean that it is busy, whatever the body says.
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
	const body = parsed(text);
	const told = body.json === undefined ? undefined : errorIn(body.json);
	const refusal = (facts: Omit<RefusalFacts, 'httpStatus'>) => new Refusal({ httpStatus: status, ...facts });
	if (told) {
		const code = told.code === undefined ? undefined : redact(told.code);
		const words = redact(told.words).slice(0, 500);
		const quoted = `${words ? `“${words}”` : 'no reason given'} (${code === undefined ? '' : `code ${code}, `}HTTP ${status})`;
		const blamed = blamesToken(request, status, code, redact(told.words));
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
	const quoting = () =>
		redact(text.trim())
			.slice(0, 200)
			.replace(/^(?=.)/s, ': ');
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

/** What is known about a request whose answer is lost: a read leaves nothing done. */
const workLostOf = ({ method }: Request): WorkDone => (method === 'GET' ? 'undone' : 'unknown');

function parsed(text: string): { json?: unknown } {
	try {
		return { json: parseJson(text) };
	} catch {
		return {};
	}
}

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
		typeof headers.location === 'string' ? redact(headers.location.split('?')[0]).slice(0, 200) : 'nowhere';
	return new Refusal({
		kind: 'setup',
		work: 'undone',
		httpStatus: status,
		message: `${what} was redirected to ${target} (HTTP ${status}), which is not followed because the address holds the access token`,
		description:
			'Enter the address of the API itself as Base URL in the credential (for example https instead of http).',
	});
}
