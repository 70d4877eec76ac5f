import { mkdirSync, statSync } from 'node:fs';
import { expect, type Locator, type Page, type PageScreenshotOptions } from '@playwright/test';
import type { Editor } from './editor';

const mostBytes = 200_000;
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

export interface Pictures {
	/** @param part instead of the whole editor */
	take(name: string, part?: Locator | Page): Promise<void>;
	/** Only the workflow itself. */
	takeCanvas(name: string): Promise<void>;
}

/** Pictures of the stations, into one folder. */
export function picturesIn(folder: string, editor: Editor): Pictures {
	mkdirSync(folder, { recursive: true });
	const shoot = async (name: string, subject: Locator | Page, options: PageScreenshotOptions) => {
		await editor.settled();
		const path = `${folder}/${name}.png`;
		await subject.screenshot({ path, animations: 'disabled', caret: 'hide', style: noMessages, ...options });
		expect(statSync(path).size, `bytes of ${name}.png`).toBeLessThan(mostBytes);
	};
	return {
		take: async (name, part = editor.page) => await shoot(name, part, {}),
		takeCanvas: async (name) =>
			await shoot(name, editor.page, { clip: canvas, style: `${noMessages} ${noTools}` }),
	};
}
