import { ConvertlabApi } from '../../credentials/ConvertlabApi.credentials';

const credentialProperties = new ConvertlabApi().properties;

test('the credential is as n8n stores it', () => {
	const { name, displayName, test } = new ConvertlabApi();
	expect([name, displayName]).toEqual(['convertlabApi', 'Convertlab API']);
	const values = credentialProperties.filter(({ type }) => type !== 'notice');
	expect(values.map((each) => [each.name, each.type, each.default])).toEqual([
		['authentication', 'options', 'appCredentials'],
		['appId', 'string', ''],
		['appSecret', 'string', ''],
		['accessToken', 'string', ''],
		['baseUrl', 'string', 'https://api.convertlab.com'],
		['ignoreSslIssues', 'boolean', false],
		['sessionToken', 'hidden', ''],
	]);
	const shown = (name: string) => values.find((each) => each.name === name)?.displayOptions?.show;
	expect(shown('appId')).toEqual({ authentication: ['appCredentials'] });
	expect(shown('appSecret')).toEqual({ authentication: ['appCredentials'] });
	expect(shown('accessToken')).toEqual({ authentication: ['accessToken'] });
	const secrets = values.filter(({ typeOptions }) => typeOptions?.password).map((each) => each.name);
	expect(secrets).toEqual(['appSecret', 'accessToken', 'sessionToken']);
	expect(values.at(-1)?.typeOptions).toMatchObject({ expirable: true });
	expect(JSON.parse(JSON.stringify(test))).toBeTruthy();
	const notice = credentialProperties.find(({ type }) => type === 'notice')?.displayName;
	for (const part of ['this n8n only', 'old version', 'IP whitelist']) expect(notice).toContain(part);
});
