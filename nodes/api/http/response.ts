import { textOf, type HttpResponse } from './fetchResponse';
import { Refusal } from '../errors';
import { tryParseJson } from './json';
import { capital } from '../quote';
import { describeRequest, workLostOf, type Request } from '../request';
import { excerpt } from './secrets';
import { blamesToken, errorIn, isSizeRefusal, isRejection, adviceFor, type ServerError } from './serverError';

type Redact = (text: string) => string;

/** The server, or the gateway before it, has no time, whatever the body says. */
const TOO_BUSY = [408, 502, 503, 504];
const LONGEST_CODE = 100;
const LONGEST_MESSAGE = 500;
const LONGEST_QUOTE = 200;
/** No server asks for more; what does is a date in milliseconds, or a mistake. */
const LONGEST_RETRY_AFTER_MS = 365 * 24 * 3_600_000;

/**
 * Reads a response as its request says; throws a {@link Refusal}.
 *
 * DM Hub often refuses with HTTP 200, so a 2xx is a success only without an error in its body. A 5xx with a code means
 * that the application refused, any other that the server failed, and nobody knows what it has done.
 * @param redact hides the secrets in a text that the server may have echoed
 * @param trustMessage whether words about the token count as a refusal of the token
 */
export function readResponse<Reply>(
	request: Request<Reply>,
	response: HttpResponse,
	redact: Redact,
	trustMessage = true,
): Reply {
	const { status } = response;
	if (status === 429) throw rateLimited(request, response);
	if (TOO_BUSY.includes(status)) throw tooBusy(request, response);
	if (status >= 300 && status < 400) throw redirected(request, response, redact);

	const text = textOf(response.bytes);
	const { json } = tryParseJson(text);
	const error = errorIn(json);
	if (status >= 500 && !isRejection(error, status))
		throw crashed(request, status, quoted(request, text, redact));
	const record = error && status < 300 ? recordIn(request, json, status, error) : undefined;
	if (record) return record.reply;
	if (error) throw refused(request, status, error, redact, trustMessage);
	if (status >= 400) throw refusedWithoutReason(request, status, quoted(request, text, redact));
	if (!mayBeSuccess(request, text, json)) throw notFromDmHub(request, status, quoted(request, text, redact));
	return request.read(json === undefined && request.anyBody ? text : json, status);
}

/** What the reader finds in a body that may be a record, though a field of it is named like an error. */
function recordIn<Reply>(
	{ isRecord, read }: Request<Reply>,
	json: unknown,
	status: number,
	{ isCertain }: ServerError,
): { reply: Reply } | undefined {
	if (!isRecord || isCertain) return undefined;
	try {
		return { reply: read(json, status) };
	} catch {
		return undefined;
	}
}

const mayBeSuccess = ({ anyBody }: Request, text: string, json: unknown): boolean =>
	json !== undefined || text.trim() === '' || (anyBody === true && !/^\s*[<{[]/.test(text));

/** Only a failure is quoted: a page of members is a megabyte. */
function quoted({ isSecret }: Request, text: string, redact: Redact): string {
	const shown = isSecret ? '' : excerpt(text.trim(), LONGEST_QUOTE, redact);
	return shown && `: ${shown}`;
}

const LATER = 'Run it again later. What was already done is kept; adding and removing members again is safe.';

const rateLimited = (request: Request, { status, headers }: HttpResponse): Refusal =>
	new Refusal({
		kind: 'busy',
		work: 'undone',
		httpStatus: status,
		retryAfterMs: retryAfterMsIn(headers),
		message: `DM Hub is rate limiting requests (${describeRequest(request)}, HTTP ${status})`,
		description: LATER,
	});

function tooBusy(request: Request, { status, headers }: HttpResponse): Refusal {
	const lost = workLostOf(request);
	return new Refusal({
		kind: 'busy',
		// After a 503 the server has most likely not started; after a 408, 502 or 504 it may have.
		work: status === 503 && lost === 'unknown' ? 'doubtful' : lost,
		httpStatus: status,
		retryAfterMs: retryAfterMsIn(headers),
		message: `The server was too busy to answer ${describeRequest(request)} (HTTP ${status})`,
		description: LATER,
	});
}

/**
 * `Retry-After`, a number of seconds or a date, as milliseconds from now, by the server's clock where it is known;
 * undefined where it is neither, or too large to be meant.
 */
function retryAfterMsIn(headers: HttpResponse['headers']): number | undefined {
	const value = headers['retry-after'];
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const inMs = String(value).trim() === '' ? NaN : Number(value) * 1000;
	const serverNow = Date.parse(String(headers.date));
	const untilDate = () => Date.parse(String(value)) - (Number.isNaN(serverNow) ? Date.now() : serverNow);
	const waitMs = Number.isNaN(inMs) ? untilDate() : inMs;
	return waitMs <= LONGEST_RETRY_AFTER_MS ? Math.max(0, waitMs) : undefined;
}

function redirected(request: Request, { status, headers }: HttpResponse, redact: Redact): Refusal {
	const { location } = headers;
	const target =
		typeof location === 'string' ? excerpt(location.split('?')[0], LONGEST_QUOTE, redact) : 'nowhere';
	return new Refusal({
		kind: 'setup',
		work: 'undone',
		httpStatus: status,
		message: `${capital(describeRequest(request))} was redirected to ${target} (HTTP ${status}), which is not followed because the address holds the access token`,
		description:
			'Enter the address of the API itself as Base URL in the credential (for example https instead of http).',
	});
}

const crashed = (request: Request, status: number, quote: string): Refusal =>
	new Refusal({
		kind: 'busy',
		work: workLostOf(request),
		httpStatus: status,
		message: `The server failed while processing ${describeRequest(request)} (HTTP ${status})${quote}`,
		// Whichever 5xx it is: proxies have statuses of their own, such as 520.
		description: adviceFor(undefined, 500),
	});

function refused(
	request: Request,
	status: number,
	error: ServerError,
	redact: Redact,
	trustMessage: boolean,
): Refusal {
	const code = error.code === undefined ? undefined : excerpt(error.code, LONGEST_CODE, redact);
	const serverMessage = excerpt(error.message, LONGEST_MESSAGE, redact);
	const blamed = blamesToken(request, status, code, serverMessage);
	const isToken = blamed === 'surely' || (blamed !== false && trustMessage);
	const source = code === undefined ? `HTTP ${status}` : `code ${code}, HTTP ${status}`;
	return new Refusal({
		kind: isToken ? 'token' : isSizeRefusal(status, serverMessage) ? 'size' : 'refused',
		work: 'undone',
		httpStatus: status,
		code,
		serverMessage,
		message: `DM Hub refused ${isToken ? 'the access token' : describeRequest(request)}: ${serverMessage ? `“${serverMessage}”` : 'no reason given'} (${source})`,
		description: adviceFor(code, status, serverMessage),
		guessedFromMessage: isToken && blamed !== 'surely' ? true : undefined,
	});
}

function refusedWithoutReason(request: Request, status: number, quote: string): Refusal {
	const what = capital(describeRequest(request));
	const facts = { work: 'undone', httpStatus: status } as const;
	if (status === 401)
		return new Refusal({ ...facts, kind: 'token', message: 'DM Hub refused the access token (HTTP 401)' });
	if (isSizeRefusal(status, ''))
		return new Refusal({
			...facts,
			kind: 'size',
			message: `${what} was too large for the server (HTTP ${status})`,
			// What can be split is split, and shows no such refusal.
			description:
				'It cannot be sent in smaller parts. Ask whoever runs the server, or a proxy before it, to allow larger requests.',
		});
	return new Refusal({
		...facts,
		kind: 'refused',
		message: `${what} was refused with HTTP ${status}${quote}`,
		description: adviceFor(undefined, status),
	});
}

const notFromDmHub = (request: Request, status: number, quote: string): Refusal =>
	new Refusal({
		kind: 'unreadable',
		work: workLostOf(request),
		httpStatus: status,
		message: `The response to ${describeRequest(request)} is not from DM Hub’s API${quote}`,
		description:
			'Something else responds at the Base URL in the credential, such as a login page or a proxy. Check the Base URL.',
	});
