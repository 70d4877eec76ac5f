import { expect } from '@playwright/test';
import { untilAnswered } from '../../harness/editorApi';
import { workflowId } from '../../harness/importing';
import type { Run } from '../../harness/runs';
import { canvasPicture } from './examples';
import type { World } from './world';

const form = 'form-submission-to-group';
const link = 'form-link-to-group';
const trigger = 'customer-joins-group-to-message';
const customer = '103777';

/** Published first of all, so that everybody who joins afterwards is a newcomer to the trigger. */
export async function publishWaiting({ api, n8n, sandbox }: World): Promise<void> {
	for (const name of [form, link, trigger]) await api.publish(workflowId(name));
	for (const path of ['join-gold-members', 'join-by-link']) await untilAnswered(`${n8n.url}/form/${path}`);
	expect(await sandbox.messages()).toEqual([]);
}

/** Whoever sends the form with a number that DM Hub knows is added; whoever it does not know is created first. */
export async function sendForm(world: World): Promise<void> {
	const { editor, n8n, sandbox } = world;
	const id = workflowId(form);
	const group = await sandbox.groupNamed('金卡会员');
	const before = await sandbox.customersIn(group.id);
	const send = (fields: string[], words: string) =>
		fillIn(world, `${n8n.url}/form/join-gold-members`, id, fields, words);
	const known = await send(['孙丽', '+86 138 0013 8000'], '孙丽, you are a gold member now.');
	expect(String(known.items('Add to the group')[0].json.customerId)).toBe('103501');
	expect(known.items('Add to the group')[0].json.customerCreated).toBe(false);
	expect((await sandbox.customersWithMobile('13800138000'))[0].name).toBe('王小明');

	const fresh = await send(['周杰', '136 0013 6000'], '周杰, you are a gold member now.');
	const [{ json }] = fresh.items('Add to the group');
	expect(json.customerCreated).toBe(true);
	const created = await sandbox.customersWithMobile('13600136000');
	expect(created.map(({ name }) => name)).toEqual(['周杰']);
	expect(new Set(await sandbox.customersIn(group.id))).toEqual(
		new Set([...before, '103501', String(json.customerId)]),
	);

	const wrong = await send(['周杰', 'n/a'], 'That did not work');
	expect(wrong.items('Add to the group', 1)[0].json.error).toMatch(/Mobile Number cannot be/);
	await editor.openWorkflow(id);
	await canvasPicture(world, form);
}

/** A customer opens the form by a link, sends it, and is a member; a link without an ID adds nobody. */
export async function sendFormByLink(world: World): Promise<void> {
	const { editor, n8n, sandbox } = world;
	const id = workflowId(link);
	const group = await sandbox.groupNamed('金卡会员');
	const before = await sandbox.customersIn(group.id);
	expect(before).not.toContain(customer);
	const send = (query: string, words: string) =>
		fillIn(world, `${n8n.url}/form/join-by-link${query}`, id, ['王小明'], words);
	const welcome = await send(`?customerId=${customer}`, '王小明, you are a gold member now.');
	expect(String(welcome.items('Add to the group')[0].json.customerId)).toBe(customer);
	expect((await sandbox.customersIn(group.id)).sort()).toEqual([...before, customer].sort());

	const stranger = await send('', 'We do not know who you are');
	expect(stranger.items('Add to the group', 1)).toHaveLength(1);
	expect(await sandbox.customersIn(group.id)).toHaveLength(before.length + 1);
	await editor.openWorkflow(id);
	await canvasPicture(world, link);
}

/** Sends a form as its visitor does. @returns the run */
async function fillIn(
	{ context, runs }: World,
	address: string,
	workflow: string,
	fields: string[],
	words: string,
): Promise<Run> {
	const known = await runs.known(workflow);
	const page = await context.newPage();
	await page.goto(address);
	for (const [at, text] of fields.entries()) await page.locator(`input[name="field-${at}"]`).fill(text);
	await page.locator('#submit-btn').click();
	await expect(page.getByText(words).first()).toBeVisible();
	await page.close();
	return await runs.next(workflow, known);
}

/**
 * n8n polls once a minute. Each who joined since the trigger was published is announced, and nobody who was a member
 * before.
 * @param old the members when it was published
 */
export async function triggerFires(world: World, old: string[]): Promise<void> {
	const { editor, sandbox, pictures } = world;
	const group = await sandbox.groupNamed('金卡会员');
	const members = await sandbox.customersIn(group.id);
	const joined = members.filter((id) => !old.includes(id)).sort();
	expect(joined, 'those who joined').toContain(customer);
	const announced = async () =>
		[...new Set((await sandbox.messages()).map(({ customerId }) => customerId))].sort();
	await expect.poll(announced, { timeout: 150_000, intervals: [1000] }).toEqual(joined);
	await editor.openWorkflow(workflowId(trigger));
	await canvasPicture(world, trigger);
	await editor.openNode('Customer joined');
	await editor.at('node-execute-button').click();
	await expect(editor.output.getByText('customerId').first()).toBeVisible();
	await editor.asTable(editor.output);
	// The newest one, as a sample.
	await expect(editor.output.getByText(String(members.at(-1))).first()).toBeVisible();
	await pictures.take('trigger-panel');
	await editor.closeNode();
}
