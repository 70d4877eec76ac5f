import type { IHttpRequestOptions } from 'n8n-workflow';
import type { Answer } from './answers';
import { readBody } from './body';
import { connectionRefusal, type Asked } from './connection';
import { refusalIn } from '../errors';
import { outcomeOf } from '../result';

interface StreamedAnswer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: AsyncIterable<Buffer>;
}

/** What differs from call to call. */
export interface HttpCall extends Asked {
	options: Pick<IHttpRequestOptions, 'method' | 'url' | 'qs' | 'body' | 'headers'>;
	ignoreSslIssues: boolean;
}

/**
 * Sends one request and gives its answer, whatever its status, within `timeoutSeconds`; throws a Refusal.
 * @param post n8n's HTTP helper
 */
export async function fetchAnswer(
	{ options, ignoreSslIssues, ...asked }: HttpCall,
	post: (options: IHttpRequestOptions) => Promise<StreamedAnswer>,
): Promise<Answer> {
	const begun = performance.now();
	const timeoutMs = asked.timeoutSeconds * 1000;
	// A new object for every call, since n8n and the credential's `authenticate` write into it.
	const sent = await outcomeOf(
		post({
			...options,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			skipSslCertificateValidation: ignoreSslIssues,
			timeout: timeoutMs,
		}),
	);
	// The original error is dropped: it holds the whole request, with its secrets.
	if ('error' in sent) throw refusalIn(sent.error) ?? connectionRefusal(sent.error, asked);
	const { statusCode: status, headers, body } = sent.value;
	return { status, headers, bytes: await readBody(body, asked, timeoutMs - (performance.now() - begun)) };
}
