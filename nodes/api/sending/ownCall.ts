import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** What our own nodes pass to the credential; the HTTP Request node passes nothing. */
export interface OwnCall {
	/** Applies to the exchange of App ID and Secret, too. */
	timeoutSeconds: number;
	/** Whether to fetch and keep a token without sending anything. */
	tokenOnly: boolean;
	/** The stored token that DM Hub has refused and that the new one replaces. */
	replaces?: unknown;
}

/** A symbol, so that it is never stored; a registered one, since node and credential may be loaded separately. */
const OWN_CALL = Symbol.for('n8n-nodes-convertlab.ownCall');

/** n8n passes this very object to `preAuthentication` and `authenticate`, and writes a new token into it. */
export const asOwnCall = (
	credential: ICredentialDataDecryptedObject,
	call: OwnCall,
): ICredentialDataDecryptedObject => Object.assign({ ...credential }, { [OWN_CALL]: call });

export const ownCallOf = (credential: ICredentialDataDecryptedObject): OwnCall | undefined =>
	(credential as { [OWN_CALL]?: OwnCall })[OWN_CALL];
