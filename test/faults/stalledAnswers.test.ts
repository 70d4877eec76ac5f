import type { INodeParameters } from 'n8n-workflow';
import { stallingProxy, type Stall, type StallingProxy } from './stallingProxy';
import { appCredential, tokenCredential } from '../support/credential';
import { crowd, idsOf } from '../support/inputs';
import { byId, group, member } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';
import { ActiveWorkflow } from '../support/trigger';

/** Answers of which the headers come, and then nothing more, or one byte and then nothing more. */

const sandbox = useSandbox({ quirks: { anyCustomer: true } });
let proxy: StallingProxy;
beforeEach(async () => void (proxy = await stallingProxy(sandbox())));
afterEach(async () => await proxy.close());

const TIMEOUT = 3;
const LISTS = '/v1/lists';
const TOKEN_PATH = '/security/accesstoken';
const isWrite = ({ method }: { method: string }) => method !== 'GET';

const run = async (parameters: INodeParameters, input = crowd(3)) =>
	await runNode(sandbox(), {
		input,
		parameters: { ...parameters, options: { timeout: TIMEOUT } },
		credential: tokenCredential(sandbox(), { baseUrl: proxy.url }),
		onError: 'continueErrorOutput',
	});

describe.each<Stall>(['headers', 'one byte'])('after its %s', (stall) => {
	test('a read is given up in time, each of its five times', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		proxy.stall(stall, () => true);
		const begun = Date.now();
		const { refused } = await run(member('count', byId(id)), [{}]);
		expect(refused).toMatchObject([
			{
				json: {
					error: `No complete response to GET /v1/listservice/memberCount within ${TIMEOUT} seconds, 5 times in a row`,
				},
			},
		]);
		expect(hub.requests).toHaveLength(5);
		const seconds = (Date.now() - begun) / 1_000;
		expect(seconds).toBeGreaterThanOrEqual(5 * TIMEOUT);
		expect(seconds).toBeLessThan(5 * TIMEOUT + 8);
	});

	test('customers are looked up, and added once', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		proxy.stall(stall, isWrite);
		const { json } = await run(member('add', byId(id)));
		expect(json).toHaveLength(3);
		expect(hub.customersIn(id)).toEqual(idsOf(crowd(3)));
		expect(hub.members(id)).toHaveLength(3);
	});

	test('customers are not known to be added where the look is left alone, too', async () => {
		const { id } = sandbox().addGroup({ name: 'A' });
		proxy.stall(stall, () => true);
		const { refused } = await run(member('add', byId(id)));
		expect(refused).toHaveLength(3);
		for (const { json } of refused) expect(json.details).toMatchObject({ outcome: 'unknown' });
	});

	test('a group that was created is found', async () => {
		proxy.stall(stall, isWrite);
		const { json } = await run(group('create', { name: 'A' }), [{}]);
		expect(json).toMatchObject([{ id: 1, name: 'A' }]);
		expect(asked(sandbox(), LISTS, 'POST')).toHaveLength(1);
	});

	test('a group is not known to be created where the look is left alone, too', async () => {
		proxy.stall(stall, () => true);
		const { refused } = await run(group('create', { name: 'A', ifNameExists: 'create' }), [{}]);
		expect(refused).toHaveLength(1);
		expect(refused[0]).toBeRefused({
			item: 0,
			outcome: 'unknown',
			names: ['“A”'],
			says: 'notKnownWhetherCreated',
		});
		expect(asked(sandbox(), LISTS, 'POST')).toHaveLength(1);
	});

	test('a request for a token is given up', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		proxy.stall(stall, ({ path }) => path === TOKEN_PATH);
		const { error } = await runNode(hub, {
			input: crowd(1),
			parameters: member('add', byId(id), { options: { timeout: TIMEOUT } }),
			credential: appCredential(hub, { baseUrl: proxy.url }),
		});
		expect(error).toBeRefused({ reason: 'unavailable', says: 'noResponse', names: ['access token'] });
		expect(asked(hub, TOKEN_PATH)).toHaveLength(5);
	});

	test('a poll ends within its budget, and the next one loses nobody', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		const workflow = new ActiveWorkflow(hub, {
			parameters: { group: byId(id) },
			credential: tokenCredential(hub, { baseUrl: proxy.url }),
			budget: 20_000,
		});
		await workflow.poll();
		hub.addMembers(id, 1);
		proxy.stall(stall, () => true);
		const begun = Date.now();
		const { error } = await workflow.poll();
		expect(error).toBeRefused({ reason: 'unavailable', says: 'noResponse' });
		expect(Date.now() - begun).toBeLessThanOrEqual(20_000);
		proxy.stall(stall, () => false);
		expect((await workflow.poll()).json).toMatchObject([{ customerId: 1 }]);
	});

	test('no connection is left open', async () => {
		const { id } = sandbox().addGroup({ name: 'A' });
		proxy.stall(stall, () => true);
		await run(member('add', byId(id)));
		await new Promise((resolve) => setTimeout(resolve, 1_000));
		expect(proxy.open).toBe(0);
	});

	test('Stop in the editor ends the run at once', async () => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: 'A' });
		proxy.stall(stall, () => true);
		const begun = Date.now();
		await runNode(hub, {
			input: crowd(1),
			parameters: member('add', byId(id), { options: { timeout: 3_000 } }),
			credential: tokenCredential(hub, { baseUrl: proxy.url }),
			onStart: (execution) => setTimeout(() => execution.cancel(), 2_000),
		}).catch(() => undefined);
		await new Promise((resolve) => setTimeout(resolve, 1_000));
		expect(Date.now() - begun).toBeLessThan(10_000);
		expect(proxy.open).toBe(0);
	});
});
