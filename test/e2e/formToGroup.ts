import { expect, type Page } from '@playwright/test';
import type { StoredRuns } from '../../harness/runs';
import { sandboxApp } from '../../harness/sandbox';
import type { SandboxControl } from '../../harness/sandboxControl';
import { dialogIn } from './credential';
import type { Editor } from './editor';
import { countEffort, type Effort } from './effort';

const group = '金卡会员';
/** As the form's author calls it, and not as the node expects it. */
const label = '手机号';
const form = 'On form submission';
const add = 'Add customers to a group';
const stranger = '13600136111';

/**
 * Whoever sends a form gets into a group, from an empty canvas and without a credential: built, tried, published, and
 * sent by a stranger.
 *
 * @returns what it takes; what the form's visitors do is not counted
 */
export async function buildFormToGroup({
	editor,
	runs,
	sandbox,
}: {
	editor: Editor;
	runs: StoredRuns;
	sandbox: SandboxControl;
}): Promise<Effort> {
	const { at, page, output } = editor;
	const before = await members(sandbox);
	await editor.newWorkflow();
	const effort = await countEffort(page);

	await editor.addFirst('form', 'n8n Form', 'On new n8n Form event');
	await at('parameter-input-formTitle').locator('input').fill('加入金卡会员');
	await page.getByRole('button', { name: 'Add Form Element' }).click();
	await at('parameter-input-fieldLabel').locator('input').fill(label);
	const opened = page.waitForEvent('popup');
	await at('node-execute-button').click();
	await send(await opened, '138 0013 8000');
	await expect(output.getByText('138 0013 8000').first()).toBeVisible();
	const address = (
		await at('copy-input')
			.or(page.getByText(/\/form-test\//))
			.first()
			.innerText()
	).trim();
	await editor.closeNode();

	await editor.addAfter(form, 'convertlab', 'Convertlab Groups', add);
	await at('node-credentials-select').click();
	await at('node-credentials-select-item-new').click();
	const { dialog, fill, save } = dialogIn(editor);
	await fill('appId', sandboxApp.appId);
	await fill('appSecret', sandboxApp.appSecret);
	await fill('baseUrl', sandbox.url);
	expect((await save()).status).toBe('OK');
	// n8n closes it where the test passed.
	await expect(dialog).toBeHidden();

	await editor.pickFromList('group', group);
	// Before the field above it, whose tip lies over this one while it is written in.
	await editor.choose('ifNotFound', 'Create Customer');
	await at('parameter-input-mobile').locator('.cm-content').click();
	await page.keyboard.press('ControlOrMeta+A');
	await page.keyboard.press('Delete');
	await editor.drag(label, 'mobile');
	// n8n keeps what was dropped a moment later, and shows then what it is.
	await expect(at('parameter-expression-preview-mobile')).toContainText('138 0013 8000');
	await at('node-execute-button').click();
	await expect(output.getByText('103501').first()).toBeVisible();
	expect(await members(sandbox)).toEqual([...before, '103501']);
	await editor.closeNode();
	expect(await editor.publish()).toContain('You can now make calls to your production Form URL');
	const built = await effort();

	const workflow = editor.workflowId();
	const known = await runs.known(workflow);
	const visitor = await page.context().newPage();
	await visitor.goto(address.replace('/form-test/', '/form/'));
	await send(visitor, stranger);
	const [{ json }] = (await runs.next(workflow, known)).items(add);
	expect(json.customerCreated).toBe(true);
	expect(await members(sandbox)).toEqual([...before, '103501', String(json.customerId)]);
	return built;
}

const members = async (sandbox: SandboxControl) =>
	await sandbox.customersIn((await sandbox.groupNamed(group)).id);

async function send(visitor: Page, mobile: string): Promise<void> {
	const field = visitor.locator('input[name="field-0"]');
	await field.fill(mobile);
	await field.press('Enter');
	await expect(
		visitor.getByText('Form Submitted').or(visitor.getByText('Your response has been recorded')).first(),
	).toBeVisible();
	await visitor.close();
}
