import { randomInt, randomString, type ICredentialDataDecryptedObject } from 'n8n-workflow';
import { fingerprint } from '../fingerprint';
import { tryParseJson } from '../http/json';
import { baseUrlOf, userInfoOf } from '../http/url';

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

/** The token that a user typed in; empty when there is none. */
export const typedToken = ({ accessToken }: ICredentialDataDecryptedObject): string =>
	String(accessToken ?? '').trim();

/** Everything in a credential that no text may contain, also what is not used at present. */
export const secretsOf = (credential: ICredentialDataDecryptedObject): unknown[] => [
	credential.accessToken,
	credential.appSecret,
	parseToken(credential.sessionToken)?.token,
	...userInfoOf(baseUrlOf(credential.baseUrl)),
];

/** Identifies the App ID, Secret and address. */
export const credentialFingerprint = ({
	baseUrl,
	appId,
	appSecret,
}: ICredentialDataDecryptedObject): string =>
	fingerprint(JSON.stringify([baseUrlOf(baseUrl), appId, appSecret]));
