import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { ConvertlabApi } from '../../credentials/ConvertlabApi.credentials';
import type { Host } from '../../nodes/api/http/fetchResponse';
import type { Request } from '../../nodes/api/request';
import { Session } from '../../nodes/api/sending/session';
import type { Sandbox } from '../../sandbox';
import { asked, useSandbox } from '../support/sandbox';

const TOKEN_PATH = '/security/accesstoken';
const sandbox = useSandbox();
const groups: Request = { method: 'GET', path: '/v1/lists', read: (body) => body };

/** One credential as n8n stores it, for hosts that send real requests. */
function stored(hub: Sandbox) {
	const type = new ConvertlabApi();
	const kept = {
		data: {
			authentication: 'appCredentials',
			appId: hub.app.appId,
			appSecret: hub.app.secret,
			baseUrl: hub.url,
			sessionToken: '',
		} as ICredentialDataDecryptedObject,
		reads: 0,
	};
	const httpRequest = async ({ url, qs, headers }: IHttpRequestOptions) => {
		const address = new URL(url);
		for (const [name, value] of Object.entries(qs ?? {})) address.searchParams.set(name, String(value));
		const sent = request(address, { headers: headers as Record<string, string> });
		const [answer] = (await once(sent.end(), 'response')) as [IncomingMessage];
		return { statusCode: answer.statusCode, headers: answer.headers, body: answer };
	};
	const helpers = {
		httpRequestWithAuthentication: async (
			_type: string,
			options: IHttpRequestOptions,
			{ credentialsDecrypted: { data } }: { credentialsDecrypted: { data: ICredentialDataDecryptedObject } },
		) => {
			if (data.sessionToken === '') {
				const fetched = await type.preAuthentication.call({ helpers: { httpRequest } as never }, data);
				kept.data = { ...kept.data, ...fetched };
				Object.assign(data, fetched);
			}
			return await httpRequest(await (type.authenticate as (...given: unknown[]) => never)(data, options));
		},
	};
	const host = {
		helpers,
		getCredentials: async () => {
			kept.reads += 1;
			return await Promise.resolve({ ...kept.data });
		},
	} as unknown as Host;
	return { kept, host };
}

test('the first request has a token fetched, alone, and is sent once', async () => {
	const hub = sandbox();
	const { host } = stored(hub);
	await (await Session.open(host, 60)).send(groups);
	expect(hub.requests.map(({ path }) => path)).toEqual([TOKEN_PATH, '/v1/lists']);
});

test('many at once share the first token, and the next one when it dies', async () => {
	const hub = sandbox();
	const session = await Session.open(stored(hub).host, 60);
	const many = async () =>
		await Promise.all(Array.from({ length: 16 }, async () => await session.send(groups)));
	await many();
	expect(hub.tokensIssued).toBe(1);
	hub.expireTokens();
	await many();
	expect([hub.tokensIssued, session.renewals]).toEqual([2, 1]);
});

test('two runs at once share a renewal', async () => {
	const hub = sandbox();
	const { host } = stored(hub);
	const sessions = await Promise.all([Session.open(host, 60), Session.open(host, 60)]);
	await sessions[0].send(groups);
	await sessions[1].send(groups);
	expect(hub.tokensIssued).toBe(1);
	hub.expireTokens();
	await Promise.all(sessions.map(async (session) => await session.send(groups)));
	expect(hub.tokensIssued).toBe(2);
});

test('a token that another has renewed meanwhile is read again, without a wait and without a renewal', async () => {
	const hub = sandbox();
	const { host } = stored(hub);
	const [session, other] = await Promise.all([Session.open(host, 60), Session.open(host, 60)]);
	await session.send(groups);
	hub.expireTokens();
	await other.send(groups);
	const { tokensIssued } = hub;
	const before = Date.now();
	await session.send(groups);
	expect([hub.tokensIssued, session.renewals]).toEqual([tokensIssued, 0]);
	expect(Date.now() - before).toBe(0);
});

test('a request is tried with five tokens at most', async () => {
	const hub = sandbox();
	const session = await Session.open(stored(hub).host, 60);
	hub.faults.plan(({ path }) => {
		if (path !== TOKEN_PATH) hub.expireTokens();
		return undefined;
	});
	await expect(session.send(groups)).rejects.toMatchObject({
		kind: 'contested',
		description: expect.stringContaining('five tokens in a row'),
	});
	expect([asked(hub, TOKEN_PATH).length, asked(hub, '/v1/lists').length]).toEqual([5, 5]);
});

test('a token that can’t be fetched is a refusal of its own, and the request is not sent', async () => {
	const hub = sandbox();
	hub.faults.add({ kind: 'busy', match: { path: TOKEN_PATH } });
	const session = await Session.open(stored(hub).host, 60);
	await expect(
		session.send({
			method: 'DELETE',
			path: '/v1/lists/1',
			repeat: 'goneIsDone',
			read: (body: unknown) => body,
		}),
	).rejects.toMatchObject({
		kind: 'busy',
		work: 'undone',
	});
	expect(hub.requests.map(({ path }) => path)).toEqual([TOKEN_PATH]);
});
