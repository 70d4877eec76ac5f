import { NodeConnectionTypes, type INode, type INodeType } from 'n8n-workflow';
import { execute } from './support/engine';
import { useSandbox } from './support/hub';
import { customers, member, upFrom } from './support/parameters';
import { appCredential, byId, runNode } from './support/runNode';
import type { StoredCredential } from './support/storedCredential';

const HOUR = 3_600_000;
const hub = useSandbox();
afterEach(() => void jest.restoreAllMocks());

/** Calls the API with this credential and nothing of ours, many times side by side, as n8n's HTTP Request node does. */
class HttpRequests implements INodeType {
	description = {
		displayName: 'HTTP',
		name: 'http',
		group: [],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'convertlabApi', required: true }],
		properties: [],
	} as unknown as INodeType['description'];

	/** n8n calls it with the host as `this`. */
	execute: INodeType['execute'];

	constructor(count: number) {
		this.execute = async function () {
			const sent = upFrom(1, count).map(
				async () =>
					(await this.helpers.httpRequestWithAuthentication.call(this, 'convertlabApi', {
						url: `${hub().url}/v1/lists`,
					})) as object,
			);
			return [(await Promise.all(sent)).map((json) => ({ json: { ...json } }))];
		};
	}
}

async function request(credential: StoredCredential, count = 1) {
	const type = new HttpRequests(count);
	const node = {
		id: 'http',
		name: 'HTTP',
		type: 'http',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { convertlabApi: { id: '1', name: 'Convertlab' } },
	} as INode;
	const ran = await execute({
		nodes: [node],
		connections: {},
		types: { http: type },
		credential,
		startNode: 'HTTP',
	});
	return (ran.data.resultData.runData.HTTP[0].data?.main[0] ?? []).map(({ json }) => json);
}

const later = (milliseconds: number) => {
	const now = Date.now.bind(Date);
	jest.spyOn(Date, 'now').mockImplementation(() => now() + milliseconds);
};
const groups = { rows: [] as unknown[] };

test('the stored token says how long it lives', async () => {
	const credential = appCredential(hub());
	await request(credential);
	expect(credential.data.sessionToken).toMatch(/^[0-9a-f]+\.\d+\+7200\.\w+\.\w+$/);
});

test('an HTTP request much later gets a new token first, so it works overnight', async () => {
	const credential = appCredential(hub());
	await request(credential);
	later(9 * HOUR);
	expect(await request(credential)).toMatchObject([groups]);
	expect(hub().tokensIssued).toBe(2);
});

test('many at once share the new token, instead of ending one another’s', async () => {
	const credential = appCredential(hub());
	await request(credential);
	later(9 * HOUR);
	expect(await request(credential, 20)).toMatchObject(upFrom(1, 20).map(() => groups));
	expect(hub().tokensIssued).toBe(2);
});

test.each([
	['is used until a minute before its end', 2 * HOUR - 70_000, 1],
	['is renewed in its last minute', 2 * HOUR - 50_000, 2],
])('a token that lasts two hours %s', async (_when, milliseconds, tokens) => {
	const credential = appCredential(hub());
	await request(credential);
	later(milliseconds);
	expect(await request(credential)).toMatchObject([groups]);
	expect(hub().tokensIssued).toBe(tokens);
});

test('the nodes do not renew by the clock: they wait for DM Hub to refuse the token', async () => {
	const credential = appCredential(hub());
	hub().addGroup({ name: 'A' });
	await request(credential);
	credential.data.sessionToken = String(credential.data.sessionToken).replace(/\.\d+\+7200\./, '.1000+7200.');
	const { json } = await runNode(hub(), {
		input: customers(1),
		parameters: member('add', byId(1)),
		credential,
	});
	expect(json).toMatchObject([{ customerId: 1 }]);
	expect(hub().tokensIssued).toBe(1);
});

test('a token stored before its lifetime was kept is still used', async () => {
	const credential = appCredential(hub());
	await request(credential);
	credential.data.sessionToken = String(credential.data.sessionToken).replace('+7200', '');
	expect(await request(credential)).toMatchObject([groups]);
	expect(hub().tokensIssued).toBe(1);
});

test.each(['"soon"', '0', '-5', 'null'])('an expires_in of %s is ignored', async (expiresIn) => {
	hub().faults.add({
		kind: 'refuse',
		body: `{"error_code":0,"access_token":"${hub().accessToken}","expires_in":${expiresIn}}`,
	});
	const credential = appCredential(hub());
	expect(await request(credential)).toMatchObject([groups]);
	expect(credential.data.sessionToken).toMatch(/^[0-9a-f]+\.\d+\.\w+\./);
});
