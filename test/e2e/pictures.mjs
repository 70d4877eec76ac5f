import { mkdirSync, statSync } from 'node:fs';
import assert from 'node:assert/strict';

const most = 200_000;
/** Messages that go by themselves would lie over the picture. */
const style = '.el-notification { display: none !important }';

/** Pictures of the stations, into one folder. @param {ReturnType<import('./editor.mjs').editorOn>} editor */
export function picturesIn(folder, editor) {
	mkdirSync(folder, { recursive: true });
	const taken = [];
	return {
		taken,
		/** @param {import('playwright-core').Locator} [part] only this part of the page */
		async take(name, part) {
			await editor.settled();
			const path = `${folder}/${name}.png`;
			await (part ?? editor.page).screenshot({ path, animations: 'disabled', caret: 'hide', style });
			const { size } = statSync(path);
			assert.ok(size < most, `${name}.png has ${size} bytes, more than ${most}.`);
			taken.push(name);
		},
	};
}
