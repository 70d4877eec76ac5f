import { randomString, type ICredentialDataDecryptedObject } from 'n8n-workflow';

/**
 * The token that n8n keeps in the credential's hidden `sessionToken`, together with where it came from:
 * `<fingerprint>.<issued at, ms>.<process>.<token>`. A token issued for another App ID, Secret or address is no token:
 * it would let a changed, wrong Secret work on until the old token dies.
 */
export interface SessionToken {
	token: string;
	/** Milliseconds since 1970, by this machine's clock. */
	issuedAt: number;
	/** Whether this process fetched it: then it is also the one to renew it. */
	own: boolean;
}

/** Tells this process from the others that share the credential. */
const PROCESS = randomString(8);

export const usesApp = (credential: ICredentialDataDecryptedObject): boolean =>
	credential.authentication !== 'accessToken';

export function keepToken(credential: ICredentialDataDecryptedObject, token: string): string {
	return `${fingerprint(credential)}.${Date.now()}.${PROCESS}.${token}`;
}

/** The stored token, or undefined when there is none for this App ID, Secret and address. */
export function storedToken(credential: ICredentialDataDecryptedObject): SessionToken | undefined {
	const [, from, issuedAt, holder, token] =
		/^([0-9a-f]+)\.(\d+)\.(\w+)\.(.+)$/s.exec(String(credential.sessionToken ?? '')) ?? [];
	return token !== undefined && from === fingerprint(credential)
		? { token, issuedAt: Number(issuedAt), own: holder === PROCESS }
		: undefined;
}

/** The token to send: the one typed in, or the one exchanged for App ID and Secret; empty when there is none. */
export function tokenOf(credential: ICredentialDataDecryptedObject): string {
	if (!usesApp(credential)) return String(credential.accessToken ?? '').trim();
	return storedToken(credential)?.token ?? '';
}

/** The server's address without a trailing slash or `/v1`: the paths of the reference begin there. */
export function baseUrlOf(credential: ICredentialDataDecryptedObject): string {
	return String(credential.baseUrl ?? '')
		.trim()
		.replace(/\/+$/, '')
		.replace(/\/v1$/i, '')
		.replace(/\/+$/, '');
}

/**
 * Tells one App ID, Secret and address from another: 53 bits, not a cryptographic hash. It never leaves the
 * encrypted credential, where the Secret itself stands beside it.
 */
function fingerprint(credential: ICredentialDataDecryptedObject): string {
	let high = 0xdeadbeef;
	let low = 0x41c6ce57;
	for (const character of JSON.stringify([baseUrlOf(credential), credential.appId, credential.appSecret])) {
		const code = character.codePointAt(0) ?? 0;
		high = Math.imul(high ^ code, 2654435761);
		low = Math.imul(low ^ code, 1597334677);
	}
	return (4294967296 * (low & 0x1fffff) + (high >>> 0)).toString(16);
}
