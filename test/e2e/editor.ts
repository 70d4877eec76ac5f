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

		canvasNode: (name: string) => page.locator(`${id('canvas-node')}[data-node-name="${name}"]`),

		async openWorkflow(workflowId: string) {
			await editor.open(`/workflow/${workflowId}`);
			await expect(at('canvas-node').first()).toBeVisible();
		},

		/** The plus at a node's right, a word typed, our node: its operations are listed then. */
		async searchAfter(name: string, word: string) {
			const handle = page.locator(`${id('canvas-node-output-handle')}[data-node-name="${name}"]`);
			await handle.locator(id('canvas-handle-plus')).click();
			await at('node-creator-search-bar').fill(word);
			await at('item-iterator-item').filter({ hasText: 'Convertlab Groups' }).first().click();
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
