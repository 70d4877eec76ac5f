import {
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IPollFunctions,
} from 'n8n-workflow';
import { addressOf } from './address';
import type { Answer } from './answers';
import { fetchAnswer } from './fetchAnswer';
import { describeRequest, type Request } from '../request';

/** The context that n8n gives to a node's execute, picker or poll. */
export type Host = (IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions) & {
	getExecutionCancelSignal?(): AbortSignal | undefined;
};

export const CREDENTIAL = 'convertlabApi';

/** Sends one request with the token of the credential. */
export async function transport(
	host: Host,
	credential: ICredentialDataDecryptedObject,
	request: Request,
	{ timeoutSeconds, redact }: { timeoutSeconds: number; redact: (text: string) => string },
): Promise<Answer> {
	const { method, body } = request;
	return await fetchAnswer(
		{
			what: describeRequest(request),
			isWrite: method !== 'GET',
			timeoutSeconds,
			redact,
			options: {
				method,
				url: addressOf(credential, request),
				...(body === undefined ? {} : { body, headers: { 'Content-Type': 'application/json' } }),
			},
			ignoreSslIssues: credential.ignoreSslIssues === true,
			stop: host.getExecutionCancelSignal?.(),
		},
		async (options) => await callWith(host, credential, options),
	);
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
) {
	const ownSignal = { getExecutionCancelSignal: { value: () => options.abortSignal } };
	return await host.helpers.httpRequestWithAuthentication.call(
		Object.create(host, ownSignal) as Host,
		CREDENTIAL,
		options,
		{ credentialsDecrypted: { id: '', name: '', type: CREDENTIAL, data: credential } },
	);
}
