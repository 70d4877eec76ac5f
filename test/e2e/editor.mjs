import { setTimeout as sleep } from 'node:timers/promises';

const id = (name) => `[data-test-id="${name}"]`;

/**
 * n8n's editor as somebody uses it who sees it for the first time: by clicks and keys.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} url of n8n
 */
export function editorOn(page, url) {
	const at = (name) => page.locator(id(name));
	const output = at('output-panel');
	const input = at('ndv-input-panel');
	const editor = {
		page,
		at,
		output,
		input,
		open: (path) => page.goto(`${url}${path}`, { waitUntil: 'domcontentloaded' }),

		async logIn({ email, password }) {
			await editor.open('/signin');
			await page.locator('#emailOrLdapLoginId').fill(email);
			await page.locator('#password').fill(password);
			await at('form-submit-button').click();
			await page.waitForURL(/home|workflow/);
		},

		canvasNode: (name) => page.locator(`${id('canvas-node')}[data-node-name="${name}"]`),

		async openWorkflow(workflowId) {
			await editor.open(`/workflow/${workflowId}`);
			await at('canvas-node').first().waitFor();
		},

		/** The plus at a node's right, a word typed, our node: its operations are listed then. */
		async searchAfter(name, word) {
			const handle = page.locator(`${id('canvas-node-output-handle')}[data-node-name="${name}"]`);
			await handle.locator(id('canvas-handle-plus')).click();
			await at('node-creator-search-bar').fill(word);
			await at('item-iterator-item').filter({ hasText: 'Convertlab Groups' }).first().click();
			await page.getByText('Group Member Actions').waitFor();
		},

		async addOperation(action) {
			await at('item-iterator-item').getByText(action, { exact: true }).click();
			await at('ndv').waitFor();
		},

		async openNode(name) {
			await editor.canvasNode(name).dblclick();
			await at('ndv').waitFor();
			await editor.settled();
		},

		async closeNode() {
			await at('ndv-close-button').click();
			await at('ndv').waitFor({ state: 'hidden' });
		},

		/** Chooses from the drop-down list of a parameter. */
		async choose(parameter, label) {
			await at(`parameter-input-${parameter}`).click();
			await page.locator('.el-select-dropdown__item:visible').filter({ hasText: label }).click();
		},

		/** Opens the group picker and types. @returns the names that are listed then */
		async searchGroup(text) {
			const items = page.locator(`${id('rlc-item')}:visible`);
			await page.locator(`${id('resource-locator-group')} ${id('rlc-input')}`).click();
			await items.first().waitFor();
			const all = await items.allInnerTexts();
			const search = page.locator(`${id('rlc-search')}:visible`);
			await search
				.locator('input')
				.or(search.and(page.locator('input')))
				.first()
				.fill(text);
			// The list stays as it was until n8n has asked the node again.
			for (const end = Date.now() + 30_000; Date.now() < end; await sleep(100)) {
				await items.first().waitFor();
				const found = await items.allInnerTexts();
				if (found.length !== all.length) return { all, found };
			}
			throw new Error(`The picker does not filter: it still lists ${all.join(', ')}.`);
		},

		pickGroup: (name) =>
			page
				.locator(`${id('rlc-item')}:visible`)
				.getByText(name, { exact: true })
				.click(),

		/** Runs this node, and waits until its output shows the text. */
		async executeStep(expected) {
			await at('node-execute-button').click();
			await output.getByText(expected).first().waitFor();
		},

		asTable: (panel) => panel.locator(id('radio-button-table')).click(),
		asSchema: (panel) => panel.locator(id('radio-button-schema')).click(),
		rows: (panel) => panel.locator('tbody tr'),

		/** Gives the output more of the width, as by dragging the handle above the parameters. */
		async widenOutput(pixels) {
			const { x, y, width } = await at('panel-drag-button').boundingBox();
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
