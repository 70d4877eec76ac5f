import { sleep, type IHttpRequestOptions } from 'n8n-workflow';
import type { Answer } from './answers';
import { readBody } from './body';
import { connectionRefusal, timedOut, tooLarge, type Asked } from './connection';
import { refusalIn } from '../errors';
import { outcomeOf } from '../result';

const LONGEST_STEP_MS = 1_000;
/** Shared, since Node would otherwise create an error with a stack for every request. */
const ANSWERED = new Error('answered');

interface StreamedAnswer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: AsyncIterable<Buffer>;
}

/** What differs from call to call. */
export interface HttpCall extends Asked {
	options: Pick<IHttpRequestOptions, 'method' | 'url' | 'qs' | 'body' | 'headers'>;
	ignoreSslIssues: boolean;
	/** Aborts when the user stops the run. */
	stop?: AbortSignal;
}

/**
 * Sends one request and gives its answer, whatever its status, within `timeoutSeconds`; throws a Refusal.
 *
 * The clock is raced against the whole of it. n8n's own limit ends with the headers; the body it gives is a stream that
 * waits for a piece that never comes even when it is destroyed. So the request itself is aborted, which frees its
 * connection, and nothing waits for that.
 * @param post n8n's HTTP helper
 */
export async function fetchAnswer(
	{ options, ignoreSslIssues, stop, ...asked }: HttpCall,
	post: (options: IHttpRequestOptions) => Promise<StreamedAnswer>,
): Promise<Answer> {
	const timeoutMs = asked.timeoutSeconds * 1000;
	const request = new AbortController();
	const abort = () => request.abort();
	stop?.addEventListener('abort', abort, { once: true });
	const answered = new AbortController();
	const begun = performance.now();
	const outcome = await Promise.race([
		outcomeOf(
			// A new object for every call, since n8n and the credential's `authenticate` write into it.
			received(
				post({
					...options,
					encoding: 'stream',
					returnFullResponse: true,
					ignoreHttpStatusErrors: true,
					disableFollowRedirect: true,
					skipSslCertificateValidation: ignoreSslIssues,
					timeout: timeoutMs,
					abortSignal: request.signal,
				}),
			),
		),
		timeOrSignal(timeoutMs, answered.signal),
	]);
	stop?.removeEventListener('abort', abort);
	answered.abort(ANSWERED);
	if (outcome && 'value' in outcome && outcome.value.bytes) {
		const { status, headers, bytes } = outcome.value;
		return { status, headers, bytes };
	}
	abort();
	const isLate = !outcome || performance.now() - begun >= timeoutMs;
	if (isLate && !stop?.aborted) throw timedOut(asked);
	if (!outcome || 'value' in outcome) throw tooLarge(asked);
	// The original error is dropped: it holds the whole request, with its secrets.
	throw refusalIn(outcome.error) ?? connectionRefusal(outcome.error, asked);
}

async function received(sent: Promise<StreamedAnswer>) {
	const { statusCode: status, headers, body } = await sent;
	return { status, headers, bytes: await readBody(body) };
}

/** In steps, since a signal cannot end a sleep in n8n 1.x. */
async function timeOrSignal(milliseconds: number, signal: AbortSignal): Promise<undefined> {
	const end = performance.now() + milliseconds;
	for (let left = milliseconds; left > 0 && !signal.aborted; left = end - performance.now())
		await sleep(Math.min(left, LONGEST_STEP_MS), signal).catch(() => undefined);
}
