import { randomInt, randomString, type ICredentialDataDecryptedObject } from 'n8n-workflow';
import { fingerprint } from '../fingerprint';
import { baseUrlOf, userInfoOf } from '../http/address';

/**
 * The token that n8n keeps in the credential's hidden `sessionToken`, together with where it came from:
 * `<fingerprint>.<issued at, ms>+<lifetime, s>.<process>.<token>`, without the lifetime in older versions. A token issued
 * for another App ID, Secret or address is not used, or a wrong new Secret would seem to work until the old token ends.
 */
export interface SessionToken {
	token: string;
	/** Milliseconds since 1970, by the clock of the machine that fetched it. */
	issuedAt: number;
	/** When it counts as expired, ms since 1970; undefined when DM Hub did not say how long it lives. */
	endsAt?: number;
	/** Whether this process fetched it, and so renews it first. */
	own: boolean;
}

/** A token counts as expired a tenth of its lifetime early, but at most this much. */
const LARGEST_MARGIN_MS = 60_000;
/**
 * The part of that for tokens which another process fetched. That one renews it first, and the others each at a time of
 * their own if it has nothing to do: of several that renew at once all but one would hold a dead token.
 */
const MARGIN_OF_OTHERS = randomInt(10, 41) / 100;

/** Distinguishes this process from others that share the credential. */
const PROCESS = randomString(8);

export const usesApp = (credential: ICredentialDataDecryptedObject): boolean =>
	credential.authentication !== 'accessToken';

/** The stored form of a token. @param expiresIn in seconds, as DM Hub sent it */
export function keepToken(
	credential: ICredentialDataDecryptedObject,
	{ token, expiresIn }: { token: string; expiresIn: unknown },
): string {
	const seconds = Math.floor(Number(expiresIn));
	const lifetime = seconds >= 1 && Number.isSafeInteger(seconds) ? `+${seconds}` : '';
	return `${sourceOf(credential)}.${Date.now()}${lifetime}.${PROCESS}.${token}`;
}

/** The stored token; undefined when there is none for this App ID, Secret and address. */
export function storedToken(credential: ICredentialDataDecryptedObject): SessionToken | undefined {
	const [, from, issued, seconds, holder, token] =
		/^([0-9a-f]+)\.(\d+)(?:\+(\d+))?\.(\w+)\.(.+)$/s.exec(String(credential.sessionToken ?? '')) ?? [];
	if (token === undefined || from !== sourceOf(credential)) return undefined;
	const [issuedAt, lifetimeMs] = [Number(issued), Number(seconds) * 1000];
	const own = holder === PROCESS;
	const marginMs = Math.min(lifetimeMs / 10, LARGEST_MARGIN_MS) * (own ? 1 : MARGIN_OF_OTHERS);
	const endsAt = seconds === undefined ? undefined : issuedAt + lifetimeMs - marginMs;
	return { token, issuedAt, endsAt, own };
}

export const isExpired = ({ endsAt }: SessionToken): boolean => endsAt !== undefined && Date.now() >= endsAt;

/** The token to send: the one typed in, or the one exchanged for App ID and Secret; empty when there is none. */
export function tokenOf(credential: ICredentialDataDecryptedObject): string {
	if (!usesApp(credential)) return String(credential.accessToken ?? '').trim();
	return storedToken(credential)?.token ?? '';
}

/** Everything in a credential that no text may contain. */
export const secretsOf = (credential: ICredentialDataDecryptedObject): unknown[] => [
	credential.accessToken,
	credential.appSecret,
	credential.sessionToken,
	tokenOf(credential),
	...userInfoOf(credential),
];

/** Identifies the App ID, Secret and address. It never leaves the encrypted credential, which holds the Secret itself. */
export const sourceOf = (credential: ICredentialDataDecryptedObject): string =>
	fingerprint(JSON.stringify([baseUrlOf(credential), credential.appId, credential.appSecret]));
