import assert from 'node:assert/strict';
import { exampleNames, wiredExample, workflowId } from '../../harness/importing.mjs';

const byText = (a, b) => String(a).localeCompare(String(b));
const linesOf = (text) => text.trim().split(/\r?\n/);
const ids = (items) => items.map(({ json }) => String(json.customerId));

/** What each example must have done when it has run, from a look at the run and at the sandbox. */
const outcomes = {
	async 'spreadsheet-rows-to-group'({ run, members }) {
		const added = ['103501', '103502', '103503', '1627652953215191041', '91'];
		assert.deepEqual(ids(run.items('Added customers')), added);
		const [{ json }] = run.items('Refused customers');
		assert.deepEqual([json.mobile, json.name], ['1.38E+10', 'Zhao Lei']);
		assert.match(json.error, /a spreadsheet has shortened it/);
		const inside = await members('金卡会员');
		assert.deepEqual(
			added.filter((id) => !inside.includes(id)),
			[],
		);
	},
	async 'mirror-a-table-to-a-group'({ run, members, before }) {
		const [{ json }] = run.items('Make the group equal');
		const { dryRun, wanted, added, removed, failed } = json;
		assert.deepEqual(
			{ dryRun, wanted, added, removed, failed },
			{ dryRun: true, wanted: 6, added: 2, removed: 1, failed: 0 },
		);
		assert.deepEqual(await members('新品试用'), before['新品试用']);
	},
	async 'nightly-export-to-csv'({ run, members, download, sandbox }) {
		const text = await download(run.items('As a CSV file')[0].binary.data);
		const [head, ...lines] = linesOf(text).map((line) => line.split(','));
		assert.deepEqual(head, ['name', 'mobile', 'customerId', 'memberSince']);
		assert.deepEqual(
			lines.map(([, , customerId]) => customerId).sort(byText),
			(await members('双十一活动')).sort(byText),
		);
		for (const [name, mobile, customerId] of [lines[0], lines.at(-1)]) {
			const [customer, ...others] = await sandbox.ask(`customers?mobile=${mobile}`);
			assert.deepEqual([others, customer.name, customer.id], [[], name, customerId]);
		}
	},
	async 'customer-record-over-http'({ run, members, sandbox }) {
		const records = run.items('What we want of it').map(({ json }) => json);
		const inside = (await members('银卡会员')).sort(byText);
		assert.deepEqual(
			records.map(({ customerId }) => customerId),
			inside.slice(0, 5),
		);
		for (const [at, { name, email }] of records.entries()) {
			const { mobile } = run.items('The whole record')[at].json;
			const [customer] = await sandbox.ask(`customers?mobile=${mobile}`);
			assert.deepEqual([name, email], [customer.name, customer.email]);
		}
		assert.deepEqual(run.items("Stop with DM Hub's words"), []);
	},
	async 'nightly-export-of-new-members'({ run, members, download }) {
		const [{ json, binary }] = run.items('Export new members');
		const [head, ...lines] = linesOf(await download(binary.data));
		assert.equal(head, 'id,listId,customerId,dateCreated,lastUpdated,name,mobile');
		assert.deepEqual(
			lines.map((line) => line.split(',')[2]).sort(byText),
			(await members('双十一活动')).sort(byText),
		);
		assert.equal(json.members, lines.length);
		assert.equal(String(json.nextSinceId), lines.at(-1).split(',')[0]);
		assert.equal(run.items('Remember the position').length, 1);
	},
	async 'weekly-group-sizes'({ run, members }) {
		const { report } = run.items('The report')[0].json;
		assert.match(report, /: 7 groups, \d+ memberships/);
		for (const name of ['金卡会员', '双十一活动'])
			assert.ok(report.includes(`${name}: ${(await members(name)).length}`), report);
	},
	async 'who-is-in-which-group'({ run }) {
		const groups = run.items('Group and date').map(({ json }) => json.group);
		assert.deepEqual(groups.sort(byText), ['2024', '新品试用'].sort(byText));
	},
};

/** Started by others: by a form, by a customer who joins, by what somebody writes. */
const waiting = [
	'ask-the-agent-to-group-people',
	'customer-joins-group-to-message',
	'form-link-to-group',
	'form-submission-to-group',
];

const synced = 'mirror-a-table-to-a-group';

/** Those that start by a click in the editor. A new one without an expected outcome fails here. */
export const clickedExamples = () => exampleNames().filter((name) => !waiting.includes(name));

export async function runExample({ editor, context, url, runs, sandbox, pictures }, name) {
	assert.ok(outcomes[name], `Say in test/e2e/examples.mjs what the example "${name}" must have done.`);
	const members = async (group) => sandbox.customersIn((await sandbox.groupsNamed(group))[0].id);
	const before = { 新品试用: await members('新品试用') };
	const id = workflowId(name);
	const known = await runs.known(id);
	await editor.openWorkflow(id);
	await startByHand(editor);
	const run = await runs.next(id, known);
	assert.equal(run.status, 'success', run.error);
	await outcomes[name]({ run, members, before, sandbox, download: (file) => contents(context, url, file) });
	await canvasPicture(editor, pictures, name, sandbox);
	if (name === synced) await showSync(editor, pictures);
}

/** The panel that keeps a group equal to a list, and what the dry run has said. */
async function showSync(editor, pictures) {
	await editor.openNode('Make the group equal');
	await editor.asTable(editor.output);
	await editor.output.getByText('unchanged').first().waitFor();
	await pictures.take('sync-panel');
	await editor.closeNode();
}

/** By the trigger's own button: where there is a schedule too, the large one starts that. */
async function startByHand(editor) {
	await editor.canvasNode('Try it now').hover();
	await editor.at('execute-workflow-button-Try it now').click();
}

export async function canvasPicture(editor, pictures, name, sandbox) {
	const steps = wiredExample(name, sandbox.url).nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
	assert.equal(await editor.at('canvas-node').count(), steps.length);
	await editor.at('zoom-to-fit').click();
	await pictures.takeCanvas(`example-${name}`);
}

/** n8n keeps files beside its database, or inside of the item. */
async function contents({ request }, url, { id, data }) {
	if (!id) return Buffer.from(data, 'base64').toString('utf8');
	const answer = await request.get(`${url}/rest/binary-data?id=${encodeURIComponent(id)}&action=view`);
	assert.ok(answer.ok(), `n8n answered ${answer.status()} for the file ${id}.`);
	return await answer.text();
}
