import type { ICredentialDataDecryptedObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { readAnswer } from '../http/answers';
import { readBody } from '../http/body';
import { connectionRefusal } from '../http/connection';
import { Refusal } from '../errors';
import type { Secrets } from '../http/secrets';
import { outcomeOf } from '../outcome';
import { baseUrlOf } from './token';

const TOKEN_REQUEST = { method: 'GET', path: '/security/accesstoken' } as const;
const ASKED = 'the access token';
const TIMEOUT = 60_000;

interface StreamedAnswer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: AsyncIterable<Buffer>;
}

/** `GET /security/accesstoken` → `{"error_code":0,"access_token":"…","expires_in":7200}`, or a refusal under HTTP 200. */
export async function exchange(
	http: IHttpRequestHelper,
	credential: ICredentialDataDecryptedObject,
	secrets: Secrets,
): Promise<string> {
	const appId = String(credential.appId ?? '').trim();
	const secret = String(credential.appSecret ?? '').trim();
	if (appId === '' || secret === '')
		throw new Refusal({
			kind: 'credential',
			message: `The ${appId === '' ? 'App ID' : 'App Secret'} in the credential is empty`,
			description: 'Copy it from DM Hub’s settings into the credential.',
		});
	const options: IHttpRequestOptions = {
		method: TOKEN_REQUEST.method,
		url: `${baseUrlOf(credential)}${TOKEN_REQUEST.path}`,
		qs: { grant_type: 'client_credentials', appid: appId, secret },
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		skipSslCertificateValidation: credential.ignoreSslIssues === true,
		timeout: TIMEOUT,
	};
	const { redact } = secrets;
	const deadline = performance.now() + TIMEOUT;
	const sent = await outcomeOf<StreamedAnswer>(http.helpers.httpRequest(options));
	// The original error is left behind: it holds the whole request, Secret included.
	if ('error' in sent) throw connectionRefusal(sent.error, ASKED, redact);
	const { statusCode, headers, body } = sent.value;
	const bytes = await readBody(body, { asked: ASKED, timeout: TIMEOUT / 1000, deadline, redact });
	const told = readAnswer(TOKEN_REQUEST, { status: statusCode, headers, bytes }, redact);
	const token = (told as { access_token?: unknown } | undefined)?.access_token;
	if (typeof token !== 'string' || token === '')
		throw new Refusal({
			kind: 'unreadable',
			message: 'DM Hub answered without an access token',
			description: 'Check the Base URL in the credential.',
		});
	return token;
}
