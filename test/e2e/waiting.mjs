import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { untilAnswered } from '../../harness/editorApi.mjs';
import { workflowId } from '../../harness/importing.mjs';
import { canvasPicture } from './examples.mjs';

const form = 'form-submission-to-group';
const link = 'form-link-to-group';
const trigger = 'customer-joins-group-to-message';
const customer = '103777';

/** Published first of all, so that everybody who joins afterwards is a newcomer to the trigger. */
export async function publishWaiting({ api, url, sandbox }) {
	for (const name of [form, link, trigger]) await api.publish(workflowId(name));
	for (const path of ['join-gold-members', 'join-by-link']) await untilAnswered(`${url}/form/${path}`);
	assert.deepEqual(await sandbox.ask('messages'), []);
}

/** Whoever sends the form with a number that DM Hub knows is added; whoever it does not know is created first. */
export async function sendForm({ editor, context, url, runs, sandbox, pictures }) {
	const id = workflowId(form);
	const [group] = await sandbox.groupsNamed('金卡会员');
	const before = await sandbox.customersIn(group.id);
	const send = (fields, words) =>
		fillIn({ context, runs }, `${url}/form/join-gold-members`, id, fields, words);
	const known = await send(['孙丽', '+86 138 0013 8000'], '孙丽, you are a gold member now.');
	assert.equal(String(known.items('Add to the group')[0].json.customerId), '103501');
	assert.equal(known.items('Add to the group')[0].json.customerCreated, false);
	assert.equal((await sandbox.ask('customers?mobile=13800138000'))[0].name, '王小明');

	const fresh = await send(['周杰', '136 0013 6000'], '周杰, you are a gold member now.');
	const [{ json }] = fresh.items('Add to the group');
	assert.equal(json.customerCreated, true);
	const [created, ...others] = await sandbox.ask('customers?mobile=13600136000');
	assert.deepEqual([created.name, others.length], ['周杰', 0]);
	assert.deepEqual(
		new Set(await sandbox.customersIn(group.id)),
		new Set([...before, '103501', String(json.customerId)]),
	);

	const wrong = await send(['周杰', 'n/a'], 'That did not work');
	assert.match(wrong.items('Add to the group', 1)[0].json.error, /Mobile Number cannot be/);
	await editor.openWorkflow(id);
	await canvasPicture(editor, pictures, form, sandbox);
}

/** A customer opens the form by a link, sends it, and is a member; a link without an ID adds nobody. */
export async function sendFormByLink({ editor, context, url, runs, sandbox, pictures }) {
	const id = workflowId(link);
	const [group] = await sandbox.groupsNamed('金卡会员');
	const before = await sandbox.customersIn(group.id);
	assert.ok(!before.includes(customer));
	const send = (query, words) =>
		fillIn({ context, runs }, `${url}/form/join-by-link${query}`, id, ['王小明'], words);
	const welcome = await send(`?customerId=${customer}`, '王小明, you are a gold member now.');
	assert.equal(String(welcome.items('Add to the group')[0].json.customerId), customer);
	assert.deepEqual((await sandbox.customersIn(group.id)).sort(), [...before, customer].sort());

	const stranger = await send('', 'We do not know who you are');
	assert.equal(stranger.items('Add to the group', 1).length, 1);
	assert.equal((await sandbox.customersIn(group.id)).length, before.length + 1);
	await editor.openWorkflow(id);
	await canvasPicture(editor, pictures, link, sandbox);
}

/** Sends a form as its visitor does. @returns the run */
async function fillIn({ context, runs }, address, workflow, fields, words) {
	const known = await runs.known(workflow);
	const page = await context.newPage();
	await page.goto(address);
	for (const [at, text] of fields.entries()) await page.locator(`input[name="field-${at}"]`).fill(text);
	await page.locator('#submit-btn').click();
	await page.getByText(words).first().waitFor();
	await page.close();
	return await runs.next(workflow, known);
}

/**
 * n8n polls once a minute. Each who joined since the trigger was published is announced, and nobody who was a member
 * before.
 * @param {string[]} old the members when it was published
 */
export async function triggerFires({ editor, sandbox, pictures }, old) {
	const [group] = await sandbox.groupsNamed('金卡会员');
	const members = await sandbox.customersIn(group.id);
	const joined = members.filter((id) => !old.includes(id)).sort();
	assert.ok(joined.includes(customer), 'Nobody joined, so there is nothing to fire for.');
	const announced = async () => [
		...new Set((await sandbox.ask('messages')).map(({ customerId }) => String(customerId))),
	];
	for (const end = Date.now() + 150_000; ; await sleep(1000)) {
		const told = (await announced()).sort();
		if (told.length >= joined.length || Date.now() > end) {
			assert.deepEqual(told, joined);
			break;
		}
	}
	await editor.openWorkflow(workflowId(trigger));
	await canvasPicture(editor, pictures, trigger, sandbox);
	await editor.openNode('Customer joined');
	await editor.at('node-execute-button').click();
	await editor.output.getByText('customerId').first().waitFor();
	await editor.asTable(editor.output);
	// The newest one, as a sample.
	await editor.output.getByText(members.at(-1)).first().waitFor();
	await pictures.take('trigger-panel');
	await editor.closeNode();
}
