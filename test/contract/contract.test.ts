import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createSandbox, type Quirks, type Sandbox } from '../../sandbox';
import { tryOut, type Report } from './contract';

let hub: Sandbox;
beforeAll(async () => {
	hub = await createSandbox();
});
beforeEach(() => {
	hub.reset();
	hub.addCustomers(130);
	hub.addGroup({ name: 'somebody’s' });
	hub.addMembers(1, 5);
});
afterAll(async () => await hub.close());

const report = async (mayCreateCustomer = false, only?: string[]): Promise<Report> =>
	await tryOut({ url: `${hub.url}/`, appId: hub.app.appId, secret: hub.app.secret, mayCreateCustomer, only });

/** What can be told of it: three of ten filters are tried, and the clock by the second. */
const expectedOf = (quirks: Partial<Quirks>): unknown[] =>
	Object.entries(quirks).map(([name, value]) =>
		name === 'serverClockOffset' ? expect.closeTo(Number(value), -4) : (value as unknown),
	);

test('everything that the reference says holds on the sandbox, and what is open is found as it is', async () => {
	const { checks, findings, stopped, left, customers } = await report(true);
	expect(hub.requests.length).toBeLessThan(400);
	expect(stopped).toBeUndefined();
	expect(customers).toBeGreaterThan(100);
	expect(checks.filter(({ outcome }) => outcome !== 'holds')).toEqual([]);
	const wrong = findings.filter(
		({ value, usual }) => value !== undefined && JSON.stringify(value) !== JSON.stringify(usual),
	);
	expect(wrong).toEqual([
		// Of ten filters three can be tried.
		expect.objectContaining({ switch: 'customerFilters', value: ['mobile', 'email', 'idList'] }),
	]);
	expect(left).toEqual([]);
});

/** Each switch with every other value that an owner's server may turn out to have. */
const others: Array<Partial<Quirks>> = [
	{ invalidToken: { status: 401, code: '42001', text: 'token expired' } },
	{ errorStyle: 'error' },
	{ errorStyle: 'success' },
	{ codesAsStrings: true },
	{ codeShape: 'object' },
	{ codeShape: 'array' },
	{ codeShape: 'boolean' },
	{ notFoundBody: 'json' },
	{ idsAsStrings: true },
	{ createStatus: 201 },
	{ countShape: 'object' },
	{ countShape: 'string' },
	{ removeAnswer: '204' },
	{ removeAnswer: 'empty' },
	{ removeAnswer: 'true' },
	{ removeAnswer: 'success' },
	{ unknownGroupReads: 'refuse' },
	{ aboutAnother: ['createdGroup'] },
	{ aboutAnother: ['addedCustomer', 'addedGroup'] },
	{ aboutAnother: ['readCustomer'] },
	{ existingMember: 'second' },
	{ existingMember: 'error' },
	{ existingMember: 'omit' },
	{ unknownCustomer: 'refuseBatchNaming' },
	{ unknownCustomer: 'skip' },
	{ unknownCustomer: 'pretend' },
	{ anyCustomer: true },
	{ refusedBatchKeeps: true },
	{ batchOrder: 'asked' },
	{ memberFilters: ['customerId'] },
	{ memberFilters: ['listId'] },
	{ memberRowLimit: 1000 },
	{ memberRowCap: 100 },
	{ memberRepeats: 'inPage' },
	{ memberRepeats: 'acrossPages' },
	{ groupRowLimit: 100 },
	{ groupTotal: 'groups' },
	{ groupRecords: 'all' },
	{ customerRights: 'none' },
	{ customerRights: 'read' },
	{ customerFilters: ['mobile'] },
	{ customerFilters: ['email', 'idList'] },
	{ customerHits: 'first' },
	{ emailMatching: 'ignoreCase' },
	{ emailMatching: 'none' },
	{ refusedParameters: ['email', 'select', 'customerIds'] },
	{ selectHonoured: false },
	{ customerRowLimit: 50 },
	{ customerRowCap: 100 },
	{ customerRowCap: 60, customerPageOffset: 'capped' },
	{ customerRowCap: 60, customerPageOffset: 'asked' },
	{ customerRowOrder: 'newestFirst' },
	{ customerRowOrder: 'scrambled' },
	{ customerRecords: 'page' },
	{ customerRecords: 'none' },
	{ customerRecords: 'half' },
	{ customerCount: 'object' },
	{ customerCount: 'string' },
	{ customerCount: '404' },
	{ customerCount: '405' },
	{ customerCount: 'refused' },
	{ customerCountTells: 'half' },
	{ customerCountTells: 'none' },
	{ goneCustomer: '404' },
	{ goneCustomer: 'empty' },
	{ globalNumbers: true },
	{ identitiesFromFields: false },
	{ identityFilters: ['identityType', 'customerIds'] },
	{ identityFilters: ['identityType', 'identityValue'] },
	{ customerCreateStatus: 200 },
	{ edition: 'old' },
	{ oddTokens: true },
	{ serverClockOffset: 3_600_000 },
	{ urlCap: 4096 },
	{ urlCap: null },
];

test.each(others)(
	'a server with %j is found to have it, and its owner’s groups are left alone',
	async (quirks) => {
		Object.assign(hub.quirks, quirks);
		const tried = await report(true, Object.keys(quirks));
		expect(tried.findings.map(({ value }) => value)).toEqual(expectedOf(quirks));
		expect(tried.left).toEqual([]);
		expect(hub.groups()).toEqual([expect.objectContaining({ name: 'somebody’s', members: 5 })]);
	},
);

test.each<[Partial<Quirks>, unknown]>([
	[{ ipWhitelist: '403' }, { switch: 'ipWhitelist', value: '403' }],
	[{ ipWhitelist: 'refusal' }, { switch: 'ipWhitelist', value: 'refusal' }],
	[
		{ migratedApp: { status: 200, code: 40003, text: 'invalid app' } },
		{ switch: 'migratedApp', value: { status: 200, code: 40003n, text: 'invalid app' } },
	],
])('a server with %j is not written to at all, and the reason is told', async (quirks, finding) => {
	Object.assign(hub.quirks, quirks);
	const tried = await report();
	expect(tried.stopped).toMatch(/HTTP (200|403)/);
	expect(tried.findings).toMatchObject([finding]);
	expect(hub.requests.every(({ method }) => method === 'GET')).toBe(true);
});

test('a wrong Secret is told, and not repeated', async () => {
	const tried = await tryOut({ url: hub.url, appId: hub.app.appId, secret: 'wrong-secret' });
	expect(tried).toMatchObject({
		stopped: 'no token was issued: HTTP 200 the params is illegal',
		findings: [],
	});
});

test('what the reference says and a server does not do is told', async () => {
	Object.assign(hub.quirks, { edition: 'old', customerRights: 'none' });
	const { checks } = await report();
	const of = (outcome: string) => checks.filter((each) => each.outcome === outcome).length;
	// Without customers to add, all that is left are groups and tokens.
	expect([of('holds'), of('not tried'), of('DOES NOT HOLD')]).toEqual([6, 9, 0]);
	hub.quirks.customerRights = 'all';
	const failed = (await report()).checks.filter(({ outcome }) => outcome === 'DOES NOT HOLD');
	expect(failed.map(({ name, why }) => `${name}: ${why}`)).toMatchObject([
		expect.stringContaining('beyond sinceId'),
		expect.stringContaining(
			'removing many goes by customer, and passes over who is no member: is refused: HTTP 404',
		),
	]);
});

test('without permission no customer is created', async () => {
	const { findings } = await report();
	expect(hub.customerCount).toBe(130);
	expect(findings.find((each) => each.switch === 'customerCreateStatus')?.value).toBeUndefined();
	await report(true);
	expect(hub.customerCount).toBeGreaterThan(130);
});

describe('the command', () => {
	const run = async (env: NodeJS.ProcessEnv): Promise<{ code: unknown; said: string }> => {
		const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'run.ts')], {
			env: { PATH: process.env.PATH, ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		let said = '';
		for (const stream of [child.stdout, child.stderr])
			stream.on('data', (piece: Buffer) => (said += piece.toString()));
		const [code] = (await once(child, 'close')) as [number | null];
		return { code, said };
	};

	test('says what it needs, when it is not told where and as whom', async () => {
		const { code, said } = await run({ DMHUB_URL: hub.url });
		expect(code).toBe(2);
		for (const name of ['DMHUB_URL', 'DMHUB_APP_ID', 'DMHUB_APP_SECRET', 'DMHUB_CREATE_CUSTOMER'])
			expect(said).toContain(name);
	});

	test('prints what holds and what is open, a sandbox like it, and no token', async () => {
		hub.quirks.existingMember = 'error';
		const env = { DMHUB_APP_ID: hub.app.appId, DMHUB_APP_SECRET: hub.app.secret };
		const { code, said } = await run({ DMHUB_URL: hub.url, ...env });
		expect(code).toBe(0);
		expect(said).toMatch(/^holds +a token comes with expires_in, in seconds$/m);
		expect(said).toMatch(/existingMember .*"error".*"same"/);
		expect(said).toContain(`npm run sandbox -- --set 'existingMember="error"'`);
		const tokens = hub.requests.flatMap(({ query }) => query.access_token ?? []);
		for (const secret of [hub.app.secret, ...tokens.filter((token) => token !== 'none')])
			expect(said).not.toContain(secret);
	});

	test('shows no Secret where nobody answers', async () => {
		const env = { DMHUB_APP_ID: 'me', DMHUB_APP_SECRET: 'my-secret-words' };
		const { code, said } = await run({ DMHUB_URL: 'http://127.0.0.1:1', ...env });
		expect(code).toBe(1);
		expect(said).toContain('No answer to GET /security/accesstoken: ECONNREFUSED');
		expect(said).not.toContain('my-secret-words');
	});
});
