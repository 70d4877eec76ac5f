import { byId, byName, fromList, group } from '../../support/parameters';
import { runNode } from '../../support/run';
import { requestLines, useSandbox } from '../../support/sandbox';

const hub = useSandbox();
const date = '2017-05-23T02:42:14Z';
const gold = { id: 1, name: '金卡会员', dateCreated: date, lastUpdated: date };
beforeEach(() => {
	hub().addGroup({ name: '金卡会员', dateCreated: date });
	hub().addGroup({ name: '2024', dateCreated: date });
	hub().addGroup({ name: '长', id: '1627652953215190017', dateCreated: date });
});

test.each([
	['by list', fromList('1'), gold],
	['by ID', byId(1), gold],
	['by name', byName(' 金卡会员 '), gold],
	['by a name like a number', byName('2024'), { ...gold, id: 2, name: '2024' }],
	['by 19 digits', byId('1627652953215190017'), { ...gold, id: '1627652953215190017', name: '长' }],
])('a group is found %s and given as the API gives it', async (_, locator, expected) => {
	const { items } = await runNode(hub(), { parameters: group('get', { group: locator }) });
	expect(items).toEqual([{ json: expected, pairedItem: { item: 0 } }]);
});

describe('a name as people write it', () => {
	beforeEach(() => {
		for (const name of ['VIP会员', '双11', '【双11】', '华东（门店）']) hub().addGroup({ name });
	});
	const named = async (name: string) =>
		await runNode(hub(), {
			input: [{ name }],
			parameters: group('get', { group: byName('={{ $json.name }}') }),
		});

	test.each([
		['ＶＩＰ会员', 'VIP会员'],
		['“VIP会员”', 'VIP会员'],
		["'VIP会员", 'VIP会员'],
		['="VIP会员"', 'VIP会员'],
		['（VIP会员）', 'VIP会员'],
		['\ufeffVIP\u200b会员\u00a0', 'VIP会员'],
		['华东(门店)', '华东（门店）'],
		['双11', '双11'],
		['【双11】', '【双11】'],
	])('%j is the group %s', async (written, name) => {
		expect((await named(written)).json).toMatchObject([{ name }]);
	});

	test('in brackets is found by a name in brackets, and not by the bare one', async () => {
		hub().addGroup({ name: '【店庆】' });
		expect((await named('「店庆」')).json).toMatchObject([{ name: '【店庆】' }]);
		expect((await named('店庆')).error).toBeRefused({
			item: 0,
			reason: 'groupNotFound',
			names: ['“店庆”', '“【店庆】”'],
		});
	});

	test.each(['vip会员', 'VIP 会员', 'VIP'])('%j is another name', async (written) => {
		expect((await named(written)).error).toBeRefused({ item: 0, reason: 'groupNotFound', names: [written] });
	});

	test('that two groups have in other forms is refused, with both', async () => {
		const { error } = await named('「双11」');
		expect(error).toBeRefused({
			item: 0,
			reason: 'ambiguous',
			says: 'several',
			names: ['“双11”', '“【双11】”'],
		});
	});
});

test('a name that was read with the wrong encoding is refused before anything is sent', async () => {
	const { error } = await runNode(hub(), { parameters: group('get', { group: byName('VIP\ufffd\ufffd') }) });
	expect(error).toBeRefused({ item: 0, reason: 'invalid', field: 'Group', names: ['GBK'] });
	expect(hub().requests).toEqual([]);
});

test('100 items read the list of groups once', async () => {
	const { json } = await runNode(hub(), {
		input: Array.from({ length: 100 }, (_, at) => ({ of: at % 2 ? '金卡会员' : '2024' })),
		parameters: group('get', { group: byName('={{ $json.of }}') }),
	});
	expect(json.map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, at) => (at % 2 ? 1 : 2)));
	expect(requestLines(hub()).filter((line) => line.includes('rows=1000'))).toHaveLength(1);
	expect(hub().requests.length).toBeLessThan(4);
});

test('getting sends the reference’s call', async () => {
	await runNode(hub(), { parameters: group('get', { group: byId(1) }) });
	expect(requestLines(hub())[0]).toBe('GET /v1/lists?rows=1000&page=1&sidx=id&sord=asc');
});

test('Member Count adds the number of members', async () => {
	hub().addMembers(1, 7);
	for (const countShape of ['bare', 'object', 'string'] as const) {
		hub().quirks.countShape = countShape;
		const { json } = await runNode(hub(), {
			parameters: group('get', { group: byId(1), options: { memberCount: true } }),
		});
		expect(json).toEqual([{ ...gold, memberCount: 7 }]);
	}
});

test.each([
	[byId(77), 77],
	[byName('金'), '“金”'],
])('a group that does not exist is refused: %j', async (locator, name) => {
	const { error } = await runNode(hub(), { parameters: group('get', { group: locator }) });
	expect(error).toBeRefused({ item: 0, reason: 'groupNotFound', names: [name] });
});

test('only the item of a missing group fails when the run goes on', async () => {
	const { json, refused } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		input: [{ of: 77 }, { of: 1 }],
		parameters: group('get', { group: byId('={{ $json.of }}') }),
	});
	expect(json).toEqual([gold]);
	expect(refused).toMatchObject([{ json: { details: { listId: 77 } }, pairedItem: { item: 0 } }]);
});

test.each([
	{ groupRowCap: 2, groupPageOffset: 'asked' as const },
	{ groupRowCap: 2, groupPageOffset: 'capped' as const },
	{ groupRowCap: 1, groupTotal: 'askedPages' as const, groupRecords: 'all' as const },
	{ idsAsStrings: true },
])('a group on the last page is found: %j', async (quirks) => {
	for (let at = 0; at < 20; at += 1) hub().addGroup({ name: `g${at}` });
	Object.assign(hub().quirks, quirks);
	const { json } = await runNode(hub(), { parameters: group('get', { group: byName('g19') }) });
	expect(json).toMatchObject([{ name: 'g19' }]);
});
