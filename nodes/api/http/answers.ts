import { textOf } from './body';
import { Refusal, isSizeRefusal, isTokenRefusal, type RefusalFacts } from '../errors';
import { errorIn } from './errorInBody';
import { parseJson } from './json';
import { readMemberRows } from './memberRows';
import { nextStep } from './nextStep';
import { type Request, inQuestion } from '../request';

/** An HTTP answer with its body as it came. */
export interface Answer {
	status: number;
	headers: Record<string, unknown>;
	bytes: Buffer;
}

/** The record that a call created or updated, and which of the two: 201 when it is new. */
export class Saved {
	constructor(
		readonly httpStatus: number,
		readonly record: unknown,
	) {}
}

/**
 * What an answer says: its parsed body, or undefined when it has none; throws a {@link Refusal}.
 *
 * DM Hub answers HTTP 200 to many a refusal, so a 2xx is a success only without an `error_code` other than 0, an
 * `error` object, or `success: false`. A 500 with a well-formed code is the application refusing, any other 5xx a
 * server in trouble; 429, 502, 503 and 504 are the server being busy whatever the body says.
 * @param redact takes the secrets out of a text that the server may have echoed
 */
export function readAnswer(request: Request, answer: Answer, redact: (text: string) => string): unknown {
	const { status, bytes } = answer;
	const members = request.answers === 'members' && status === 200 ? readMemberRows(bytes) : undefined;
	if (members) return members;
	const asked = inQuestion(request);
	if ([408, 429, 502, 503, 504].includes(status)) throw busy(asked, answer);
	if (status >= 300 && status < 400) throw redirected(asked, answer, redact);

	const text = textOf(bytes);
	const body = parsed(text);
	const told = body.json === undefined ? undefined : errorIn(body.json);
	const refusal = (facts: Omit<RefusalFacts, 'httpStatus'>) => new Refusal({ httpStatus: status, ...facts });
	if (told) {
		const words = redact(told.words).slice(0, 500);
		const code = told.code === undefined ? undefined : redact(told.code);
		const quoted = `${words ? `“${words}”` : 'no reason given'} (${code === undefined ? '' : `code ${code}, `}HTTP ${status})`;
		const isToken = isTokenRefusal(status, code, words);
		throw refusal({
			kind: isToken ? 'token' : isSizeRefusal(status, words) ? 'size' : 'refused',
			code,
			words,
			message: `DM Hub refused ${isToken ? 'the access token' : asked}: ${quoted}`,
			description: nextStep(code, status),
		});
	}
	// Only a failure is quoted: a page of members is a megabyte.
	const quoting = () =>
		redact(text.trim())
			.slice(0, 200)
			.replace(/^(?=.)/s, ': ');
	if (status === 401) throw refusal({ kind: 'token', message: 'DM Hub refused the access token (HTTP 401)' });
	if (isSizeRefusal(status, ''))
		throw refusal({ kind: 'size', message: `${asked} was too large for the server (HTTP ${status})` });
	if (status >= 500)
		throw refusal({
			kind: 'busy',
			work: 'unknown',
			message: `The server failed at ${asked} (HTTP ${status})${quoting()}`,
			description: nextStep(undefined, status),
		});
	if (status >= 400)
		throw refusal({
			kind: 'refused',
			message: `${asked} was refused with HTTP ${status}${quoting()}`,
			description: nextStep(undefined, status),
		});
	if (text.trim() === '') return undefined;
	if (body.json === undefined && (request.answers !== 'anything' || /^\s*</.test(text)))
		throw refusal({
			kind: 'unreadable',
			work: 'unknown',
			message: `The answer to ${asked} is not from DM Hub’s API${quoting()}`,
			description:
				'Something else answers at the Base URL of the credential, such as a login page or a proxy. Check the Base URL.',
		});
	return request.answers === 'saved' ? new Saved(status, body.json) : body.json;
}

function parsed(text: string): { json?: unknown } {
	try {
		return { json: parseJson(text) };
	} catch {
		return {};
	}
}

function busy(asked: string, { status, headers }: Answer): Refusal {
	return new Refusal({
		kind: 'busy',
		httpStatus: status,
		retryAfter: readRetryAfter(headers),
		work: status === 429 ? 'undone' : status === 503 ? 'doubtful' : 'unknown',
		message:
			status === 429
				? `DM Hub takes no more requests for now (${asked}, HTTP 429)`
				: `The server was too busy to answer ${asked} (HTTP ${status})`,
		description:
			'Run it again later. What was done before stays done; running it again is safe for adding and removing members.',
	});
}

/** `Retry-After` is a number of seconds or a date. Milliseconds from now, by the server's clock where it tells. */
function readRetryAfter(headers: Record<string, unknown>): number | undefined {
	const value = headers['retry-after'];
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const seconds = Number(value);
	if (String(value).trim() !== '' && Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
	const date = Date.parse(String(value));
	if (Number.isNaN(date)) return undefined;
	const serverNow = Date.parse(String(headers.date));
	return Math.max(0, date - (Number.isNaN(serverNow) ? Date.now() : serverNow));
}

function redirected(asked: string, { status, headers }: Answer, redact: (text: string) => string): Refusal {
	const target =
		typeof headers.location === 'string' ? redact(headers.location.split('?')[0]).slice(0, 200) : 'nowhere';
	return new Refusal({
		kind: 'setup',
		httpStatus: status,
		message: `${asked} was redirected to ${target} (HTTP ${status}), which is not followed because the address holds the access token`,
		description:
			'Put the address of the API itself into the Base URL of the credential (https instead of http, for example).',
	});
}
