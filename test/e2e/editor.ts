import { setTimeout as sleep } from 'node:timers/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import type { owner } from '../../harness/n8nEnvironment';

const id = (name: string) => `[data-test-id="${name}"]`;

export type Editor = ReturnType<typeof editorOn>;

/** The start of a workflow that a user runs in the editor. */
export const tryItNow = {
	id: 'try',
	name: 'Try it now',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/**
 * n8n's editor as somebody uses it who sees it for the first time: by clicks and keys.
 *
 * @param url of n8n
 */
export function editorOn(page: Page, url: string) {
	const at = (name: string) => page.locator(id(name));
	const output = at('output-panel');
	const input = at('ndv-input-panel');
	/** Above the open list of groups. */
	const groupSearch = () => {
		const search = page.locator(`${id('rlc-search')}:visible`);
		return search
			.locator('input')
			.or(search.and(page.locator('input')))
			.first();
	};
	const editor = {
		page,
		at,
		output,
		input,
		open: (path: string) => page.goto(`${url}${path}`, { waitUntil: 'domcontentloaded' }),

		async logIn({ email, password }: typeof owner) {
			await editor.open('/signin');
			await page.locator('#emailOrLdapLoginId').fill(email);
			await page.locator('#password').fill(password);
			await at('form-submit-button').click();
			await page.waitForURL(/home|workflow/);
		},

		/** An empty canvas. */
		async newWorkflow() {
			await editor.open('/workflow/new');
			await expect(at('canvas-add-button').first()).toBeVisible();
		},

		/** Of the open workflow, which n8n saves by itself. */
		workflowId: () => /workflow\/([^/?]+)/.exec(page.url())?.[1] ?? '',

		canvasNode: (name: string) => page.locator(`${id('canvas-node')}[data-node-name="${name}"]`),

		async openWorkflow(workflowId: string) {
			await editor.open(`/workflow/${workflowId}`);
			await expect(at('canvas-node').first()).toBeVisible();
		},

		/** The plus in the middle of an empty canvas, a word typed, then one entry after the other. */
		async addFirst(word: string, ...entries: string[]) {
			await at('canvas-add-button').first().click();
			await editor.pickEntries(word, ...entries);
		},

		/** The same by the plus at a node's right. */
		async addAfter(name: string, word: string, ...entries: string[]) {
			const handle = page.locator(`${id('canvas-node-output-handle')}[data-node-name="${name}"]`);
			await handle.locator(id('canvas-handle-plus')).first().click();
			await editor.pickEntries(word, ...entries);
		},

		/** In the open node creator. */
		async pickEntries(word: string, ...entries: string[]) {
			await at('node-creator-search-bar').fill(word);
			for (const entry of entries)
				await at('item-iterator-item')
					.filter({ has: page.getByText(entry, { exact: true }) })
					.first()
					.click();
		},

		/** Our node behind another one: its operations are listed then. */
		async searchAfter(name: string, word: string) {
			await editor.addAfter(name, word, 'Convertlab Groups');
			await expect(page.getByText('Group Member Actions')).toBeVisible();
		},

		async addOperation(action: string) {
			await at('item-iterator-item').getByText(action, { exact: true }).click();
			await expect(at('ndv')).toBeVisible();
		},

		async openNode(name: string) {
			await editor.canvasNode(name).dblclick();
			await expect(at('ndv')).toBeVisible();
			await editor.settled();
		},

		async closeNode() {
			await at('ndv-close-button').click();
			await expect(at('ndv')).toBeHidden();
		},

		/** Chooses from the drop-down list of a parameter. */
		async choose(parameter: string, label: string) {
			await at(`parameter-input-${parameter}`).click();
			await page.locator('.el-select-dropdown__item:visible').filter({ hasText: label }).click();
		},

		/** Opens the group picker and types. @returns the names that are listed then */
		async searchGroup(text: string) {
			const items = page.locator(`${id('rlc-item')}:visible`);
			await page.locator(`${id('resource-locator-group')} ${id('rlc-input')}`).click();
			await expect(items.first()).toBeVisible();
			const all = await items.allInnerTexts();
			await groupSearch().fill(text);
			// The list stays as it was until n8n has asked the node again.
			await expect(items).not.toHaveCount(all.length);
			await expect(items.first()).toBeVisible();
			return { all, found: await items.allInnerTexts() };
		},

		/** Opens the list of a locator's field and takes an entry. */
		async pickFromList(field: string, name: string) {
			await page.locator(`${id(`resource-locator-${field}`)} ${id('rlc-input')}`).click();
			await editor.pickGroup(name);
		},

		pickGroup: (name: string) =>
			page
				.locator(`${id('rlc-item')}:visible`)
				.getByText(name, { exact: true })
				.click(),

		/** In the open list of groups. */
		async createGroup(name: string) {
			await groupSearch().fill(name);
			await page.locator(`${id('rlc-item-add-resource')}:visible`).click();
		},

		/** Adds one to the fields or options below a heading. @param placeholder the words of the button */
		async addField(placeholder: string, label: string) {
			await at('ndv').locator(`input[placeholder="${placeholder}"]`).first().click();
			await page.locator('.el-select-dropdown__item:visible').getByText(label, { exact: true }).click();
		},

		/** What the open node puts out from now on, as JSON. */
		async setOutput(json: string) {
			await page.getByText('set mock data').or(at('ndv-edit-pinned-data')).first().click();
			await at('ndv').locator('.cm-content').first().click();
			await page.keyboard.press('ControlOrMeta+A');
			await page.keyboard.insertText(json);
			await at('ndv').getByRole('button', { name: 'Save', exact: true }).click();
		},

		/** A field of the input, dragged into a parameter. */
		async drag(field: string, parameter: string) {
			const from = input.locator(id('run-data-schema-item')).getByText(field, { exact: true }).first();
			await page.mouse.move(...(await middleOf(from)));
			await page.mouse.down();
			await page.mouse.move(...(await middleOf(at(`parameter-input-${parameter}`))), { steps: 10 });
			await page.mouse.up();
		},

		/** @returns what n8n says of it */
		async publish(): Promise<string> {
			const dialog = page.getByRole('dialog');
			await page.getByRole('button', { name: 'Publish', exact: true }).first().click();
			await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
			await expect(dialog.getByText('Workflow published')).toBeVisible();
			const said = await dialog.innerText();
			await dialog.getByRole('button', { name: 'Got it' }).click();
			return said;
		},

		/** Runs this node, and waits until its output shows the text. */
		async executeStep(expected: string) {
			await at('node-execute-button').click();
			await expect(output.getByText(expected).first()).toBeVisible();
		},

		asTable: (panel: Locator) => panel.locator(id('radio-button-table')).click(),
		asSchema: (panel: Locator) => panel.locator(id('radio-button-schema')).click(),
		rows: (panel: Locator) => panel.locator('tbody tr'),

		/** Gives the output more of the width, as by dragging the handle above the parameters. */
		async widenOutput(pixels: number) {
			const { x, y, width } = await boxOf(at('panel-drag-button'));
			await page.mouse.move(x + width / 2, y + 8);
			await page.mouse.down();
			await page.mouse.move(x + width / 2 - pixels, y + 8, { steps: 10 });
			await page.mouse.up();
		},

		/** Animations are over, and what was asked for has come. */
		settled: () => sleep(1000),
	};
	return editor;
}

/** Where it is on the page. */
export async function boxOf(part: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
	const box = await part.boundingBox();
	if (!box) throw new Error(`Nothing is to be seen of ${String(part)}.`);
	return box;
}

async function middleOf(part: Locator): Promise<[number, number]> {
	const { x, y, width, height } = await boxOf(part);
	return [x + width / 2, y + height / 2];
}
