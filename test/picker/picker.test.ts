import { pickGroups } from './picker';
import { appCredential, tokenCredential } from '../support/credential';
import { upFrom } from '../support/inputs';
import { useSandbox } from '../support/sandbox';

const hub = useSandbox();
const pick = async (filter?: string, token?: string) =>
	await pickGroups(tokenCredential(hub()), filter, token);
const fill = (count: number) => upFrom(1, count).forEach((at) => hub().addGroup({ name: `g${at}` }));

test('the picker lists groups by name, the newest first, with their IDs as values', async () => {
	hub().addGroup({ name: '金卡会员' });
	hub().addGroup({ name: '新品试用', id: '1627652953215190017' });
	expect(await pick()).toEqual({
		results: [
			{ name: '新品试用', value: '1627652953215190017' },
			{ name: '金卡会员', value: '1' },
		],
	});
	expect(await pick('')).toEqual(await pick());
});

test('the picker is empty where there are no groups', async () => {
	expect(await pick()).toEqual({ results: [] });
});

test('names that look alike are told apart, too', async () => {
	for (const name of ['VIP', 'VIP\u200b']) hub().addGroup({ name, dateCreated: '2018-01-01T00:00:00Z' });
	expect((await pick()).results.map(({ name }) => name)).toEqual([
		'VIP\u200b (ID 2, 2018-01-01)',
		'VIP (ID 1, 2018-01-01)',
	]);
});

test('equal names are told apart by ID and date, even across pages', async () => {
	hub().addGroup({ name: '沉睡客户', dateCreated: '2017-05-23T02:42:14Z' });
	fill(150);
	hub().addGroup({ name: '沉睡客户', dateCreated: '2018-01-01T00:00:00Z' });
	const { results } = await pick();
	expect(results[0]).toEqual({ name: '沉睡客户 (ID 152, 2018-01-01)', value: '152' });
	expect((await pick('沉睡')).results).toEqual([
		{ name: '沉睡客户 (ID 152, 2018-01-01)', value: '152' },
		{ name: '沉睡客户 (ID 1, 2017-05-23)', value: '1' },
	]);
});

test.each([
	['g12', ['g12', 'g120']],
	[' G12 ', ['g12', 'g120']],
	['会员', ['金卡会员']],
	['\u200b会员', ['金卡会员']],
	['nothing', []],
	['121', ['金卡会员']],
])('the filter %j finds the groups whose name or ID it is in', async (filter, names) => {
	fill(120);
	hub().addGroup({ name: '金卡会员' });
	const { results, paginationToken } = await pick(filter);
	expect(results.map(({ name }) => name).sort()).toEqual([...names].sort());
	expect(paginationToken).toBeUndefined();
});

test.each([{}, { groupRowCap: 30 }, { groupRowCap: 30, groupPageOffset: 'asked' as const }])(
	'every group comes once, page by page (%j)',
	async (quirks) => {
		fill(250);
		Object.assign(hub().quirks, quirks);
		const values: unknown[] = [];
		let token: string | undefined;
		let pages = 0;
		do {
			const page = await pick('', token);
			expect(typeof (page.paginationToken ?? '')).toBe('string');
			values.push(...page.results.map(({ value }) => value));
			token = page.paginationToken as string | undefined;
			pages += 1;
		} while (token !== undefined && pages < 10);
		expect(values).toEqual(upFrom(1, 250).reverse().map(String));
		expect(pages).toBeGreaterThan(1);
	},
);

test('a filtered list comes page by page, too', async () => {
	fill(300);
	const first = await pick('g2');
	const second = await pick('g2', first.paginationToken as string);
	const names = [...first.results, ...second.results].map(({ name }) => name);
	expect(new Set(names).size).toBe(111);
	expect(second.paginationToken).toBeUndefined();
});

test('the picker shows the server’s words about a refused token, without the token', async () => {
	const credential = tokenCredential(hub(), { accessToken: 'over-since-yesterday' });
	const failed = await pickGroups(credential).catch((error: unknown) => error as Error);
	expect(failed).toMatchObject({
		name: 'NodeApiError',
		message: 'DM Hub refused the access token: “invalid access_token” (code 40001, HTTP 200)',
		description: expect.stringContaining('two hours') as string,
	});
	expect(JSON.stringify(failed)).not.toContain('over-since-yesterday');
});

test('the picker shows the server’s words about a refused App ID', async () => {
	await expect(pickGroups(appCredential(hub(), { appId: 'nobody' }))).rejects.toThrow(
		'DM Hub refused the App ID or Secret: “the params is illegal” (code 40004)',
	);
});

test('the first use of an App ID and Secret fetches a token, and later ones use it', async () => {
	const credential = appCredential(hub());
	hub().addGroup({ name: '金卡会员' });
	await pickGroups(credential);
	expect((await pickGroups(credential)).results).toHaveLength(1);
	expect(hub().tokensIssued).toBe(1);
});
