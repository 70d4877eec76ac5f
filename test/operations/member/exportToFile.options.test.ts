import type { INodeParameters } from 'n8n-workflow';
import { parse } from 'csv-parse/sync';
import { BYTE_ORDER_MARK, exportedText } from '../../support/files';
import { byId, byName, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox } from '../../support/sandbox';

const hub = useSandbox();
const exporting = async (group: INodeParameters, more: INodeParameters = {}, timezone = 'Asia/Shanghai') =>
	await runNode(hub(), { parameters: member('exportToFile', group, more), timezone });

beforeEach(() => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, [7], { dateCreated: '2026-11-26T22:23:51Z' });
});

test.each([
	['CSV begins with a byte order mark', {}, true],
	['but not with the option off', { options: { byteOrderMark: false } }, false],
	['and JSON Lines never do', { format: 'jsonl' }, false],
])('%s', async (_, more, begins) => {
	const { items } = await exporting(byId('1'), more);
	expect(exportedText(items[0]).startsWith(BYTE_ORDER_MARK)).toBe(begins);
});

describe('Dates in the Workflow’s Time Zone', () => {
	test.each([
		['Asia/Shanghai', '2026-11-27 06:23:51'],
		['America/New_York', '2026-11-26 17:23:51'],
		['UTC', '2026-11-26 22:23:51'],
	])('of a workflow in %s', async (zone, written) => {
		for (const format of ['csv', 'jsonl']) {
			const { items } = await exporting(byId('1'), { format, options: { localDates: true } }, zone);
			const text = exportedText(items[0]);
			const row =
				format === 'csv'
					? parse<Record<string, string>>(text, { bom: true, columns: true })[0]
					: (JSON.parse(text) as Record<string, string>);
			expect([row.dateCreated, row.lastUpdated]).toEqual([written, written]);
		}
	});

	test('are not the usual', async () => {
		expect(exportedText((await exporting(byId('1'))).items[0])).toContain('2026-11-26T22:23:51Z');
	});
});

describe('the file is called', () => {
	test.each<[string, INodeParameters, INodeParameters, RegExp]>([
		['by the name given', byId('1'), { options: { fileName: '会员.csv' } }, /^会员\.csv$/],
		['by the name of a group that was typed', byName('金卡会员'), {}, /金卡会员.*\.csv$/],
		[
			'by the name of a group that was picked',
			{ __rl: true, mode: 'list', value: '1', cachedResultName: '金卡会员' },
			{},
			/金卡会员.*\.csv$/,
		],
		[
			'by what a picked group is called, without what no file may be called',
			{ __rl: true, mode: 'list', value: '1', cachedResultName: 'A/B: 金卡?' },
			{ format: 'jsonl' },
			/^[^/:?]*金卡[^/:?]*\.jsonl$/,
		],
	])('%s', async (_, group, more, name) => {
		const { items } = await exporting(group, more);
		expect(items[0].json.fileName).toMatch(name);
	});
});
