import type { Sandbox } from '../../sandbox';
import { appCredential, type StoredCredential } from '../support/credential';
import { crowd, idsOf } from '../support/inputs';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';

type Runner = typeof import('../support/run') & typeof import('../support/credential');

const sandbox = useSandbox();

const addOneByOne = (id: string) =>
	member('add', byId(id), { options: { batchSize: 1, maxConcurrentRequests: 4 } });

/** Node and credential loaded a second time: nothing in memory is shared, as between two workers of one n8n. */
async function anotherProcess(): Promise<Runner> {
	let runner: Runner | undefined;
	await jest.isolateModulesAsync(async () => {
		runner = { ...(await import('../support/run')), ...(await import('../support/credential')) };
	});
	if (!runner) throw new Error('The node could not be loaded a second time');
	return runner;
}

/** The same stored credential, as another process reads and writes it. */
const seenBy = (other: Runner, hub: Sandbox, credential: StoredCredential): StoredCredential =>
	Object.defineProperty(other.appCredential(hub), 'data', {
		get: () => credential.data,
		set: (data) => (credential.data = data),
	});

test('two processes that share a credential with tokens of two seconds both get through', async () => {
	const hub = sandbox();
	const other = await anotherProcess();
	expect(other.runNode).not.toBe(runNode);
	const { id } = hub.addGroup({ name: 'A' });
	hub.tokenLifetime = 2_000;
	hub.latency = 80;
	const credential = appCredential(hub);
	const [one, two] = await Promise.all([
		runNode(hub, { input: crowd(120), parameters: addOneByOne(id), credential }),
		other.runNode(hub, {
			input: crowd(120, 121),
			parameters: addOneByOne(id),
			credential: seenBy(other, hub, credential),
		}),
	]);
	expect([one.error, two.error]).toEqual([undefined, undefined]);
	expect([one.json.length, two.json.length]).toEqual([120, 120]);
	expect(hub.customersIn(id)).toEqual(idsOf(crowd(240)));
	expect(hub.tokensIssued).toBeGreaterThanOrEqual(2);
});

test('whoever fetched a token renews it within half a second, and others let them go first', async () => {
	const hub = sandbox();
	const { id } = hub.addGroup({ name: 'A' });
	const other = await anotherProcess();
	const credential = appCredential(hub);
	const processes = [
		{ runNode, credential },
		{ runNode: other.runNode, credential: seenBy(other, hub, credential) },
	];
	const turns = [0, 0, 0, 1, 1, 1, 0, 1, 0];
	let holder: number | undefined;
	for (const [index, turn] of turns.entries()) {
		const before = Date.now();
		const { error } = await processes[turn].runNode(hub, {
			input: crowd(1, index + 1),
			parameters: addOneByOne(id),
			credential: processes[turn].credential,
		});
		expect(error).toBeUndefined();
		const waited = Date.now() - before;
		const earliest = holder === undefined || turn === holder ? 0 : 500;
		expect(waited).toBeGreaterThanOrEqual(earliest);
		expect(waited).toBeLessThanOrEqual(holder === undefined ? 0 : earliest + 500);
		holder = turn;
		hub.expireTokens();
	}
	expect(hub.tokensIssued).toBe(turns.length);
	expect(hub.customersIn(id)).toEqual(idsOf(crowd(turns.length)));
});
