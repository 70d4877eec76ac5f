import {
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
} from 'n8n-workflow';
import type { Answer } from './answers';
import { readBody } from './body';
import { connectionRefusal } from './connection';
import { Refusal, refusalIn, refuse } from '../errors';
import { inQuestion, type Request } from '../request';
import { baseUrlOf } from '../sending/token';

/** What n8n hands to a node's execute, picker or poll. */
export type Host = (IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions) & {
	getExecutionCancelSignal?(): AbortSignal | undefined;
};

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
	const deadline = performance.now() + timeout * 1000;
	// Fresh for every call: n8n and the credential's authenticate write into it.
	const options: IHttpRequestOptions = {
		method: request.method,
		url: addressOf(credential, request),
		...(request.body === undefined
			? {}
			: { body: request.body, headers: { 'Content-Type': 'application/json' } }),
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
		const bytes = await readBody(answer.body, { asked, timeout, deadline, redact });
		return { status: answer.statusCode, headers: answer.headers, bytes };
	} catch (error) {
		return refuse(refusalIn(error) ?? connectionRefusal(error, asked, redact));
	}
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
