import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestHelper,
	Icon,
	INodeProperties,
} from 'n8n-workflow';
import { Refusal, wrapForN8n } from '../nodes/api/errors';
import { CHECK_APPLICATION } from '../nodes/api/http/serverError';
import { settle } from '../nodes/api/promises';
import { authenticated, callOptionsOf, TEST_MARK, usesApp } from '../nodes/api/sending/credentialData';
import { exchangeCredentials } from '../nodes/api/sending/exchange';

/** A credential test shows the message alone; our own nodes show the advice as the description. */
const withAdvice = (refusal: Refusal): Refusal =>
	refusal.with({ message: [refusal.message, refusal.description].filter(Boolean).join('. ') });

export class ConvertlabApi implements ICredentialType {
	name = 'convertlabApi';

	displayName = 'Convertlab API';

	icon: Icon = {
		light: 'file:../nodes/ConvertlabGroups/convertlab.svg',
		dark: 'file:../nodes/ConvertlabGroups/convertlab.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-convertlab/n8n-nodes-convertlab#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{
					name: 'App ID and Secret',
					value: 'appCredentials',
					description:
						'The access token is fetched and renewed by n8n. Use this for workflows that run unattended.',
				},
				{
					name: 'Access Token',
					value: 'accessToken',
					description: 'A token that you fetched yourself. It stops working after two hours.',
				},
			],
			default: 'appCredentials',
			description:
				'DM Hub’s settings show an App ID and a Secret. A token must be fetched with them and expires after two hours.',
		},
		{
			displayName:
				'Create an application in DM Hub for this n8n only. Every renewal, and every test of this credential, ends the token that another system holds for the same App ID. It must be an application of the old version (the new one has no v1 API), and the address of this n8n must be on DM Hub’s IP whitelist, if you use one.',
			name: 'ownApplicationNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { authentication: ['appCredentials'] } },
		},
		{
			displayName: 'App ID',
			name: 'appId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. cl0123456789abcdef',
			description: 'From DM Hub, 设置 > 系统集成 > 应用集成; in older tenants 设置 > 开发与集成',
			displayOptions: { show: { authentication: ['appCredentials'] } },
		},
		{
			displayName: 'App Secret',
			name: 'appSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Shown beside the App ID in DM Hub',
			displayOptions: { show: { authentication: ['appCredentials'] } },
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Expires after two hours. For unattended workflows choose “App ID and Secret” above.',
			displayOptions: { show: { authentication: ['accessToken'] } },
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.convertlab.com',
			placeholder: 'e.g. https://api.example.com',
			description: 'Change it only for a private deployment of DM Hub',
		},
		{
			displayName: 'Ignore SSL Issues (Insecure)',
			name: 'ignoreSslIssues',
			type: 'boolean',
			default: false,
			description: 'Whether to connect even when the certificate of the server cannot be checked',
		},
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
	];

	/** Exchanges App ID and Secret for a token, which n8n stores. A credential test shows the error it throws. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credential: ICredentialDataDecryptedObject,
	): Promise<{ sessionToken?: string }> {
		// Returns nothing, or n8n would save the credential on every request.
		if (!usesApp(credential)) return {};
		const exchanged = await settle(exchangeCredentials(this, credential));
		if (exchanged instanceof Refusal)
			throw wrapForN8n(callOptionsOf(credential) ? exchanged : withAdvice(exchanged));
		return { sessionToken: exchanged };
	}

	authenticate: IAuthenticate = authenticated;

	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ $credentials.baseUrl.replace(/[\\u200b-\\u200f\\u2060\\ufeff]/g, "").trim().replace(/\\/+$/, "").replace(/\\/v1$/i, "") }}',
			url: '/v1/lists',
			qs: { page: 1, rows: 1 },
			headers: { [TEST_MARK]: 'true' },
			disableFollowRedirect: true,
			skipSslCertificateValidation: '={{ $credentials.ignoreSslIssues }}',
		},
		rules: [
			{
				// DM Hub answers a wrong token with HTTP 200, without the list of groups.
				type: 'responseSuccessBody',
				properties: {
					key: 'rows',
					value: undefined,
					message: `DM Hub refused the access token. A token lasts two hours: enter a new one, or choose “App ID and Secret”, and n8n renews it. If you have chosen that, test again: another system may have ended the token. If that fails too, ${CHECK_APPLICATION}.`,
				},
			},
		],
	};
}
