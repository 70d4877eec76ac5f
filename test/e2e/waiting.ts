import { createHmac } from 'node:crypto';
import { expect } from '@playwright/test';
import axios, { type AxiosRequestConfig } from 'axios';
import { untilAnswered } from '../../harness/editorApi';
import { webhookUser, wiredExample, workflowId } from '../../harness/importing';
import type { Run } from '../../harness/runs';
import { canvasPicture } from './examples';
import type { World } from './world';

const form = 'form-submission-to-group';
const link = 'form-link-to-group';
const gift = 'welcome-gift-only-for-new-members';
const webhook = 'dm-hub-calls-and-adds';
const trigger = 'customer-joins-group-to-message';
const customer = '103777';

/** Published first of all, so that everybody who joins afterwards is a newcomer to the trigger. */
export async function publishWaiting({ api, n8n, sandbox }: World): Promise<void> {
	for (const name of [form, link, gift, webhook, trigger]) await api.publish(workflowId(name));
	for (const path of ['join-gold-members', 'join-by-link', 'join-for-a-gift'])
		await untilAnswered(`${n8n.url}/form/${path}`);
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
	expect(wrong.items('Add to the group', 1)[0].json.details).toMatchObject({ reason: 'invalid' });
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

/** Whoever is new gets a gift; whoever sends the form again, or was a member before, gets none. */
export async function sendFormForGift(world: World): Promise<void> {
	const { editor, n8n, sandbox } = world;
	const id = workflowId(gift);
	const group = await sandbox.groupNamed('双十一活动');
	const before = await sandbox.customersIn(group.id);
	const send = async (name: string, mobile: string) =>
		await fillIn(world, `${n8n.url}/form/join-for-a-gift`, id, [name, mobile], 'submitted');
	await send('陈洁', '135 0013 5000');
	await send('陈洁', '13500135000');
	await send('黄蕾', '136 0013 6001');
	const gifts = (await sandbox.messages()).filter(({ text }) => String(text).includes('welcome gift'));
	expect(gifts).toEqual([
		{ to: '13500135000', text: '陈洁, here is your welcome gift.' },
		{ to: '13600136001', text: '黄蕾, here is your welcome gift.' },
	]);
	expect(await sandbox.customersIn(group.id)).toHaveLength(before.length + 2);
	await editor.openWorkflow(id);
	await canvasPicture(world, gift);
}

/** DM Hub's webhook as documented: three more tries without a success, here without the half hours between them. */
async function callAsDmHub(
	url: string,
	body: string,
	more: AxiosRequestConfig,
	between?: () => Promise<void>,
): Promise<number[]> {
	const statuses: number[] = [];
	for (let call = 1; call <= 4; call += 1) {
		const { status } = await axios.post(url, body, {
			...more,
			headers: { 'content-type': 'application/json', ...more.headers },
			proxy: false,
			validateStatus: () => true,
		});
		statuses.push(status);
		if (status < 300) break;
		await between?.();
	}
	return statuses;
}

/** A call with the right password or signature adds; another changes nothing; a busy DM Hub is asked again by itself. */
export async function dmHubCalls(world: World): Promise<void> {
	const { editor, n8n, runs, sandbox } = world;
	const id = workflowId(webhook);
	const members = async () => await sandbox.customersIn((await sandbox.groupNamed('金卡会员')).id);
	const before = await members();
	const at = (path: string) => `${n8n.url}/webhook/dm-hub-${path}`;
	const secret = wiredExample(webhook, sandbox.url).nodes.find(({ name }) => name === 'The signature');
	const signed = (body: string) => ({
		headers: {
			'X-Clab-Hmac-Signature': createHmac('sha256', String(secret?.parameters.secret))
				.update(body)
				.digest('hex'),
		},
	});
	const auth = { username: webhookUser.user, password: webhookUser.password };

	const known = '{"mobile":"186 0018 6000","name":"赵敏"}';
	expect(await callAsDmHub(at('signed'), known, signed(`${known} `))).toEqual([401, 401, 401, 401]);
	expect(await callAsDmHub(at('basic'), known, { auth: { ...auth, password: 'x' } })).not.toContain(200);
	expect(await members()).toEqual(before);
	expect(await callAsDmHub(at('basic'), known, { auth })).toEqual([200]);
	expect(await members()).toEqual([...before, '103601']);
	expect(await callAsDmHub(at('signed'), known, signed(known))).toEqual([200]);
	expect(await members()).toEqual([...before, '103601']);

	const runsBefore = await runs.known(id);
	const unknown = '{"mobile":"13999990001"}';
	expect(await callAsDmHub(at('signed'), unknown, signed(unknown))).toEqual([200]);
	const run = await runs.next(id, runsBefore);
	expect(run.items('To correct')[0].json).toMatchObject({ customer: '13999990001' });

	const busy = '{"mobile":"13300133000"}';
	await sandbox.addFault({ kind: 'busy', status: 503, times: 1000 });
	const clear = async () => await sandbox.clearFaults();
	expect(await callAsDmHub(at('signed'), busy, signed(busy), clear)).toEqual([503, 200]);
	expect(await members()).toEqual([...before, '103601', '103448']);
	await editor.openWorkflow(id);
	await canvasPicture(world, webhook);
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
		[
			...new Set(
				(await sandbox.messages()).flatMap(({ membershipId, customerId }) =>
					membershipId === undefined ? [] : [String(customerId)],
				),
			),
		].sort();
	await expect.poll(announced, { timeout: 150_000, intervals: [1000] }).toEqual(joined);
	await editor.openWorkflow(workflowId(trigger));
	await canvasPicture(world, trigger);
	await editor.openNode('Customer joined');
	await editor.at('node-execute-button').click();
	await expect(editor.output.getByText('customerId').first()).toBeVisible();
	await editor.asTable(editor.output);
	// The newest one, as a sample.
	await expect(editor.output.getByText(String(members.at(-1))).first()).toBeVisible();
	await pictures.take('trigger-panel', editor.at('ndv'));
	await editor.closeNode();
}
