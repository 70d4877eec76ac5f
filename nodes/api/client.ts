import {
	sleep,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
} from 'n8n-workflow';
import type { Answer } from './answers';
import { connectionRefusal, timedOut } from './connection';
import { Refusal, inQuestion, refusalIn } from './errors';
import { writeJson, type Json } from './json';
import { baseUrlOf } from './token';

/** A request as plain data; paths and names are the reference's. */
export interface Request {
	method: 'GET' | 'POST' | 'DELETE';
	path: string;
	query?: Record<string, string | number | undefined>;
	body?: Json;
	/** A write that finds nothing left to do the second time: 40201 to a repeat means done. Others are never repeated blindly. */
	repeat?: 'goneIsDone';
	/** What a success may carry; JSON unless the reference documents none. */
	answers?: 'anything';
	/** Asks what a lost answer had done: allowed after the run has been stopped by a refusal. */
	settles?: boolean;
}

/** Sends one request and gives the parsed body of a success; throws a Refusal. */
export type Send = <Reply>(request: Request) => Promise<Reply>;

/** What n8n hands to a node's execute, picker or poll. */
export type Host = (IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions) & {
	getExecutionCancelSignal?(): AbortSignal | undefined;
};

/** No page of 10,000 rows comes near this; more is not DM Hub, or not healthy. */
const LARGEST_ANSWER = 64 * 1024 * 1024;

/**
 * The one call into n8n's HTTP helper.
 * @param credential decrypted; n8n writes a renewed `sessionToken` into it
 * @param timeout seconds, for the whole answer
 */
export async function transport(
	host: Host,
	credential: ICredentialDataDecryptedObject,
	request: Request,
	timeout: number,
	redact: (text: string) => string,
): Promise<Answer> {
	const asked = inQuestion(request);
	const deadline = Date.now() + timeout * 1000;
	// Fresh for every call: n8n and the credential's authenticate write into it.
	const options: IHttpRequestOptions = {
		method: request.method,
		url: addressOf(credential, request),
		...(request.body === undefined
			? {}
			: { body: writeJson(request.body), headers: { 'Content-Type': 'application/json' } }),
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		skipSslCertificateValidation: credential.ignoreSslIssues === true,
		timeout: timeout * 1000,
	};
	try {
		const answer = await host.helpers.httpRequestWithAuthentication.call(host, 'convertlabApi', options, {
			credentialsDecrypted: { id: '', name: '', type: 'convertlabApi', data: credential },
		});
		const text = await readText(answer.body, deadline, asked, redact);
		if (text === 'late') return refuse(timedOut(asked, timeout));
		if (text === 'huge') return refuse(tooMuch(asked));
		return { status: answer.statusCode, headers: answer.headers, text: text.text };
	} catch (error) {
		return refuse(refusalIn(error) ?? connectionRefusal(error, asked, redact));
	}
}

function refuse(refusal: Refusal): never {
	throw refusal;
}

/** Reads a body piece by piece, so that one that is endless, huge or stuck cannot take n8n with it. */
async function readText(
	body: AsyncIterable<Buffer> & { destroy?(): void },
	deadline: number,
	asked: string,
	redact: (text: string) => string,
): Promise<{ text: string } | 'late' | 'huge'> {
	const pieces: Buffer[] = [];
	let size = 0;
	let late = false;
	let open: typeof body | undefined = body;
	const over = new AbortController();
	const expire = () => {
		late = open !== undefined;
		open?.destroy?.();
	};
	void sleep(Math.max(1, deadline - Date.now()), over.signal).then(expire, () => undefined);
	try {
		for await (const piece of body) {
			pieces.push(piece);
			size += piece.length;
			if (size > LARGEST_ANSWER) return 'huge';
		}
		return late
			? 'late'
			: {
					text: Buffer.concat(pieces)
						.toString('utf8')
						.replace(/^\uFEFF/, ''),
				};
	} catch (error) {
		return late ? 'late' : refuse(connectionRefusal(error, asked, redact));
	} finally {
		open = undefined;
		over.abort();
	}
}

function tooMuch(asked: string): Refusal {
	return new Refusal({
		kind: 'unreadable',
		work: 'unknown',
		message: `The answer to ${asked} is larger than ${LARGEST_ANSWER / 1024 / 1024} MB and was not read`,
		description:
			'DM Hub does not send answers of this size. Check the Base URL in the credential, and what stands between n8n and DM Hub.',
	});
}

function addressOf(credential: ICredentialDataDecryptedObject, { path, query }: Request): string {
	const base = baseUrlOf(credential);
	if (!/^https?:\/\/[^/?#\s]+/i.test(base))
		throw new Refusal({
			kind: 'setup',
			message: 'The Base URL in the credential is not an address',
			description: 'Enter it with https:// in front, e.g. https://api.convertlab.com',
		});
	const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
	const search = pairs.map(([name, value]) => `${name}=${inQuery(String(value))}`).join('&');
	return `${base}${path}${search ? `?${search}` : ''}`;
}

/** Commas and colons may stand in a query as they are; encoded they cost three bytes each, and ids come by the thousand. */
export const inQuery = (value: string): string =>
	encodeURIComponent(value).replace(/%(2C|3A)/g, (encoded) => (encoded === '%2C' ? ',' : ':'));
