import type { INodeParameters } from 'n8n-workflow';
import { createSandbox, FAULT_KINDS, type Fault, type FaultKind, type Sandbox } from '../../sandbox';
import { crowd } from '../support/membersOf';
import { appCredential, byId, byName, runNode, tokenCredential, type NodeRun } from '../support/runNode';
import { printedDuring, secretsIn } from '../support/secretsFound';

const TOKEN = 'typed&in=token+with/every %sign-and-more';
const SECRET = 'app&secret=with+every/odd %sign-and-"more"';
const TOKEN_PATH = '/security/accesstoken';

let hub: Sandbox;
let elsewhere: Sandbox;
beforeAll(async () => {
	hub = await createSandbox({
		accessToken: TOKEN,
		apps: [{ appId: 'the-app', secret: SECRET }],
		quirks: { oddTokens: true },
		customers: 10,
	});
	elsewhere = await createSandbox();
});
afterAll(async () => await Promise.all([hub.close(), elsewhere.close()]));
beforeEach(() => {
	for (const each of [hub, elsewhere]) each.reset();
	// The credential hands out its last token for a few seconds; this sandbox does not know it any more.
	jest.advanceTimersByTime(60_000);
});

const faultOf = (kind: FaultKind): Fault => ({
	kind,
	times: 30,
	ms: 10,
	bytes: 70_000_000,
	...(kind === 'redirect' ? { location: `${elsewhere.url}/v1/lists?from=here` } : {}),
});

/** Runs with faults, and gives the secrets that can be found in anything that is left of the run. */
async function leaked(run: Partial<NodeRun> & { parameters: INodeParameters }): Promise<string[]> {
	const printed = printedDuring();
	try {
		const result = await runNode(hub, run);
		const tokens = hub.requests.map(({ query }) => query.access_token).filter((token) => token !== undefined);
		return secretsIn(result, printed.texts, new Set([TOKEN, SECRET, ...tokens]));
	} finally {
		printed.restore();
	}
}

const parameters = (operation: string, id: string): INodeParameters => ({
	resource: 'member',
	operation,
	group: byId(id),
	options: { timeout: 1 },
});

describe.each([
	['a token typed in', () => tokenCredential(hub)],
	['App ID and Secret', () => appCredential(hub)],
])('with %s', (_name, credential) => {
	test.each(FAULT_KINDS.filter((kind) => kind !== 'hung' && kind !== 'hungAfter'))(
		'%s gives no secret away',
		async (kind) => {
			const { id } = hub.addGroup({ name: 'A' });
			for (const [operation, onError] of [
				['add', 'stopWorkflow'],
				['getAll', 'continueRegularOutput'],
				['remove', 'continueErrorOutput'],
			] as const) {
				hub.faults.clear();
				hub.faults.add({
					...faultOf(kind),
					times: kind === 'endlessBody' || kind === 'hugeBody' ? 1 : 30,
					match: ({ path }) => path !== TOKEN_PATH,
				});
				const input = crowd(3);
				expect(
					await leaked({ input, parameters: parameters(operation, id), onError, credential: credential() }),
				).toEqual([]);
			}
			expect(hub.requests.length).toBeGreaterThan(0);
			expect(elsewhere.requests).toEqual([]);
		},
	);

	test.each(['hung', 'hungAfter'] as const)('%s gives no secret away', async (kind) => {
		const { id } = hub.addGroup({ name: 'A' });
		hub.faults.add({ kind, times: 2, match: ({ path }) => path !== TOKEN_PATH });
		expect(
			await leaked({ input: crowd(3), parameters: parameters('add', id), credential: credential() }),
		).toEqual([]);
	});
});

test.each(
	FAULT_KINDS.filter((kind) => !kind.startsWith('hung') && kind !== 'slow' && kind !== 'endlessBody'),
)('%s in answer to the request for a token gives no secret away', async (kind) => {
	const { id } = hub.addGroup({ name: 'A' });
	hub.faults.add({ ...faultOf(kind), match: { path: TOKEN_PATH } });
	const run = { input: crowd(2), parameters: parameters('add', id) };
	expect(await leaked({ ...run, credential: appCredential(hub) })).toEqual([]);
	expect(hub.requests.every(({ path }) => path === TOKEN_PATH)).toBe(true);
	expect(elsewhere.requests).toEqual([]);
});

test('a Secret with spaces around it is hidden as it was sent, without them', async () => {
	const { id } = hub.addGroup({ name: 'A' });
	hub.faults.add({ kind: 'echoToken', match: { path: TOKEN_PATH } });
	const credential = appCredential(hub, { appSecret: `  ${SECRET}\n` });
	expect(await leaked({ input: crowd(1), parameters: parameters('add', id), credential })).toEqual([]);
});

test.each([200, 400, 401, 500])(
	'an answer with HTTP %i that only repeats the address gives no secret away',
	async (status) => {
		const { id } = hub.addGroup({ name: 'A' });
		const body = `no: ${TOKEN} ${encodeURIComponent(TOKEN)} ${new URLSearchParams({ access_token: TOKEN }).toString()}`;
		hub.faults.add({ kind: 'refuse', status, body, times: 30 });
		const run = { input: crowd(2), parameters: parameters('add', id), credential: tokenCredential(hub) };
		expect(await leaked(run)).toEqual([]);
		expect(await leaked({ ...run, onError: 'continueRegularOutput' })).toEqual([]);
	},
);

test('a refused token and an unknown group give no secret away', async () => {
	hub.faults.add({
		kind: 'refuse',
		body: { error_code: 40001n, error_description: `bad: ${TOKEN}` },
		times: 9,
	});
	const run = { input: crowd(1), parameters: parameters('add', '1'), credential: tokenCredential(hub) };
	expect(await leaked(run)).toEqual([]);
	hub.faults.clear();
	expect(await leaked({ ...run, parameters: { ...run.parameters, group: byName('nobody') } })).toEqual([]);
});

test('the search itself finds a secret in an item', async () => {
	const { id } = hub.addGroup({ name: encodeURIComponent(TOKEN) });
	const get = { resource: 'group', operation: 'get', group: byId(id) };
	expect(await leaked({ parameters: get, credential: tokenCredential(hub) })).toEqual([TOKEN]);
});

// n8n 1.x has no log without its server.
const testWhereLogged = process.env.N8N_HOST === 'n8n-1.123' ? test.skip : test;

testWhereLogged('the search itself sees what n8n logs', async () => {
	const printed = printedDuring();
	const parameters = { resource: 'group', operation: 'get', group: byId('404') };
	await runNode(hub, { parameters, credential: tokenCredential(hub) });
	printed.restore();
	expect(printed.texts.join('')).toContain('404');
});
