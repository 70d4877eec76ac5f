import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { isExpired, sessionTokenOf, typedToken, usesApp, type SessionToken } from './token';

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
