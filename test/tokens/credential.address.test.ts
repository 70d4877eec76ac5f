import { appCredential, tokenCredential } from '../support/credential';
import { customers } from '../support/inputs';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';
import { testCredential } from './credentialTest';

const TOKEN_PATH = '/security/accesstoken';
const PASSWORD = 'p%40ss-w0rd!';
const hub = useSandbox();
beforeEach(() => void hub().addGroup({ name: 'A' }));
const add = member('add', byId(1), { options: { timeout: 1 } });

test.each([403, 404, 405])(
	'HTTP %i to the request for a token blames the address, not the Secret',
	async (status) => {
		hub().faults.add({ kind: 'refuse', status, body: '<html>nobody</html>', times: 2 });
		const credential = appCredential(hub());
		const { error } = await runNode(hub(), { input: customers(1), parameters: add, credential });
		expect(error?.message).toContain(`does not issue DM Hub access tokens (HTTP ${status})`);
		expect(error?.description).toContain('Check the Base URL');
		expect((await testCredential(credential)).message).toContain('Base URL');
	},
);

test.each([200, 400, 401, 403])(
	'a refusal by DM Hub of the request for a token under HTTP %i blames the Secret',
	async (status) => {
		const body = { error_code: '40004', error_description: 'the params is illegal' };
		hub().faults.add({ kind: 'refuse', status, body });
		const { error } = await runNode(hub(), {
			input: customers(1),
			parameters: add,
			credential: appCredential(hub()),
		});
		expect(error?.message).toContain('refused the App ID or Secret: “the params is illegal” (code 40004)');
	},
);

test('Timeout applies to the request for a token, too, and the next attempt gets one', async () => {
	hub().faults.add({ kind: 'hung', match: { path: TOKEN_PATH } });
	const { error, json } = await runNode(hub(), {
		input: customers(1),
		parameters: add,
		credential: appCredential(hub()),
	});
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ customerId: 1 }]);
	expect(hub().requests.filter(({ path }) => path === TOKEN_PATH)).toHaveLength(2);
});

test.each([
	['as it is', 'p@ss-w0rd!'],
	['encoded', PASSWORD],
	['in the header it was sent in', Buffer.from('robot:p@ss-w0rd!').toString('base64')],
])('a password in the Base URL stays hidden when the server echoes it %s', async (_how, echoed) => {
	const baseUrl = hub().url.replace('//', `//robot:${PASSWORD}@`);
	const body = `{"error_code":7,"error_description":"no: ${echoed} there"}`;
	for (const credential of [tokenCredential(hub(), { baseUrl }), appCredential(hub(), { baseUrl })]) {
		hub().faults.clear();
		hub().faults.add({ kind: 'refuse', body });
		const { error } = await runNode(hub(), { input: customers(1), parameters: add, credential });
		expect(error?.message).toContain('no: [hidden] there');
	}
});

test('a Secret under 8 characters stays hidden when the server echoes it, and the words stay readable', async () => {
	const body = '{"error_code":7,"error_description":"customers: s3c is wrong, secret=s3c&appid=1"}';
	hub().faults.add({ kind: 'refuse', body });
	const credential = appCredential(hub(), { appSecret: 's3c' });
	const { error } = await runNode(hub(), { input: customers(1), parameters: add, credential });
	expect(error?.message).toContain('“customers: [hidden] is wrong, secret=[hidden]&appid=1”');
});
