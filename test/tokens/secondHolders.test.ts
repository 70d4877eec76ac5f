import { appCredential } from '../support/credential';
import { crowd } from '../support/inputs';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const TOKEN_PATH = '/security/accesstoken';
const sandbox = useSandbox();

const add = (id: string, options = {}) =>
	member('add', byId(id), { options: { batchSize: 1, maxConcurrentRequests: 4, ...options } });

test('a run that has to renew more than three times reports that another system uses the App ID', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	hub.faults.plan(({ path }) => {
		if (path !== TOKEN_PATH && asked(hub, '/v1/listMembers').length % 5 === 4) hub.expireTokens();
		return undefined;
	});
	const result = await runNode(hub, {
		input: crowd(20),
		parameters: add(id, { maxConcurrentRequests: 1 }),
		credential: appCredential(hub),
	});
	expect(result.json).toHaveLength(20);
	expect(result.hints).toEqual([
		expect.stringMatching(/had to be renewed [4-9] times: another system probably uses the same App ID/),
	]);
});

test('five tokens refused in a row end the run and say why', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	hub.faults.plan(({ path }) => {
		if (path !== TOKEN_PATH) hub.expireTokens();
		return undefined;
	});
	const result = await runNode(hub, {
		input: crowd(40),
		parameters: add(id),
		credential: appCredential(hub),
	});
	expect(result).toBeRefused({
		reason: 'credential',
		says: ['refusedToken', 'fiveTokens'],
		names: ['not migrated to the new one'],
	});
	expect(asked(hub, TOKEN_PATH).length).toBeLessThanOrEqual(5);
	expect(hub.customersIn(id)).toEqual(new Set());
});

describe('a wrong App ID or Secret', () => {
	const wrong = { appSecret: 'not-the-secret' };

	test('is reported in the server’s words after one try', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		const result = await runNode(hub, {
			input: crowd(5),
			parameters: add(id),
			credential: appCredential(hub, wrong),
		});
		expect(result).toBeRefused({
			reason: 'credential',
			code: '40004',
			words: 'the params is illegal',
			says: 'refusedApp',
		});
		expect(hub.requests.map(({ path }) => path)).toEqual([TOKEN_PATH]);
	});

	test('fails all who wait for the token, with one try between them', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		const result = await runNode(hub, {
			input: crowd(40),
			parameters: add(id, { maxConcurrentRequests: 16 }),
			credential: appCredential(hub, wrong),
			onError: 'continueRegularOutput',
		});
		const texts = new Set(result.json.map(({ error }) => error));
		expect(result.json).toHaveLength(40);
		expect([...texts]).toEqual(['DM Hub refused the App ID or Secret: “the params is illegal” (code 40004)']);
		expect(hub.requests.map(({ path }) => path)).toEqual([TOKEN_PATH]);
	});

	test('never goes on with the token of the right one', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		const credential = appCredential(hub);
		await runNode(hub, { input: crowd(1), parameters: add(id), credential });
		credential.data = { ...credential.data, ...wrong };
		const result = await runNode(hub, { input: crowd(1, 2), parameters: add(id), credential });
		expect(result).toBeRefused({ reason: 'credential', says: 'refusedApp' });
		expect(hub.customersIn(id)).toEqual(new Set(['1']));
	});

	test('does not fail a run at the same time with the right one', async () => {
		const hub = sandbox();
		hub.latency = 30;
		const { id } = hub.addGroup({ name: 'A' });
		const [bad, good] = await Promise.all(
			[appCredential(hub, wrong), appCredential(hub)].map(
				async (credential) => await runNode(hub, { input: crowd(2), parameters: add(id), credential }),
			),
		);
		expect(bad).toBeRefused({ reason: 'credential', says: 'refusedApp' });
		expect(good.error).toBeUndefined();
		expect(hub.customersIn(id)).toEqual(new Set(['1', '2']));
	});
});
