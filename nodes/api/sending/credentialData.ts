import {
	randomInt,
	randomString,
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
} from 'n8n-workflow';
import { visible } from '../../values/cleaning';
import { fingerprint } from '../fingerprint';
import { tryParseJson } from '../http/json';

/**
 * What stands in the credential: the Base URL, App ID and Secret or a token that was typed in, the token that n8n keeps, and
 * what our own nodes tell it; then how a token gets into a request.
 */

/** The token that n8n keeps in the credential's hidden `sessionToken`. */
export interface SessionToken {
	token: string;
	/** Milliseconds since 1970, by the clock of the machine that fetched it. */
	issuedAt: number;
	/** When it counts as expired, ms since 1970; undefined when DM Hub did not say how long it lives. */
	endsAt?: number;
	/** Whether this process fetched it, and so renews it first. */
	isOwn: boolean;
}

/** What is stored, as JSON. */
interface StoredToken {
	token: string;
	/** Where it came from: one for another App ID, Secret or address is not used, or a wrong new Secret would seem to work. */
	source: string;
	/** Milliseconds since 1970. */
	issuedAt: number;
	/** Seconds; left out when DM Hub did not say. */
	lifetime?: number;
	process: string;
}

/** A token counts as expired a tenth of its lifetime early, but at most this much. */
const LARGEST_MARGIN_MS = 60_000;
/**
 * The part of that for tokens which another process fetched. That one renews it first, and the others each at a time of
 * their own if it has nothing to do: of several that renew at once all but one would hold a dead token.
 */
const OTHER_PROCESS_MARGIN = randomInt(10, 41) / 100;

/** Distinguishes this process from others that share the credential. */
const PROCESS = randomString(8);

export const usesApp = (credential: ICredentialDataDecryptedObject): boolean =>
	credential.authentication !== 'accessToken';

/** The stored form of a token. @param expiresIn in seconds, as DM Hub sent it */
export function serializeToken(
	credential: ICredentialDataDecryptedObject,
	{ token, expiresIn }: { token: string; expiresIn: unknown },
): string {
	const seconds = Math.floor(Number(expiresIn));
	const stored: StoredToken = {
		token,
		source: credentialFingerprint(credential),
		issuedAt: Date.now(),
		lifetime: seconds >= 1 && Number.isSafeInteger(seconds) ? seconds : undefined,
		process: PROCESS,
	};
	return JSON.stringify(stored);
}

/** The stored token; undefined when there is none for this App ID, Secret and address. */
export function sessionTokenOf(credential: ICredentialDataDecryptedObject): SessionToken | undefined {
	const stored = parseToken(credential.sessionToken);
	if (stored?.source !== credentialFingerprint(credential)) return undefined;
	const { token, issuedAt, lifetime, process } = stored;
	const isOwn = process === PROCESS;
	if (lifetime === undefined) return { token, issuedAt, isOwn };
	const marginMs = Math.min(lifetime * 100, LARGEST_MARGIN_MS) * (isOwn ? 1 : OTHER_PROCESS_MARGIN);
	return { token, issuedAt, isOwn, endsAt: issuedAt + lifetime * 1000 - marginMs };
}

function parseToken(stored: unknown): StoredToken | undefined {
	const { json } = tryParseJson(String(stored ?? ''));
	const { token, source, issuedAt, lifetime, process } = (json ?? {}) as Record<string, unknown>;
	const isToken =
		typeof token === 'string' && token !== '' && typeof source === 'string' && typeof issuedAt === 'number';
	if (!isToken) return undefined;
	return {
		token,
		source,
		issuedAt,
		lifetime: typeof lifetime === 'number' ? lifetime : undefined,
		process: String(process),
	};
}

export const isExpired = ({ endsAt }: SessionToken): boolean => endsAt !== undefined && Date.now() >= endsAt;

/** What was typed or pasted into a field, as it is sent: without what nobody sees; empty when there is nothing. */
export const asSent = (field: unknown): string => visible(String(field ?? ''));

/** The token that a user typed in; empty when there is none. */
export const typedToken = ({ accessToken }: ICredentialDataDecryptedObject): string => asSent(accessToken);

/** Everything in a credential that no text may contain, also what is not used at present; as it stands there, and as it is sent. */
export const secretsOf = (credential: ICredentialDataDecryptedObject): unknown[] => [
	credential.accessToken,
	typedToken(credential),
	credential.appSecret,
	asSent(credential.appSecret),
	parseToken(credential.sessionToken)?.token,
	...userInfoOf(baseUrlOf(credential.baseUrl)),
];

/** The server's address without a trailing slash or `/v1`: the paths of the reference begin there. */
export const baseUrlOf = (written: unknown): string =>
	asSent(written).replace(TRAILING_SLASHES, '').replace(/\/v1$/i, '').replace(TRAILING_SLASHES, '');

/** The look behind spares a try at each slash of a run. */
const TRAILING_SLASHES = /(?<!\/)\/+$/;

/** The user and password in the Base URL, in the forms in which a server may echo them. */
export function userInfoOf(baseUrl: string): string[] {
	const [, userInfo = ''] = /^https?:\/\/([^/?#]*)@/i.exec(baseUrl) ?? [];
	if (userInfo === '') return [];
	const colon = userInfo.indexOf(':');
	const parts = colon < 0 ? [userInfo] : [userInfo.slice(0, colon), userInfo.slice(colon + 1)];
	const plain = [userInfo, ...parts].map(decoded);
	return [...plain, Buffer.from(plain[0]).toString('base64')];
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** Identifies the App ID, Secret and address. */
export const credentialFingerprint = ({
	baseUrl,
	appId,
	appSecret,
}: ICredentialDataDecryptedObject): string =>
	fingerprint(JSON.stringify([baseUrlOf(baseUrl), appId, appSecret]));

/** What our own nodes tell the credential; the HTTP Request node tells it nothing. */
export interface CallOptions {
	/** Applies to the exchange of App ID and Secret, too. */
	timeoutSeconds: number;
	/** The token to send. */
	token?: string;
	/** To have a token fetched and stored, and nothing sent. */
	onlyRenew?: true;
	/** The stored token that DM Hub has refused and that the new one replaces. */
	replaces?: unknown;
}

/** A symbol, so that it is never stored; a registered one, since node and credential may be loaded separately. */
const CALL_OPTIONS = Symbol.for('n8n-nodes-convertlab.callOptions');

/** n8n passes this very object to `preAuthentication` and `authenticate`, and writes a new token into it. */
export const withCallOptions = (
	credential: ICredentialDataDecryptedObject,
	options: CallOptions,
): ICredentialDataDecryptedObject => Object.assign({ ...credential }, { [CALL_OPTIONS]: options });

export const callOptionsOf = (credential: ICredentialDataDecryptedObject): CallOptions | undefined =>
	(credential as { [CALL_OPTIONS]?: CallOptions })[CALL_OPTIONS];

/** The header that marks the request of a credential test; it is never sent. */
export const TEST_MARK = 'X-Convertlab-Credential-Test';
/** A token as young as this was fetched by the same test. */
const FRESH_MS = 10_000;

/** Adds the token to a request: DM Hub's v1 API reads it only from the query. */
export async function authenticated(
	credential: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	const { [TEST_MARK]: isTest, ...headers } = options.headers ?? {};
	const token = callOptionsOf(credential)?.token ?? tokenFor(credential, isTest !== undefined);
	// A new object, since n8n may send the same options again with another token.
	return { ...options, headers, qs: { ...options.qs, access_token: token } };
}

function tokenFor(credential: ICredentialDataDecryptedObject, isTest: boolean): string {
	if (!usesApp(credential)) return typedToken(credential);
	const session = sessionTokenOf(credential);
	const onlyRenew = callOptionsOf(credential)?.onlyRenew === true;
	if (!session || !(onlyRenew || isUsable(session, isTest))) throw noTokenYet();
	if (onlyRenew) throw new Error('The access token is here, and nothing else was asked for');
	return session.token;
}

/** Our own nodes renew a token when DM Hub refuses it, not by the clock: another process may have renewed it already. */
const isUsable = (session: SessionToken, isTest: boolean): boolean =>
	isTest ? Date.now() - session.issuedAt <= FRESH_MS : !isExpired(session);

/** Makes n8n fetch a token: only a thrown HTTP 401 makes it run `preAuthentication` and try again. */
const noTokenYet = (): Error =>
	Object.assign(new Error('There is no access token for this App ID and Secret yet'), {
		response: { status: 401 },
	});
