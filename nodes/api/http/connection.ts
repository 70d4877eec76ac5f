import { Refusal, causesOf, messageOf } from '../errors';

const CUT = 'the connection was cut before the whole answer came';
const LATE = 'no answer came in time';
const OUT_OF_REACH = 'the server cannot be reached from here';

/** What Node's and axios's error codes mean to someone who has never seen one. */
const PLAIN_WORDS: Record<string, string> = {
	ECONNREFUSED: 'the server refused the connection',
	ECONNRESET: CUT,
	EPIPE: CUT,
	ERR_BAD_RESPONSE: CUT,
	ERR_STREAM_PREMATURE_CLOSE: CUT,
	ETIMEDOUT: LATE,
	ECONNABORTED: LATE,
	ENOTFOUND: 'there is no server of that name',
	EAI_AGAIN: 'the name of the server could not be looked up',
	EHOSTUNREACH: OUT_OF_REACH,
	ENETUNREACH: OUT_OF_REACH,
};

/** Codes of connections that never came about: the server cannot have done anything. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const CODE = /^[A-Z_]{4,}[A-Z0-9_]*$/;
const CODE_IN_WORDS = /\b(?:E[A-Z]{4,}|ERR_[A-Z_]+)\b/;
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|EPROTO|ERR_SSL/;

/**
 * The refusal for an error thrown below HTTP. n8n wraps the original several times, and the original holds the
 * whole request with the token in its URL, so only its code and a redacted message are read.
 * @param asked what was asked, such as `GET /v1/lists`
 */
export function connectionRefusal(error: unknown, asked: string, redact: (text: string) => string): Refusal {
	const code = codeIn(error);
	const said = redact(messageOf(error)).slice(0, 300);
	if (code === 'ERR_CANCELED') return stopped();
	if (CERTIFICATE.test(code) || /certificate/i.test(said))
		return new Refusal({
			kind: 'setup',
			message: `The connection to DM Hub is not secure (${code || said}), so ${asked} was not sent`,
			description:
				'Check that the Base URL in the credential begins with https:// or http:// as the server wants it. For a private deployment with a certificate of its own, let n8n trust that certificate or turn on “Ignore SSL Issues (Insecure)” in the credential.',
		});
	const words = PLAIN_WORDS[code] ?? (/timeout|timed out/i.test(said) ? LATE : undefined);
	if (!words && code === '' && !/socket|aborted|network|terminated/i.test(said))
		return new Refusal({
			kind: 'setup',
			message: `${asked} could not be sent: ${said}`,
			description: 'Check the Base URL in the credential.',
		});
	return new Refusal({
		kind: 'connection',
		work: NEVER_SENT.has(code) ? 'undone' : 'unknown',
		message: `No answer to ${asked}: ${words ?? CUT}`,
		description:
			'Check the network of the machine that n8n runs on and the Base URL in the credential, or run it again later.',
	});
}

export const timedOut = (asked: string, seconds: number): Refusal =>
	new Refusal({
		kind: 'connection',
		work: 'unknown',
		message: `No whole answer to ${asked} within ${seconds} seconds`,
		description: 'Run it again later, or raise “Timeout” in the options of the node.',
	});

export const stopped = (): Refusal =>
	new Refusal({ kind: 'stopped', message: 'The run was stopped; nothing more was sent' });

/** n8n 1.x leaves the code in `httpCode` and the original words in `messages`, and writes a sentence of its own over the message. */
function codeIn(error: unknown): string {
	for (const { code, httpCode, messages } of causesOf(error)) {
		for (const value of [code, httpCode]) if (typeof value === 'string' && CODE.test(value)) return value;
		const [word] = Array.isArray(messages) ? (CODE_IN_WORDS.exec(messages.join(' ')) ?? []) : [];
		if (word !== undefined) return word;
	}
	return '';
}
