import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';
import { addressOf } from '../http/address';
import { readAnswer } from '../http/answers';
import { fetchAnswer } from '../http/fetchAnswer';
import { Secrets } from '../http/secrets';
import { Refusal } from '../errors';
import { settle } from '../result';
import type { Request } from '../request';
import { ownCallOf } from './ownCall';
import { isExpired, keepToken, secretsOf, sourceOf, storedToken } from './token';

const TOKEN_REQUEST: Request<Told> = {
	method: 'GET',
	path: '/security/accesstoken',
	read: (body) => (body ?? {}) as Told,
};

interface Told {
	access_token?: unknown;
	expires_in?: unknown;
}

const TIMEOUT_SECONDS = 60;
/** A server that answers with these does not know the address, whatever the App ID and Secret are. */
const WRONG_ADDRESS = [403, 404, 405];

/**
 * Exchanges under way in this process, by App ID, Secret and address. The HTTP Request node sends its items side by side,
 * and each would otherwise fetch its own token and end the one before.
 */
const underWay = new Map<string, Promise<string>>();

/** The last token that this process fetched, by App ID, Secret and address. */
const latest = new Map<string, { replaced: string; token: string; at: number }>();
/** n8n has stored a token by then, and whoever read the credential before has sent their request. */
const STORED_WITHIN_MS = 5_000;

/** Exchanges App ID and Secret for a token, in the form in which the credential keeps it; throws a Refusal. */
export async function exchange(
	http: IHttpRequestHelper,
	credential: ICredentialDataDecryptedObject,
): Promise<string> {
	const key = sourceOf(credential);
	const ownCall = ownCallOf(credential);
	const replaced = String((ownCall ? ownCall.replaces : credential.sessionToken) ?? '');
	const known = replacementOf(credential, replaced);
	if (known !== undefined) return known;
	let exchanged = underWay.get(key);
	if (!exchanged) {
		exchanged = fetchToken(http, credential)
			.then((token) => {
				latest.set(key, { replaced, token, at: Date.now() });
				return token;
			})
			.finally(() => underWay.delete(key));
		underWay.set(key, exchanged);
	}
	return await exchanged;
}

/**
 * What this process has fetched a moment ago instead of the same stored token. The credential was read before n8n had
 * overwritten it; yet another token would end the one that others send already.
 */
function replacementOf(credential: ICredentialDataDecryptedObject, replaced: string): string | undefined {
	const last = latest.get(sourceOf(credential));
	if (last?.replaced !== replaced || Date.now() - last.at > STORED_WITHIN_MS) return undefined;
	const token = storedToken({ ...credential, sessionToken: last.token });
	return token && !isExpired(token) ? last.token : undefined;
}

/** `GET /security/accesstoken` → `{"error_code":0,"access_token":"…","expires_in":7200}`, or a refusal under HTTP 200. */
async function fetchToken(
	http: IHttpRequestHelper,
	credential: ICredentialDataDecryptedObject,
): Promise<string> {
	const appId = String(credential.appId ?? '').trim();
	const secret = String(credential.appSecret ?? '').trim();
	if (appId === '' || secret === '')
		throw new Refusal({
			kind: 'credential',
			work: 'undone',
			message: `The ${appId === '' ? 'App ID' : 'App Secret'} in the credential is empty`,
			description: 'Copy it from DM Hub’s settings into the credential.',
		});
	const secrets = new Secrets();
	secrets.add(...secretsOf(credential));
	const { redact } = secrets;
	const answer = await fetchAnswer(
		{
			what: 'the request for an access token',
			isWrite: false,
			timeoutSeconds: ownCallOf(credential)?.timeoutSeconds ?? TIMEOUT_SECONDS,
			redact,
			options: {
				method: TOKEN_REQUEST.method,
				url: addressOf(credential, TOKEN_REQUEST),
				qs: { grant_type: 'client_credentials', appid: appId, secret },
			},
			ignoreSslIssues: credential.ignoreSslIssues === true,
		},
		async (options) => await http.helpers.httpRequest(options),
	);
	const read = await settle((async () => readAnswer(TOKEN_REQUEST, answer, redact))());
	if (read instanceof Refusal) throw whyNoToken(read);
	const { access_token: token, expires_in: expiresIn } = read;
	if (typeof token !== 'string' || token === '')
		throw new Refusal({
			kind: 'unreadable',
			work: 'undone',
			message: 'DM Hub responded without an access token',
			description: 'Check the Base URL in the credential.',
		});
	return keepToken(credential, { token, expiresIn });
}

/** A refusal by DM Hub itself is about the App ID or Secret; one without its words or code is about the address. */
function whyNoToken(refusal: Refusal): Refusal {
	const { kind, code, words, httpStatus = 0 } = refusal;
	if (kind !== 'refused' && kind !== 'token') return refusal;
	if (code === undefined && (words === undefined || WRONG_ADDRESS.includes(httpStatus)) && httpStatus !== 401)
		return refusal.with({
			kind: 'setup',
			message: `The Base URL in the credential does not issue DM Hub access tokens (HTTP ${httpStatus})`,
			description: 'Check the Base URL in the credential: it probably belongs to another service.',
		});
	return refusal.with({
		kind: 'credential',
		byWords: undefined,
		message: `DM Hub refused the App ID or Secret: “${words || 'no reason given'}”${code === undefined ? '' : ` (code ${code})`}`,
		description: 'Copy both again from DM Hub’s settings into the credential, without spaces around them.',
	});
}
