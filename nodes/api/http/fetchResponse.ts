import {
	sleep,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
} from 'n8n-workflow';
import { LARGEST_BODY_MB, networkRefusal, timedOut, tooLarge, type RequestContext } from './networkError';
import { Refusal, refusalFrom, stopped } from '../errors';
import { workLostOf, type Request } from '../request';
import { outcomeOf } from '../promises';

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
	baseUrl: string;
	/** What the credential adds to the request's own query. */
	credentialQuery?: IHttpRequestOptions['qs'];
	ignoreSslIssues: boolean;
	/** Aborts when the user stops the run. */
	stop?: AbortSignal;
}

/** An HTTP response with its body as it came. */
export interface HttpResponse {
	status: number;
	headers: Record<string, unknown>;
	bytes: Buffer;
}

/** UTF-8, without a byte order mark. */
export const textOf = (bytes: Buffer): string => new TextDecoder().decode(bytes);

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
	{ baseUrl, credentialQuery, ignoreSslIssues, stop }: HttpCall,
	send: (options: IHttpRequestOptions) => Promise<StreamedResponse>,
): Promise<HttpResponse> {
	const { method, body } = context.request;
	const url = urlOf(baseUrl, context.request);
	const timeoutMs = context.timeoutSeconds * 1000;
	const request = new AbortController();
	const abort = () => request.abort();
	stop?.addEventListener('abort', abort, { once: true });
	const answered = new AbortController();
	const begun = performance.now();
	// A new object for every call, since n8n and the credential's `authenticate` write into it.
	const sent = send({
		url,
		...(credentialQuery === undefined ? {} : { qs: credentialQuery }),
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
	throw refusalFrom(outcome.error) ?? networkRefusal(outcome.error, context);
}

/** The response with its body; undefined when that is too large. */
async function received(sent: Promise<StreamedResponse>): Promise<HttpResponse | undefined> {
	const { statusCode: status, headers, body } = await sent;
	const bytes = await readBody(body);
	return bytes && { status, headers, bytes };
}

/**
 * Reads a body piece by piece, so that a huge one cannot bring n8n down; undefined when it is too large.
 * @param body as n8n's HTTP helper gives it with `encoding: 'stream'`
 */
export async function readBody(body: AsyncIterable<Buffer>): Promise<Buffer | undefined> {
	const pieces: Buffer[] = [];
	let size = 0;
	for await (const piece of body) {
		pieces.push(piece);
		size += piece.length;
		if (size > LARGEST_BODY_MB * 1024 * 1024) return undefined;
	}
	return Buffer.concat(pieces);
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

/** Where a request goes; throws a Refusal when the Base URL is not one. */
export function urlOf(baseUrl: string, { path, query }: Pick<Request, 'path' | 'query'>): string {
	if (!isBaseUrl(baseUrl))
		throw new Refusal({
			kind: 'setup',
			work: 'undone',
			message: 'The Base URL in the credential is not a valid URL',
			description: `${whatIsWrongIn(baseUrl)}, e.g. https://api.convertlab.com`,
		});
	const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
	const search = pairs.map(([name, value]) => `${name}=${inQuery(String(value))}`).join('&');
	return `${baseUrl}${path}${search ? `?${search}` : ''}`;
}

const isBaseUrl = (text: string): boolean =>
	/^https?:\/\/[^/?#\s][^?#\s]*$/i.test(text) && URL.canParse(text);

function whatIsWrongIn(baseUrl: string): string {
	if (!/^https?:\/\//i.test(baseUrl)) return 'Enter it with https:// in front';
	return /[?#]/.test(baseUrl)
		? 'Enter the address of the API without “?” or “#” and what follows'
		: 'Enter the address of the API alone';
}

/** Leaves commas and colons as they are, which a query allows: encoded they take three bytes each, and ids come by the thousand. */
const inQuery = (value: string): string =>
	encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':');
