import type { INodeParameters } from 'n8n-workflow';
import { BYTE_ORDER_MARK, exportedRows, exportedText } from '../../support/files';
import { upFrom } from '../../support/inputs';
import { byId, byName, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox } from '../../support/sandbox';

const hub = useSandbox();
const exporting = async (group?: INodeParameters, more: INodeParameters = {}) =>
	await runNode(hub(), { parameters: member('exportToFile', group, more), timezone: 'Asia/Shanghai' });
const date = '2016-12-12T07:08:43Z';

test('CSV has a header and one line per membership with all digits', async () => {
	const { id } = hub().addGroup({ name: '新品试用', id: '1627652953215190017' });
	hub().addMembers(id, [7, '1627652953215191042', '1627652953215191041'], { dateCreated: date });
	const { items } = await exporting(byId(id));
	expect(exportedText(items[0])).toBe(
		[
			`${BYTE_ORDER_MARK}id,listId,customerId,dateCreated,lastUpdated`,
			`36345,1627652953215190017,7,${date},${date}`,
			`36346,1627652953215190017,1627652953215191042,${date},${date}`,
			`36347,1627652953215190017,1627652953215191041,${date},${date}`,
			'',
		].join('\r\n'),
	);
	expect(items[0]).toMatchObject({
		json: { members: 3, nextSinceId: 36347 },
		binary: { data: { mimeType: 'text/csv', fileExtension: 'csv' } },
		pairedItem: { item: 0 },
	});
	expect(Object.keys(items[0].json)).toEqual(['members', 'fileName', 'nextSinceId']);
	expect(items[0].json.fileName).toBe(items[0].binary?.data.fileName);
});

test('JSON Lines have one membership per line with exact numbers', async () => {
	const { id } = hub().addGroup({ name: '新品试用' });
	hub().addMembers(id, [7, '1627652953215191041'], { dateCreated: date });
	const { items } = await exporting(byId(id), { format: 'jsonl' });
	expect(exportedText(items[0])).toBe(
		`{"id":36345,"listId":1,"customerId":7,"dateCreated":"${date}","lastUpdated":"${date}"}\n` +
			`{"id":36346,"listId":1,"customerId":"1627652953215191041","dateCreated":"${date}","lastUpdated":"${date}"}\n`,
	);
	expect(items[0].json.fileName).toMatch(/\.jsonl$/);
});

test.each([{}, { memberRowCap: 100 }, { memberRowsRandom: 5 }, { idsAsStrings: true }])(
	'12,000 members are exported once each, IDs ascending: %j',
	async (quirks) => {
		const { id } = hub().addGroup({ name: '金卡会员' });
		hub().addMembers(id, 12_000, { firstCustomerId: '1627652953215191041' });
		Object.assign(hub().quirks, quirks);
		const { items } = await exporting(byId(id));
		expect(exportedRows(items[0]).map(([each]) => Number(each))).toEqual(upFrom(36345, 12_000));
		expect(items[0].json).toMatchObject({ members: 12_000, nextSinceId: 48344 });
	},
);

test('the next export starts where the last one ended', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 5);
	const first = await exporting(byId(id));
	hub().addMembers(id, [91, 92]);
	const filters = { sinceId: first.json[0].nextSinceId as number };
	const second = await exporting(byId(id), { filters });
	expect(exportedRows(second.items[0]).map(([, , customer]) => customer)).toEqual(['91', '92']);
	expect(second.json[0]).toMatchObject({ members: 2, nextSinceId: 36351 });
	const third = await exporting(byId(id), { filters: { sinceId: 36351 } });
	expect(third.json[0]).toMatchObject({ members: 0, nextSinceId: 36351 });
	expect(exportedText(third.items[0])).toBe(
		`${BYTE_ORDER_MARK}id,listId,customerId,dateCreated,lastUpdated\r\n`,
	);
});

test('a position beyond 2^53 stays exact', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().nextMembershipId = '1627652953215191041';
	hub().addMembers(id, 3);
	const { items } = await exporting(byId(id), { filters: { sinceId: '1627652953215191041' } });
	expect(exportedRows(items[0]).map(([each]) => each)).toEqual([
		'1627652953215191042',
		'1627652953215191043',
	]);
	expect(items[0].json.nextSinceId).toBe('1627652953215191043');
});

test('an empty group gives a file with the header only, and no position', async () => {
	hub().addGroup({ name: '金卡会员' });
	const csv = await exporting(byId(1));
	expect(csv.json[0]).toMatchObject({ members: 0, nextSinceId: null });
	expect(exportedText(csv.items[0])).toBe(
		`${BYTE_ORDER_MARK}id,listId,customerId,dateCreated,lastUpdated\r\n`,
	);
	const jsonl = await exporting(byId(1), { format: 'jsonl' });
	expect(exportedText(jsonl.items[0])).toBe('');
});

test('members who join after the start wait for the next export', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 300);
	hub().quirks.memberRowCap = 10;
	let joined = 0;
	// Two more with every request: an export that follows them would never end.
	hub().faults.plan(({ query }) => {
		if (query.sinceId) hub().addMembers(id, [10_000 + joined++, 20_000 + joined++]);
		return undefined;
	});
	const { items, json } = await exporting(byId(id));
	expect(json[0]).toMatchObject({ members: 300, nextSinceId: 36644 });
	expect(exportedRows(items[0])).toHaveLength(300);
});

test('the members of every group are exported with the scope of all groups', async () => {
	for (const name of ['a', 'b']) hub().addMembers(hub().addGroup({ name }).id, 2);
	const { items } = await exporting();
	expect(exportedRows(items[0]).map(([, listId, customer]) => [listId, customer])).toEqual([
		['1', '1'],
		['1', '2'],
		['2', '1'],
		['2', '2'],
	]);
});

test('each item has its own group and file name, in the chosen binary field', async () => {
	for (const name of ['金卡会员', '银卡会员'])
		hub().addMembers(hub().addGroup({ name }).id, name === '金卡会员' ? 2 : 3);
	const { items } = await runNode(hub(), {
		input: [{ of: '银卡会员' }, { of: '金卡会员' }],
		parameters: member('exportToFile', byName('={{ $json.of }}'), {
			binaryPropertyName: 'members',
			options: { fileName: '={{ $json.of }}/../x.csv' },
		}),
	});
	expect(
		items.map(({ json, binary, pairedItem }) => [json.members, Object.keys(binary ?? {}), pairedItem]),
	).toEqual([
		[3, ['members'], { item: 0 }],
		[2, ['members'], { item: 1 }],
	]);
	expect(items.map(({ json }) => json.fileName)).toEqual(['银卡会员_.._x.csv', '金卡会员_.._x.csv']);
});
