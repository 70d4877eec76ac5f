import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** What our own nodes ask of the credential; the HTTP Request node asks nothing. */
export interface OwnCall {
	/** For the exchange of App ID and Secret, too. */
	timeoutSeconds: number;
	/** Fetch a token and keep it; there is nothing to send. */
	tokenOnly: boolean;
	/** The stored token that DM Hub has refused and that the new one replaces. */
	replaces?: unknown;
}

/** A symbol, so that it is never stored with the credential; a registered one, since node and credential may be bundled apart. */
const OWN_CALL = Symbol.for('n8n-nodes-convertlab.ownCall');

/** n8n hands the very object on to `preAuthentication` and `authenticate`, and writes a new token into it. */
export const asOwnCall = (
	credential: ICredentialDataDecryptedObject,
	call: OwnCall,
): ICredentialDataDecryptedObject => Object.assign({ ...credential }, { [OWN_CALL]: call });

export const ownCallOf = (credential: ICredentialDataDecryptedObject): OwnCall | undefined =>
	(credential as { [OWN_CALL]?: OwnCall })[OWN_CALL];
