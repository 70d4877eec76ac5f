import {
	ICredentialsHelper,
	isExpression,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeProperties,
} from 'n8n-workflow';
import { ConvertlabApi } from '../../credentials/ConvertlabApi.credentials';
import type { Sandbox } from '../../sandbox';

/**
 * One stored credential and what n8n does with it, as the server's own CredentialsHelper does: preAuthentication
 * when the expirable property is empty or a 401 was thrown, and what it returns is stored.
 */
export class StoredCredential extends ICredentialsHelper {
	/** How often n8n wrote the credential. */
	writes = 0;
	/** How often n8n read and decrypted it. */
	reads = 0;

	/** @param type the credential's class as n8n loaded it; the sources' own otherwise */
	constructor(
		public data: ICredentialDataDecryptedObject,
		private readonly type = new ConvertlabApi(),
	) {
		super();
	}

	override getParentTypes = () => [];
	override isCredentialUsableByNode = () => true;
	override getCredentialsProperties = (): INodeProperties[] => this.type.properties;

	override async getDecrypted(): Promise<ICredentialDataDecryptedObject> {
		this.reads += 1;
		const defaults = Object.fromEntries(
			this.type.properties.map(({ name, default: value }) => [name, value]),
		);
		return { ...defaults, ...this.data } as ICredentialDataDecryptedObject;
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_type: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.type;
		if (typeof authenticate !== 'function')
			throw new Error('The credential authenticates in a way this helper does not know');
		return await authenticate(credentials, options);
	}

	override async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		_type: string,
		node: INode,
		expired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		if (credentials.sessionToken !== '' && !expired) return undefined;
		const output = await this.type.preAuthentication.call(helpers, credentials);
		if (output.sessionToken === undefined || !node.credentials) return undefined;
		for (const [key, value] of Object.entries(output))
			if (!isExpression(this.data[key])) this.data = { ...this.data, [key]: value };
		this.writes += 1;
		return Object.assign(credentials, output);
	}

	override runPreAuthentication = async () => undefined;
	override getCredentials = async (): Promise<ICredentials> => {
		throw new Error('Not needed to run a node');
	};
	override updateCredentials = async () => undefined;
	override updateCredentialsOauthTokenData = async () => undefined;
}

export const appCredential = (
	hub: Sandbox,
	more: ICredentialDataDecryptedObject = {},
	type?: ConvertlabApi,
): StoredCredential =>
	new StoredCredential(
		{
			authentication: 'appCredentials',
			appId: hub.app.appId,
			appSecret: hub.app.secret,
			baseUrl: hub.url,
			sessionToken: '',
			...more,
		},
		type,
	);

export const tokenCredential = (hub: Sandbox, more: ICredentialDataDecryptedObject = {}): StoredCredential =>
	new StoredCredential({
		authentication: 'accessToken',
		accessToken: hub.accessToken,
		baseUrl: hub.url,
		sessionToken: '',
		...more,
	});

/** What is stored of a token, with some of it changed. */
export function changeToken(credential: StoredCredential, changes: Record<string, unknown>): void {
	const stored = JSON.parse(String(credential.data.sessionToken)) as Record<string, unknown>;
	credential.data = { ...credential.data, sessionToken: JSON.stringify({ ...stored, ...changes }) };
}

/** The token itself. */
export const tokenIn = ({ data }: StoredCredential): unknown =>
	(JSON.parse(String(data.sessionToken)) as { token: unknown }).token;
