import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { ownCallOf } from './ownCall';
import { isExpired, storedToken, tokenOf, usesApp, type SessionToken } from './token';

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
	const ownCall = ownCallOf(credential);
	if (usesApp(credential)) {
		const stored = storedToken(credential);
		const isUsable = (token: SessionToken) => {
			if (isTest) return Date.now() - token.issuedAt <= FRESH_MS;
			// Our nodes renew a token when DM Hub refuses it, not by the clock: another process may have renewed it already.
			return ownCall !== undefined || !isExpired(token);
		};
		if (!stored || !isUsable(stored)) throw noTokenYet();
		if (ownCall?.tokenOnly) throw new Error('The access token is here, and nothing else was asked for');
	}
	// A new object, since n8n may send the same options again with another token.
	return { ...options, headers, qs: { ...options.qs, access_token: tokenOf(credential) } };
}

/**
 * Makes n8n fetch a token: only a thrown HTTP 401 makes it run `preAuthentication` and try again.
 */
const noTokenYet = (): Error =>
	Object.assign(new Error('There is no access token for this App ID and Secret yet'), {
		response: { status: 401 },
	});
