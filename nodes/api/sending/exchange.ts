import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';
import { fetchResponse, textOf, type HttpResponse } from '../http/fetchResponse';
import { tryParseJson } from '../http/json';
import { readResponse } from '../http/response';
import { Secrets } from '../http/secrets';
import { blamesAddress, CHECK_APPLICATION } from '../http/serverError';
import { Refusal } from '../errors';
import { outcomeOf, settle } from '../promises';
import { capital } from '../quote';
import type { Request } from '../request';
import {
	asSent,
	baseUrlOf,
	callOptionsOf,
	credentialFingerprint,
	isExpired,
	secretsOf,
	serializeToken,
	sessionTokenOf,
} from './credentialData';

interface IssuedToken {
	access_token?: unknown;
	expires_in?: unknown;
}

/** `GET /security/accesstoken` → `{"error_code":0,"access_token":"…","expires_in":7200}`, or a refusal under HTTP 200. */
export const TOKEN_REQUEST: Request<IssuedToken> = {
	method: 'GET',
	path: '/security/accesstoken',
	called: 'the request for an access token',
	isSecret: true,
	read: (body) => (body ?? {}) as IssuedToken,
};

const TIMEOUT_SECONDS = 60;
/** A server that answers with these does not know the address, whatever the App ID and Secret are. */
const WRONG_ADDRESS = [403, 404, 405];
/** n8n has stored a token by then, and whoever read the credential before has sent their request. */
const STORED_WITHIN_MS = 5_000;

interface Exchange {
	/** The stored token that the new one replaces. */
	replaced: string;
	underWay: Promise<string>;
	/** The new token as it is stored; ms since 1970. */
	ended?: { stored: string; at: number };
}

/**
 * The last exchange of this process, by App ID, Secret and address. The HTTP Request node sends its items side by side,
 * and each would otherwise fetch its own token and end the one before.
 */
const exchanges = new Map<string, Exchange>();

/** Exchanges App ID and Secret for a token, in the form in which the credential keeps it; throws a Refusal. */
export async function exchangeCredentials(
	http: IHttpRequestHelper,
	credential: ICredentialDataDecryptedObject,
): Promise<string> {
	const key = credentialFingerprint(credential);
	const call = callOptionsOf(credential);
	const replaced = String((call ? call.replaces : credential.sessionToken) ?? '');
	const last = exchanges.get(key);
	if (last && (!last.ended || (last.replaced === replaced && isCurrent(credential, last.ended))))
		return await last.underWay;
	const exchange: Exchange = { replaced, underWay: fetchToken(http, credential) };
	exchanges.set(key, exchange);
	const outcome = await outcomeOf(exchange.underWay);
	if ('error' in outcome) {
		exchanges.delete(key);
		throw outcome.error;
	}
	exchange.ended = { stored: outcome.value, at: Date.now() };
	return outcome.value;
}

/**
 * Whether a token was fetched only a moment ago, instead of the same stored one: the credential was read before n8n had
 * overwritten it. Yet another token would end the one that others send already.
 */
function isCurrent(
	credential: ICredentialDataDecryptedObject,
	{ stored, at }: { stored: string; at: number },
) {
	const token = sessionTokenOf({ ...credential, sessionToken: stored });
	return Date.now() - at <= STORED_WITHIN_MS && token !== undefined && !isExpired(token);
}

async function fetchToken(
	http: IHttpRequestHelper,
	credential: ICredentialDataDecryptedObject,
): Promise<string> {
	const secrets = new Secrets();
	secrets.add(...secretsOf(credential));
	const response = await fetchResponse(
		{
			request: TOKEN_REQUEST,
			timeoutSeconds: callOptionsOf(credential)?.timeoutSeconds ?? TIMEOUT_SECONDS,
			redact: secrets.redact,
		},
		{
			baseUrl: baseUrlOf(credential.baseUrl),
			credentialQuery: queryOf(credential),
			ignoreSslIssues: credential.ignoreSslIssues === true,
		},
		async (options) => await http.helpers.httpRequest(options),
	);
	secrets.add(...tokensIn(response));
	const issued = await settle((async () => readResponse(TOKEN_REQUEST, response, secrets.redact))());
	if (issued instanceof Refusal) throw whyNoToken(issued);
	const { expires_in: expiresIn } = issued;
	const token = typeof issued.access_token === 'string' ? issued.access_token.trim() : '';
	if (token === '')
		throw new Refusal({
			kind: 'unreadable',
			work: 'undone',
			message: 'DM Hub responded without an access token',
			description: 'Check the Base URL in the credential.',
		});
	return serializeToken(credential, { token, expiresIn });
}

function queryOf({ appId, appSecret }: ICredentialDataDecryptedObject) {
	const [appid, secret] = [appId, appSecret].map(asSent);
	if (appid === '' || secret === '')
		throw new Refusal({
			kind: 'credential',
			work: 'undone',
			message: `The ${appid === '' ? 'App ID' : 'App Secret'} in the credential is empty`,
			description: 'Copy it from DM Hub’s settings into the credential.',
		});
	return { grant_type: 'client_credentials', appid, secret };
}

/** The tokens in a response, whatever else it is: its words may repeat them. */
const tokensIn = ({ bytes }: HttpResponse): unknown[] =>
	[...textOf(bytes).matchAll(/"access_token"\s*:\s*("[^"]*")/g)].map(
		([, quoted]) => tryParseJson(quoted).json,
	);

/** A refusal by DM Hub itself is about the App ID or Secret; one without its words or code is about the address. */
function whyNoToken(refusal: Refusal): Refusal {
	const { kind, code, serverMessage, httpStatus = 0 } = refusal;
	if (kind !== 'refused' && kind !== 'token') return refusal;
	if (
		code === undefined &&
		(serverMessage === undefined || WRONG_ADDRESS.includes(httpStatus)) &&
		httpStatus !== 401
	)
		return refusal.with({
			kind: 'setup',
			message: `The Base URL in the credential does not issue DM Hub access tokens (HTTP ${httpStatus})`,
			description:
				'Check the Base URL in the credential: it probably belongs to another service.' +
				(httpStatus === 403
					? ' If it is right, check that the address of this n8n is on DM Hub’s IP whitelist.'
					: ''),
		});
	const words = `“${serverMessage || 'no reason given'}”${code === undefined ? '' : ` (code ${code})`}`;
	if (blamesAddress(serverMessage))
		return refusal.with({
			kind: 'setup',
			guessedFromMessage: undefined,
			message: `DM Hub does not issue access tokens to this n8n: ${words}`,
			description: `${capital(CHECK_APPLICATION)}.`,
		});
	return refusal.with({
		kind: 'credential',
		guessedFromMessage: undefined,
		message: `DM Hub refused the App ID or Secret: ${words}`,
		description: `Copy both again from DM Hub into the credential, without spaces around them. If they are right, ${CHECK_APPLICATION}.`,
	});
}
