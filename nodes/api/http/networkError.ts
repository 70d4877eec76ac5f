import { excerpt } from './secrets';
import { Refusal, causesOf, messageOf } from '../errors';
import { describeRequest, workLostOf, type Request } from '../request';

/** A request without a complete response. */
export interface RequestContext {
	request: Request;
	/** The limit for the whole response. */
	timeoutSeconds: number;
	/** Hides the secrets in a text. */
	redact: (text: string) => string;
}

const CUT = 'the connection was cut';
const LATE = 'no response came in time';
const OUT_OF_REACH = 'the server cannot be reached from here';

/** What the error codes of Node and axios mean, in plain words. */
const PLAIN_WORDS: Record<string, string> = {
	ECONNREFUSED: 'the server refused the connection',
	ECONNRESET: CUT,
	EPIPE: CUT,
	ERR_BAD_RESPONSE: CUT,
	ERR_STREAM_PREMATURE_CLOSE: CUT,
	ETIMEDOUT: LATE,
	ECONNABORTED: LATE,
	ENOTFOUND: 'there is no server with that name',
	EAI_AGAIN: 'the name of the server could not be looked up',
	EHOSTUNREACH: OUT_OF_REACH,
	ENETUNREACH: OUT_OF_REACH,
};

/** Codes of connections that were never made, so the server cannot have done anything. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const CODE = /^[A-Z_]{4}[A-Z0-9_]{0,60}$/;
const CODE_IN_WORDS = /\b(?:E[A-Z]{4,60}|ERR_[A-Z_]{1,60})\b/;
/** Failures before the request goes out: of the certificate, or of the handshake (EPROTO). Later ones are ERR_SSL_… in Node. */
const HANDSHAKE = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|EPROTO/;
const GARBLED = /ERR_SSL|HPE_/;

/**
 * The refusal for an error thrown below HTTP. n8n wraps the original several times, and the original holds the
 * whole request with the token in its URL, so only its code and a redacted message are read.
 */
export function networkRefusal(error: unknown, { request, redact }: RequestContext): Refusal {
	const what = describeRequest(request);
	const code = codeIn(error);
	const said = excerpt(messageOf(error), 300, redact);
	const words = GARBLED.test(code)
		? `what came back could not be read as a response (${code})`
		: (PLAIN_WORDS[code] ?? (/timeout|timed out/i.test(said) ? LATE : undefined));
	if (HANDSHAKE.test(code) || (!words && /certificate/i.test(said)))
		return new Refusal({
			kind: 'setup',
			work: 'undone',
			message: `The connection to DM Hub is not secure (${code || said}), so ${what} was not sent`,
			description:
				'Check that the Base URL in the credential begins with https:// or http:// as the server requires. For a private deployment with a certificate of its own, let n8n trust that certificate or turn on “Ignore SSL Issues (Insecure)” in the credential.',
		});
	if (!words && code === '' && !/socket|aborted|network|terminated/i.test(said))
		return new Refusal({
			kind: 'setup',
			work: 'undone',
			message: `${what} could not be sent: ${said}`,
			description: 'Check the Base URL in the credential.',
		});
	const why = words ?? CUT;
	return new Refusal({
		kind: 'connection',
		work: NEVER_SENT.has(code) ? 'undone' : workLostOf(request),
		message: why === CUT ? `No complete response to ${what}: ${why}` : `No response to ${what}: ${why}`,
		description:
			'Check the network of the machine that n8n runs on and the Base URL in the credential, or run it again later.',
	});
}

/** A page of 10,000 rows is far smaller; a larger body is faulty or not from DM Hub. */
export const LARGEST_BODY_MB = 64;

export const timedOut = ({ request, timeoutSeconds }: RequestContext): Refusal =>
	new Refusal({
		kind: 'connection',
		work: workLostOf(request),
		message: `No complete response to ${describeRequest(request)} within ${timeoutSeconds === 1 ? '1 second' : `${timeoutSeconds} seconds`}`,
		description: 'Run it again later, or raise “Timeout” in the options of the node.',
	});

export const tooLarge = ({ request }: RequestContext): Refusal =>
	new Refusal({
		kind: 'unreadable',
		work: workLostOf(request),
		message: `The response to ${describeRequest(request)} is larger than ${LARGEST_BODY_MB} MB and was not read`,
		description:
			'DM Hub does not send responses of this size. Check the Base URL in the credential, and any proxy between n8n and DM Hub.',
	});

/** n8n 1.x keeps the code in `httpCode` and the original words in `messages`, and replaces the message with its own. */
function codeIn(error: unknown): string {
	for (const { code, httpCode, messages } of causesOf(error)) {
		for (const value of [code, httpCode]) if (typeof value === 'string' && CODE.test(value)) return value;
		const [word] = Array.isArray(messages) ? (CODE_IN_WORDS.exec(messages.join(' ')) ?? []) : [];
		if (word !== undefined) return word;
	}
	return '';
}
