import { expect } from '@playwright/test';
import { sandboxCredential } from '../../harness/importing';
import type { Run } from '../../harness/runs';
import { tryItNow } from './editor';
import type { World } from './world';

/** As a store's list comes: a byte order mark in the header, and numbers as people and spreadsheets leave them. */
const messy = [
	'\uFEFFmobile,name,note',
	'13800138000.0,王小明,a number column saved as CSV',
	'１３７００１３７０００,陈静,full width',
	'"139 1234 5678 转 8",李娜,an extension',
	'+86 (0)135-0013-5000,陈洁,every mark there is',
	'13611112222\u200B,张伟,something nobody sees',
	',,',
	'1.53E+10,刘洋,shortened by a spreadsheet',
	'待补,赵敏,a note instead of a number',
].join('\n');
const group = { __rl: true, mode: 'name', value: '新品试用' };
const convertlab = { type: 'n8n-nodes-convertlab.convertlabGroups', typeVersion: 1 };
const extract = (options: object) => ({
	name: 'Rows',
	type: 'n8n-nodes-base.extractFromFile',
	typeVersion: 1,
	parameters: { operation: 'csv', options },
});

/** A sheet as it comes ends with everybody in the group, or with a sentence for each who is not. */
export async function addMessySheet(world: World): Promise<void> {
	const { sandbox } = world;
	const add = {
		...convertlab,
		name: 'Add',
		parameters: {
			resource: 'member',
			operation: 'add',
			group,
			customerBy: 'mobile',
			mobile: '={{ $json.mobile }}',
		},
		onError: 'continueErrorOutput',
	};
	const withMark = await runChain(world, 'A messy sheet', [...sheet, extract({}), add]);
	const [{ json: first }] = withMark.items('Add', 1);
	expect(withMark.items('Add')).toEqual([]);
	expect(JSON.stringify(first)).toContain('byte order mark (U+FEFF)');

	const rows = await runChain(world, 'The sheet without its mark', [
		...sheet,
		extract({ enableBOM: true }),
		add,
	]);
	expect(rows.items('Add').map(({ json }) => json.customerId)).toEqual([
		103501,
		103503,
		700,
		'1627652953215191041',
	]);
	const refused = rows
		.items('Add', 1)
		.map(({ json }) => json as { mobile?: string; error: string; details: object });
	expect(refused.map(({ mobile }) => mobile ?? '')).toEqual(['139 1234 5678 转 8', '', '1.53E+10', '待补']);
	for (const { error, details } of refused) {
		expect(error).toMatch(/^Mobile Number .{5,}/);
		expect(details).toMatchObject({ reason: 'invalid' });
	}
	expect(await sandbox.customersIn((await sandbox.groupNamed(group.value)).id)).toEqual(
		expect.arrayContaining(['103501', '103503', '700', '1627652953215191041']),
	);
}

/** What is exported, n8n's own node reads again: names, and IDs with all digits. */
export async function readExportAgain(world: World): Promise<void> {
	const { sandbox } = world;
	const exporting = {
		...convertlab,
		name: 'Export',
		parameters: {
			resource: 'member',
			operation: 'exportToFile',
			scope: 'group',
			group,
			format: 'csv',
			options: { customerFields: ['name', 'mobile'], localDates: true },
		},
	};
	const run = await runChain(world, 'An export read again', [exporting, extract({ enableBOM: true })]);
	const members = await sandbox.customersIn((await sandbox.groupNamed(group.value)).id);
	const rows = run.items('Rows').map(({ json }) => json);
	expect(rows.map(({ customerId }) => customerId)).toEqual(members);
	expect(rows).toContainEqual(
		expect.objectContaining({ name: '张伟', mobile: '13611112222', customerId: '1627652953215191041' }),
	);
	for (const { dateCreated } of rows) expect(dateCreated).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
}

const sheet = [
	{
		name: 'Text',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: {
			assignments: { assignments: [{ id: 'csv', name: 'csv', value: messy, type: 'string' }] },
			options: {},
		},
	},
	{
		name: 'File',
		type: 'n8n-nodes-base.convertToFile',
		typeVersion: 1.1,
		parameters: { operation: 'toText', sourceProperty: 'csv', options: { fileName: 'sheet.csv' } },
	},
];

/** Runs nodes one after the other, from a click on the trigger. */
async function runChain(
	{ api, runs, sandbox }: World,
	name: string,
	steps: Array<{ name: string; type: string; [field: string]: unknown }>,
): Promise<Run> {
	const { id: credential, name: credentialName } = sandboxCredential(sandbox.url);
	const nodes = [
		tryItNow,
		...steps.map((step, at) => ({
			...step,
			id: step.name,
			position: [220 * (at + 1), 0],
			...(step.type === convertlab.type
				? { credentials: { convertlabApi: { id: credential, name: credentialName } } }
				: {}),
		})),
	];
	const connections = Object.fromEntries(
		nodes
			.slice(0, -1)
			.map((node, at) => [node.name, { main: [[{ node: nodes[at + 1].name, type: 'main', index: 0 }]] }]),
	);
	const { id } = await api.ask<{ id: string }>('POST', '/workflows', {
		name,
		nodes,
		connections,
		settings: { executionOrder: 'v1', timezone: 'Asia/Shanghai' },
	});
	const run = await runs.run(id, tryItNow.name);
	expect(run).toMatchObject({ status: 'success', error: undefined });
	return run;
}
