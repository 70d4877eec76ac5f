import type { Fault } from '../../sandbox';
import { textShown } from './textShown';
import { appCredential, tokenCredential } from '../support/credential';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';

const hub = useSandbox();
beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
	hub().addMembers('1', 3);
});
const count = member('count', byId(1));
const after = async (fault: Fault, parameters = count) => {
	hub().faults.clear();
	hub().faults.add({ times: 99, ...fault });
	return textShown(await runNode(hub(), { parameters }));
};

test('a server that is busy or out of reach', async () => {
	expect(await after({ kind: 'busy' })).toMatchInlineSnapshot(`
		"The server was too busy to answer GET /v1/listservice/memberCount (HTTP 503), 5 times in a row [item 0]
		Run it again later. What was already done is kept; adding and removing members again is safe."
	`);
	expect(await after({ kind: 'busy', status: 429, retryAfter: 3_600 })).toMatchInlineSnapshot(`
		"DM Hub is rate limiting requests (GET /v1/listservice/memberCount, HTTP 429); it asks to be called again in 60 minutes [item 0]
		DM Hub asks not to be called before YYYY-MM-DD hh:mm:ss UTC. Run the workflow again after that."
	`);
	expect(await after({ kind: 'cut' })).toMatchInlineSnapshot(`
		"No complete response to GET /v1/listservice/memberCount: the connection was cut, 5 times in a row [item 0]
		Check the network of the machine that n8n runs on and the Base URL in the credential, or run it again later."
	`);
	expect(await after({ kind: 'truncated' })).toMatchInlineSnapshot(`
		"No complete response to GET /v1/listservice/memberCount: the connection was cut, 5 times in a row [item 0]
		Check the network of the machine that n8n runs on and the Base URL in the credential, or run it again later."
	`);
	expect(await after({ kind: 'hung' })).toMatchInlineSnapshot(`
		"No complete response to GET /v1/listservice/memberCount within 60 seconds, 5 times in a row [item 0]
		Run it again later, or raise “Timeout” in the options of the node."
	`);
});

test('refusals and answers that make no sense', async () => {
	expect(await after({ kind: 'refuse', body: { error_code: 40500, error_description: 'not supported' } }))
		.toMatchInlineSnapshot(`
		"DM Hub refused GET /v1/listservice/memberCount: “not supported” (code 40500, HTTP 200) [item 0]
		The quoted words are DM Hub’s own and say what it did not accept."
	`);
	expect(await after({ kind: 'refuse', body: '{"success":false}' })).toMatchInlineSnapshot(`
		"DM Hub refused GET /v1/listservice/memberCount: no reason given (HTTP 200) [item 0]
		DM Hub does not say what it did not accept. Check what was sent, and send this message to Convertlab support."
	`);
	expect(await after({ kind: 'refuse', body: '"many"' })).toMatchInlineSnapshot(`
		"DM Hub’s response is not a count [item 0]
		The response is not in the documented format. Check the Base URL in the credential, and any proxy between n8n and DM Hub."
	`);
	expect(await after({ kind: 'badJson' })).toMatchInlineSnapshot(`
		"The response to GET /v1/listservice/memberCount is not from DM Hub’s API: {"items":[{"id":1,"custom [item 0]
		Something else responds at the Base URL in the credential, such as a login page or a proxy. Check the Base URL."
	`);
	expect(
		await after({ kind: 'refuse', body: '<html><title>Sign in</title></html>', contentType: 'text/html' }),
	).toMatchInlineSnapshot(`
		"The response to GET /v1/listservice/memberCount is not from DM Hub’s API: <html><title>Sign in</title></html> [item 0]
		Something else responds at the Base URL in the credential, such as a login page or a proxy. Check the Base URL."
	`);
	expect(await after({ kind: 'refuse', status: 404, body: 'Not Found' })).toMatchInlineSnapshot(`
		"GET /v1/listservice/memberCount was refused with HTTP 404: Not Found [item 0]
		DM Hub’s API does not seem to be at this address. Check the Base URL in the credential."
	`);
	expect(await after({ kind: 'refuse', status: 413, body: 'too large' })).toMatchInlineSnapshot(`
		"GET /v1/listservice/memberCount was too large for the server (HTTP 413) [item 0]
		It cannot be sent in smaller parts. Ask whoever runs the server, or a proxy before it, to allow larger requests."
	`);
	expect(await after({ kind: 'hugeBody', bytes: 80_000_000 })).toMatchInlineSnapshot(`
		"The response to GET /v1/listservice/memberCount is larger than 64 MB and was not read [item 0]
		DM Hub does not send responses of this size. Check the Base URL in the credential, and any proxy between n8n and DM Hub."
	`);
	expect(await after({ kind: 'refuse', status: 500, body: '{"status":500,"error":"Internal Server Error"}' }))
		.toMatchInlineSnapshot(`
		"The server failed while processing GET /v1/listservice/memberCount (HTTP 500): {"status":500,"error":"Internal Server Error"}, 5 times in a row [item 0]
		DM Hub failed while processing this. Try again later; if it keeps failing, send this message to Convertlab support."
	`);
});

test('lists that cannot be read to their end', async () => {
	const all = member('getAll', byId(1), { returnAll: true });
	expect(await after({ kind: 'refuse', body: '{"data":[]}' }, all)).toMatchInlineSnapshot(`
		"DM Hub’s response is not a list of members [item 0]
		The response is not in the documented format. Check the Base URL in the credential, and any proxy between n8n and DM Hub."
	`);
	hub().addMembers('1', 25_000);
	const none: Fault = { kind: 'refuse', body: '{"items":[]}', match: { path: '/v1/listMembers' } };
	expect(await after({ ...none, after: 2 }, all)).toMatchInlineSnapshot(`
		"DM Hub sent no members after membership 46344, and then none at all [item 0]
		The list cannot be read completely, so none of it was used. Try again later."
	`);
	hub().faults.clear();
	hub().quirks.memberRowCap = 10;
	hub().faults.plan(({ query, path }) =>
		path === '/v1/listMembers'
			? {
					kind: 'refuse',
					body: {
						items: Array.from({ length: 10 }, (_, at) => ({
							id: query.sord === 'desc' ? 9_000_000 - at : 1 + at,
							listId: 1,
							customerId: 1 + at,
							dateCreated: '2017-05-23T02:42:14Z',
							lastUpdated: '',
						})),
					} as never,
				}
			: undefined,
	);
	expect(textShown(await runNode(hub(), { parameters: all }))).toMatchInlineSnapshot(`
		"DM Hub returned the same members again instead of the next ones [item 0]
		This DM Hub is too old for this node: it ignores “sinceId”, without which a list cannot be read to its end. Ask Convertlab for an update."
	`);
});

test('memberships of another group', async () => {
	const all = member('getAll', byId(1), { returnAll: true });
	hub().quirks.memberFilters = ['customerId'];
	hub().addMembers(hub().addGroup({ name: '银卡会员' }).id, [4, 5]);
	expect(textShown(await runNode(hub(), { parameters: all }))).toMatchInlineSnapshot(`
		"DM Hub returned memberships of another group [item 0]
		It ignores “listId”, so none of its response was used. Send this message to Convertlab support."
	`);
});

test('answers about somebody else', async () => {
	const all = member('getAll', byId(1), { returnAll: true, options: { customerFields: ['name', 'openId'] } });
	hub().faults.plan(({ path }) =>
		path === '/v1/customeridentities'
			? {
					kind: 'refuse',
					body: '[{"customerId":999,"identityType":"wechat","identityValue":"x"}]',
				}
			: undefined,
	);
	expect(textShown(await runNode(hub(), { parameters: all }))).toMatchInlineSnapshot(`
		"DM Hub returned identities of customers other than 1, so it is not known whether that customer has any [item 0]
		Remove “WeChat OpenID” and “WeChat UnionID” from “Customer Fields”."
	`);
});

test('the credential', async () => {
	const withCredential = async (credential: Parameters<typeof runNode>[1]['credential']) =>
		textShown(await runNode(hub(), { parameters: count, credential }));
	const app = (more: Parameters<typeof appCredential>[1]) => withCredential(appCredential(hub(), more));
	const token = (more: Parameters<typeof tokenCredential>[1]) => withCredential(tokenCredential(hub(), more));
	expect(await app({ appSecret: 'wrong' })).toMatchInlineSnapshot(`
		"DM Hub refused the App ID or Secret: “the params is illegal” (code 40004) [item 0]
		Copy both again from DM Hub into the credential, without spaces around them. If they are right, check in DM Hub, 设置 > 系统集成 > 应用集成 (in older tenants 设置 > 开发与集成), that the application is one of the old version, not migrated to the new one, and that the address of this n8n is on the IP whitelist."
	`);
	hub().quirks.ipWhitelist = 'refusal';
	expect(await app({})).toMatchInlineSnapshot(`
		"DM Hub does not issue access tokens to this n8n: “invalid ip, not in whitelist” (code 40164) [item 0]
		Check in DM Hub, 设置 > 系统集成 > 应用集成 (in older tenants 设置 > 开发与集成), that the application is one of the old version, not migrated to the new one, and that the address of this n8n is on the IP whitelist."
	`);
	hub().quirks.ipWhitelist = 'open';
	expect(await app({ appSecret: '' })).toMatchInlineSnapshot(`
		"The App Secret in the credential is empty [item 0]
		Copy it from DM Hub’s settings into the credential."
	`);
	expect(await token({ accessToken: 'dead' })).toMatchInlineSnapshot(`
		"DM Hub refused the access token: “invalid access_token” (code 40001, HTTP 200) [item 0]
		The access token in the credential is wrong or has expired: tokens expire after two hours. Choose “App ID and Secret” in the credential, and n8n renews the token automatically."
	`);
	expect(await token({ accessToken: '' })).toMatchInlineSnapshot(`
		"DM Hub refused the access token: “invalid access_token” (code 40001, HTTP 200) [item 0]
		The access token in the credential is wrong or has expired: tokens expire after two hours. Choose “App ID and Secret” in the credential, and n8n renews the token automatically."
	`);
	expect(await token({ baseUrl: 'api.example.com' })).toMatchInlineSnapshot(`
		"The Base URL in the credential is not a valid URL [item 0]
		Enter it with https:// in front, e.g. https://api.convertlab.com"
	`);
	expect(await token({ baseUrl: 'http://127.0.0.1:9' })).toMatchInlineSnapshot(`
		"No response to GET /v1/listservice/memberCount: the server refused the connection, 5 times in a row [item 0]
		Check the network of the machine that n8n runs on and the Base URL in the credential, or run it again later."
	`);
	expect(await token({ baseUrl: 'http://nowhere.invalid' })).toMatchInlineSnapshot(`
		"No response to GET /v1/listservice/memberCount: there is no server with that name, 5 times in a row [item 0]
		Check the network of the machine that n8n runs on and the Base URL in the credential, or run it again later."
	`);
	hub().faults.add({
		kind: 'refuse',
		status: 302,
		body: '',
		headers: { location: 'https://www.example.com/login' },
		times: 99,
	});
	expect(await token({})).toMatchInlineSnapshot(`
		"GET /v1/listservice/memberCount was redirected to https://www.example.com/login (HTTP 302), which is not followed because the address holds the access token [item 0]
		Enter the address of the API itself as Base URL in the credential (for example https instead of http)."
	`);
	expect(await app({})).toMatchInlineSnapshot(`
		"The request for an access token was redirected to https://www.example.com/login (HTTP 302), which is not followed because the address holds the access token [item 0]
		Enter the address of the API itself as Base URL in the credential (for example https instead of http)."
	`);
	hub().faults.clear();
	hub().faults.add({ kind: 'refuse', status: 404, body: 'none', match: { path: '/security/accesstoken' } });
	expect(await app({})).toMatchInlineSnapshot(`
		"The Base URL in the credential does not issue DM Hub access tokens (HTTP 404) [item 0]
		Check the Base URL in the credential: it probably belongs to another service."
	`);
	hub().faults.clear();
	hub().faults.add({ kind: 'refuse', status: 401, body: '', times: 9 });
	expect(await token({})).toMatchInlineSnapshot(`
		"DM Hub refused the access token (HTTP 401) [item 0]
		The access token in the credential is wrong or has expired: tokens expire after two hours. Choose “App ID and Secret” in the credential, and n8n renews the token automatically."
	`);
	hub().faults.clear();
	hub().faults.add({ kind: 'refuse', body: '{"error_code":0}', match: { path: '/security/accesstoken' } });
	expect(await app({})).toMatchInlineSnapshot(`
		"DM Hub responded without an access token [item 0]
		Check the Base URL in the credential."
	`);
	hub().faults.clear();
	hub().faults.plan(({ path }) =>
		path === '/security/accesstoken'
			? undefined
			: {
					kind: 'refuse',
					status: 401,
					body: { error_code: 40001, error_description: 'invalid access_token' } as never,
				},
	);
	expect(await app({})).toMatchInlineSnapshot(`
		"DM Hub refused the access token: “invalid access_token” (code 40001, HTTP 401) [item 0]
		DM Hub refused five tokens in a row. Another system probably uses the same App ID, and each token it requests ends the one that n8n holds: create a separate application for n8n in DM Hub’s settings. If no other system uses it, check in DM Hub, 设置 > 系统集成 > 应用集成 (in older tenants 设置 > 开发与集成), that the application is one of the old version, not migrated to the new one, and that the address of this n8n is on the IP whitelist."
	`);
});
