import { expect } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { exampleNames, wiredExample, workflowId } from '../../harness/importing';
import type { Item, Run } from '../../harness/runs';
import type { SandboxControl } from '../../harness/sandboxControl';
import type { Editor } from './editor';
import type { World } from './world';

interface Outcome {
	run: Run;
	sandbox: SandboxControl;
	/** Customer ids, by the name of a group. */
	members(group: string): Promise<string[]>;
	/** Before the run, by the name of a group. */
	before: { [group: string]: string[] };
	/** The rows of a CSV file that came out of this item. */
	download(item: Item): Promise<string[][]>;
}

const byText = (one: unknown, other: unknown) => String(one).localeCompare(String(other));
const ids = (items: Item[]) => items.map(({ json }) => String(json.customerId));

/** What each example must have done when it has run, from a look at the run and at the sandbox. */
const outcomes: { [example: string]: (outcome: Outcome) => Promise<void> } = {
	async 'spreadsheet-rows-to-group'({ run, members }) {
		const added = ['103501', '103502', '103503', '1627652953215191041', '91'];
		expect(ids(run.items('Added customers'))).toEqual(added);
		const [{ json }] = run.items('Refused customers');
		expect(json).toMatchObject({ mobile: '1.38E+10', name: 'Zhao Lei' });
		expect(json.error).toMatch(/spreadsheet/);
		expect(await members('金卡会员')).toEqual(expect.arrayContaining(added));
	},
	async 'mirror-a-table-to-a-group'({ run, members, before }) {
		const [{ json }] = run.items('Make the group equal');
		expect(json).toMatchObject({ dryRun: true, wanted: 6, added: 2, removed: 1, failed: 0 });
		expect(await members('新品试用')).toEqual(before['新品试用']);
	},
	async 'nightly-export-to-csv'({ run, members, download, sandbox }) {
		const [head, ...rows] = await download(run.items('As a CSV file')[0]);
		expect(head).toEqual(['name', 'mobile', 'customerId', 'memberSince']);
		expect(rows.map(([, , customerId]) => customerId).sort(byText)).toEqual(
			(await members('双十一活动')).sort(byText),
		);
		for (const [name, mobile, id] of [rows[0], rows[rows.length - 1]]) {
			const customers = await sandbox.customersWithMobile(mobile);
			expect(customers).toHaveLength(1);
			expect(customers[0]).toMatchObject({ name, id });
		}
	},
	async 'customer-record-over-http'({ run, members, sandbox }) {
		const records = run.items('What we want of it').map(({ json }) => json);
		const inside = (await members('银卡会员')).sort(byText);
		expect(records.map(({ customerId }) => customerId)).toEqual(inside.slice(0, 5));
		for (const [at, { name, email }] of records.entries()) {
			const { mobile } = run.items('The whole record')[at].json;
			const [customer] = await sandbox.customersWithMobile(String(mobile));
			expect(customer).toMatchObject({ name, email });
		}
		expect(run.items("Stop with DM Hub's words")).toEqual([]);
	},
	async 'nightly-export-of-new-members'({ run, members, download }) {
		const [item] = run.items('Export new members');
		const [head, ...rows] = await download(item);
		expect(head.join()).toBe('name,mobile,id,listId,customerId,dateCreated,lastUpdated');
		expect(rows.map(([, , , , customerId]) => customerId).sort(byText)).toEqual(
			(await members('双十一活动')).sort(byText),
		);
		expect(item.json.members).toBe(rows.length);
		expect(String(item.json.nextSinceId)).toBe(rows[rows.length - 1][2]);
		expect(run.items('Remember the position')).toHaveLength(1);
	},
	async 'weekly-group-sizes'({ run, members, sandbox }) {
		const { report } = run.items('The report')[0].json;
		expect(report).toContain(`: ${(await sandbox.state()).groups.length} groups, `);
		for (const name of ['金卡会员', '双十一活动'])
			expect(report).toContain(`${name}: ${(await members(name)).length}`);
	},
	async 'who-is-in-which-group'({ run }) {
		const groups = run.items('Group and date').map(({ json }) => json.group);
		expect(groups.sort(byText)).toEqual(['2024', '新品试用'].sort(byText));
	},
	async 'bought-but-not-mailed-yet'({ run, members }) {
		const mailed = await members('已收邮件');
		const bought = await members('双十一活动');
		const chosen = bought.filter((id) => !mailed.includes(id));
		const [{ json }] = run.items('Who bought and had no mail');
		expect(json).toMatchObject({ members: bought.length, chosen: chosen.length, failed: 0 });
		expect((await members('双十一回访')).sort(byText)).toEqual(chosen.sort(byText));
	},
	async 'members-with-openids'({ sandbox }) {
		const handedOn = (await sandbox.messages()).filter(({ openIds }) => openIds !== undefined);
		expect(handedOn).toEqual([{ openIds: ['oBx0123hemin', 'oQz9876hemin', 'oBx0123luojie'] }]);
	},
	async 'nightly-sync-tells-the-team'({ sandbox }) {
		const told = (await sandbox.messages()).filter(({ msgtype }) => msgtype === 'text');
		expect(told.map(({ text }) => (text as { content: string }).content)).toEqual([
			'Dry run, nothing was changed. The group has 6 members: 2 joined, 1 left, 4 stayed.',
		]);
	},
	async 'sort-out-who-was-not-added'({ run, members }) {
		expect(await members('银卡会员')).toEqual(expect.arrayContaining(['103501', '103502']));
		expect(run.items('Added').map(({ json }) => json.name)).toEqual(['王小明', '李娜']);
		expect(run.items('To correct').map(({ json }) => json.customer)).toEqual(['1380013800']);
		expect(run.items('Not in DM Hub').map(({ json }) => json.customer)).toEqual(['13999990000']);
	},
};

/** Started by others: by a form, by a customer who joins, by what somebody writes. */
const waiting = [
	'ask-the-agent-to-group-people',
	'customer-joins-group-to-message',
	'dm-hub-calls-and-adds',
	'form-link-to-group',
	'form-submission-to-group',
	'welcome-gift-only-for-new-members',
];

const synced = 'mirror-a-table-to-a-group';

/** Those that start by a click in the editor. A new one without an expected outcome fails here. */
export const clickedExamples = (): string[] => exampleNames().filter((name) => !waiting.includes(name));

export async function runExample(world: World, name: string): Promise<void> {
	const { editor, runs, sandbox } = world;
	expect(Object.keys(outcomes), 'examples of which this file says what they must have done').toContain(name);
	const members = async (group: string) => await sandbox.customersIn((await sandbox.groupNamed(group)).id);
	const before = { 新品试用: await members('新品试用') };
	const id = workflowId(name);
	const known = await runs.known(id);
	await editor.openWorkflow(id);
	await startByHand(editor);
	const run = await runs.next(id, known);
	expect(run).toMatchObject({ status: 'success', error: undefined });
	await outcomes[name]({ run, members, before, sandbox, download: (item) => rowsOf(world, item) });
	await canvasPicture(world, name);
	if (name === synced) await showSync(world);
}

/** The panel that keeps a group equal to a list, and what the dry run has said. */
async function showSync({ editor, pictures }: World): Promise<void> {
	await editor.openNode('Make the group equal');
	await editor.asTable(editor.output);
	await expect(editor.output.getByText('unchanged').first()).toBeVisible();
	await pictures.take('sync-panel', editor.at('ndv'));
	await editor.closeNode();
}

/** By the trigger's own button: where there is a schedule too, the large one starts that. */
async function startByHand(editor: Editor): Promise<void> {
	await editor.canvasNode('Try it now').hover();
	await editor.at('execute-workflow-button-Try it now').click();
}

export async function canvasPicture({ editor, pictures, sandbox }: World, name: string): Promise<void> {
	const steps = wiredExample(name, sandbox.url).nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
	await expect(editor.at('canvas-node')).toHaveCount(steps.length);
	await editor.at('zoom-to-fit').click();
	await pictures.takeExample(name);
}

/** n8n keeps files beside its database, or inside of the item. */
async function rowsOf({ context, n8n }: World, { binary }: Item): Promise<string[][]> {
	const { id, data } = binary?.data ?? { data: '' };
	if (!id) return parse(Buffer.from(data, 'base64'), { bom: true });
	const answer = await context.request.get(
		`${n8n.url}/rest/binary-data?id=${encodeURIComponent(id)}&action=view`,
	);
	expect(answer.status()).toBe(200);
	return parse(await answer.body(), { bom: true });
}
