import assert from 'node:assert/strict';
import { mkdirSync, statSync } from 'node:fs';

const most = 200_000;
/** Messages that go by themselves would lie over the picture. */
const noMessages = '.el-notification { display: none !important }';
/** The editor's own buttons around a workflow. */
const noTools = [
	'canvas-controls',
	'node-creator-plus-button',
	'command-bar-button',
	'add-sticky-button',
	'toggle-focus-panel-button',
]
	.map((name) => `[data-test-id="${name}"] { visibility: hidden !important }`)
	.join(' ');
/** The canvas without the tabs above it and the logs below. */
const canvas = { x: 50, y: 86, width: 1230, height: 610 };

/** Pictures of the stations, into one folder. @param {ReturnType<import('./editor.mjs').editorOn>} editor */
export function picturesIn(folder, editor) {
	mkdirSync(folder, { recursive: true });
	const taken = [];
	const shoot = async (name, subject, options) => {
		await editor.settled();
		const path = `${folder}/${name}.png`;
		await subject.screenshot({ path, animations: 'disabled', caret: 'hide', style: noMessages, ...options });
		const { size } = statSync(path);
		assert.ok(size < most, `${name}.png has ${size} bytes, more than ${most}.`);
		taken.push(name);
	};
	return {
		taken,
		/** @param {import('playwright-core').Locator | import('playwright-core').Page} [part] instead of the whole editor */
		take: (name, part = editor.page) => shoot(name, part, {}),
		/** Only the workflow itself. */
		takeCanvas: (name) => shoot(name, editor.page, { clip: canvas, style: `${noMessages} ${noTools}` }),
	};
}
