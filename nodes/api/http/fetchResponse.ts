import {
	sleep,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
} from 'n8n-workflow';
import { readBody } from './body';
import { networkRefusal, timedOut, tooLarge, type RequestContext } from './networkError';
import type { HttpResponse } from './response';
import { refusalIn, stopped } from '../errors';
import { workLostOf } from '../request';
import { outcomeOf } from '../result';

/** The context that n8n gives to a node's execute, picker or poll. */
export type Host = (IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions) & {
	getExecutionCancelSignal?(): AbortSignal | undefined;
};

export const CREDENTIAL = 'convertlabApi';

const LONGEST_STEP_MS = 1_000;
/** Shared, since Node would otherwise create an error with a stack for every request. */
const ANSWERED = new Error('answered');

/** What differs from call to call. */
export interface HttpCall {
	options: Pick<IHttpRequestOptions, 'url' | 'qs'>;
	ignoreSslIssues: boolean;
	/** Aborts when the user stops the run. */
	stop?: AbortSignal;
}

interface StreamedResponse {
	statusCode: number;
	headers: HttpResponse['headers'];
	body: AsyncIterable<Buffer>;
}

/**
 * Sends one request and gives the response, whatever its status, within `timeoutSeconds`; throws a Refusal.
 *
 * The clock is raced against the whole of it. n8n's own limit ends with the headers; the body it gives is a stream that
 * waits for a piece that never comes even when it is destroyed. So the request itself is aborted, which frees its
 * connection, and nothing waits for that.
 * @param send n8n's HTTP helper
 */
export async function fetchResponse(
	context: RequestContext,
	{ options, ignoreSslIssues, stop }: HttpCall,
	send: (options: IHttpRequestOptions) => Promise<StreamedResponse>,
): Promise<HttpResponse> {
	const { method, body } = context.request;
	const timeoutMs = context.timeoutSeconds * 1000;
	const request = new AbortController();
	const abort = () => request.abort();
	stop?.addEventListener('abort', abort, { once: true });
	const answered = new AbortController();
	const begun = performance.now();
	// A new object for every call, since n8n and the credential's `authenticate` write into it.
	const sent = send({
		...options,
		method,
		...(body === undefined ? {} : { body, headers: { 'Content-Type': 'application/json' } }),
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		skipSslCertificateValidation: ignoreSslIssues,
		timeout: timeoutMs,
		abortSignal: request.signal,
	});
	const outcome = await Promise.race([outcomeOf(received(sent)), timeOrSignal(timeoutMs, answered.signal)]);
	stop?.removeEventListener('abort', abort);
	answered.abort(ANSWERED);
	if (outcome && 'value' in outcome && outcome.value) return outcome.value;
	abort();
	if (stop?.aborted) throw stopped(workLostOf(context.request));
	if (!outcome || performance.now() - begun >= timeoutMs) throw timedOut(context);
	if ('value' in outcome) throw tooLarge(context);
	// The original error is dropped: it holds the whole request, with its secrets.
	throw refusalIn(outcome.error) ?? networkRefusal(outcome.error, context);
}

/** The response with its body; undefined when that is too large. */
async function received(sent: Promise<StreamedResponse>): Promise<HttpResponse | undefined> {
	const { statusCode: status, headers, body } = await sent;
	const bytes = await readBody(body);
	return bytes && { status, headers, bytes };
}

/** In steps, since a signal cannot end a sleep in n8n 1.x. */
async function timeOrSignal(milliseconds: number, signal: AbortSignal): Promise<undefined> {
	const end = performance.now() + milliseconds;
	for (let left = milliseconds; left > 0 && !signal.aborted; left = end - performance.now())
		await sleep(Math.min(left, LONGEST_STEP_MS), signal).catch(() => undefined);
}

/**
 * The only call of n8n's authenticated HTTP helper. n8n aborts a request by the signal of the execution alone, and takes
 * the host's for it.
 * @param credential decrypted; n8n writes a `sessionToken` that it fetches into it
 */
export async function callWith(
	host: Host,
	credential: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
): Promise<StreamedResponse> {
	const ownSignal = { getExecutionCancelSignal: { value: () => options.abortSignal } };
	return (await host.helpers.httpRequestWithAuthentication.call(
		Object.create(host, ownSignal) as Host,
		CREDENTIAL,
		options,
		{ credentialsDecrypted: { id: '', name: '', type: CREDENTIAL, data: credential } },
	)) as StreamedResponse;
}
