import { Container } from '@n8n/di';
import { GlobalConfig } from '@n8n/config';
import type { INodeParameters } from 'n8n-workflow';
import { createSandbox, FAULT_KINDS, type Fault, type FaultKind, type Sandbox } from '../../sandbox';
import { appCredential, tokenCredential } from '../support/credential';
import { crowd } from '../support/inputs';
import { byId, byName, group } from '../support/parameters';
import { runNode, type NodeRun } from '../support/run';
import { secretsIn } from '../support/secrets';

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
async function leaked(
	run: Partial<NodeRun> & { parameters: INodeParameters },
	more: string[] = [],
): Promise<string[]> {
	const printed = printedDuring();
	try {
		const result = await runNode(hub, run);
		const tokens = hub.requests.map(({ query }) => query.access_token).filter((token) => token !== undefined);
		return secretsIn(result, printed.texts, new Set([TOKEN, SECRET, ...tokens, ...more]));
	} finally {
		printed.restore();
	}
}

const parameters = (operation: string, id: string): INodeParameters => ({
	resource: 'member',
	operation,
	customerBy: 'id',
	ifNameExists: 'create',
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

describe('an answer that issues a token and cannot be used is never quoted', () => {
	const LIVE = 'live-token-of-this-very-answer';
	const issued = `{"error_code":0,"access_token":"${LIVE}","expires_in":7200}`;
	test.each<[string, number, string]>([
		['something stands behind the JSON', 200, `${issued}\n<!-- served by proxy -->`],
		['the JSON is cut', 200, issued.slice(0, -20)],
		['it is the text of a page', 200, `<p>${LIVE}</p>`],
		['the server fails meanwhile', 500, `${issued} oops`],
		['the request is refused', 400, `${issued} oops`],
		['the error is an object with the token in it', 200, `{"error_code":7,"error_description":${issued}}`],
		[
			'the reason repeats the token',
			200,
			`{"error_code":7,"error_description":"issued ${LIVE}","access_token":"${LIVE}"}`,
		],
		['the error has no code', 200, `{"error":"issued ${LIVE}","access_token":"${LIVE}"}`],
	])('where %s', async (_where, status, body) => {
		const { id } = hub.addGroup({ name: 'A' });
		hub.faults.add({ kind: 'refuse', status, body, match: { path: TOKEN_PATH }, times: 30 });
		const run = { input: crowd(2), parameters: parameters('add', id), credential: appCredential(hub) };
		expect(await leaked(run, [LIVE])).toEqual([]);
		expect(hub.requests.every(({ path }) => path === TOKEN_PATH)).toBe(true);
	});
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

describe('a token that a server echoes', () => {
	const entities = (write: (point: number) => string) =>
		TOKEN.replace(/[^a-z0-9]/g, (character) => write(character.charCodeAt(0)));
	const forms = [
		TOKEN,
		entities((point) => `&#x${point.toString(16).toUpperCase()};`),
		entities((point) => `&#${String(point).padStart(3, '0')};`),
		encodeURIComponent(encodeURIComponent(TOKEN)),
		TOKEN.replaceAll('/', '\\/'),
	];
	const places: Array<[string, (form: string) => string]> = [
		['in its words', (form) => JSON.stringify({ error_code: 7, error_description: `bad ${form}` })],
		['as its code', (form) => JSON.stringify({ error_code: form, error_description: 'no' })],
		['in a page', (form) => `<p>${form}</p>`],
	];

	test.each(places)('is hidden %s, in every form', async (_place, answer) => {
		for (const form of forms) {
			hub.reset();
			const { id } = hub.addGroup({ name: 'A' });
			hub.faults.add({ kind: 'refuse', body: answer(form), times: 30 });
			const run = { input: crowd(2), parameters: parameters('add', id), credential: tokenCredential(hub) };
			expect(await leaked({ ...run, onError: 'continueRegularOutput' }, forms)).toEqual([]);
		}
	});
});

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
	const get = group('get', { group: byId(id) });
	expect(await leaked({ parameters: get, credential: tokenCredential(hub) })).toEqual([TOKEN]);
});

// n8n 1.x has no log without its server.
const testWhereLogged = process.env.N8N_HOST === 'n8n-1.123' ? test.skip : test;

testWhereLogged('the search itself sees what n8n logs', async () => {
	const printed = printedDuring();
	const parameters = group('get', { group: byId('404') });
	await runNode(hub, { parameters, credential: tokenCredential(hub) });
	printed.restore();
	expect(printed.texts.join('')).toContain('404');
});

/** Catches what is written to the console and to the standard streams, n8n's log of a server included. */
function printedDuring(): { texts: string[]; restore(): void } {
	// Before n8n makes its logger, with the first run of a test file.
	Container.get(GlobalConfig).logging.level = 'info';
	const texts: string[] = [];
	const spies = [
		...(['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
			jest.spyOn(console, name).mockImplementation((...args: unknown[]) => void texts.push(args.join(' '))),
		),
		...[process.stdout, process.stderr].map((stream) =>
			jest.spyOn(stream, 'write').mockImplementation((text) => {
				texts.push(String(text));
				return true;
			}),
		),
	];
	return { texts, restore: () => spies.forEach((spy) => spy.mockRestore()) };
}
