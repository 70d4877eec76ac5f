import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Locator, type Page, type PageScreenshotOptions } from '@playwright/test';
import type { Editor } from './editor';
import { exampleLook } from './exampleLook';
import { withPalette } from './palette';
import { state } from './places';
import { textsIn } from './texts';

/** Of one picture, twice as sharp as the page. */
const mostBytes = 250_000;
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
/** Around the nodes and notes of a workflow. */
const margin = 16;

export interface Pictures {
	/** @param part instead of the whole page */
	take(name: string, part?: Locator | Page): Promise<void>;
	/** Only the nodes and notes of the open workflow, an example. */
	takeExample(example: string): Promise<void>;
}

/** Pictures of the stations, into one folder, with what they show for test/pictures.test.ts. */
export function picturesIn(folder: string, editor: Editor): Pictures {
	mkdirSync(folder, { recursive: true });
	const ours = textsOfThePackage();
	const shoot = async (
		name: string,
		subject: Locator | Page,
		options: PageScreenshotOptions,
		more: { example?: string } = {},
	) => {
		await editor.settled();
		const png = await subject.screenshot({
			animations: 'disabled',
			caret: 'hide',
			style: noMessages,
			...options,
		});
		const picture = await withPalette(editor.page.context(), png);
		expect(picture.length, `bytes of ${name}.png`).toBeLessThan(mostBytes);
		writeFileSync(`${folder}/${name}.png`, picture);
		// Another page than the editor shows none of our texts, and may load itself anew at any time.
		const isPage = 'url' in subject;
		const part = isPage ? subject.locator('body') : subject;
		const words = isPage && subject !== editor.page ? new Set<string>() : await wordsOn(part);
		note(folder, name, { texts: ours.filter((text) => words.has(text)).sort(), ...more });
	};
	return {
		take: async (name, part = editor.page) => await shoot(name, part, {}),
		takeExample: async (example) =>
			await shoot(
				`example-${example}`,
				editor.page,
				{ clip: await around(editor.page), style: `${noMessages} ${noTools}` },
				{ example: exampleLook(example) },
			),
	};
}

/** As it is installed in the n8n that the pictures show. */
function textsOfThePackage(): string[] {
	const folder = `${state}/.n8n/nodes/node_modules/n8n-nodes-convertlab`;
	const load = createRequire(import.meta.url);
	const { n8n } = load(`${folder}/package.json`) as { n8n: { nodes: string[]; credentials: string[] } };
	const classes = [...n8n.nodes, ...n8n.credentials].flatMap((file) =>
		Object.values(load(`${folder}/${file}`) as { [name: string]: new () => object }),
	);
	return [...textsIn(classes.map((each) => new each()))];
}

/** Every line of the part, and what stands in its fields. */
async function wordsOn(part: Locator): Promise<Set<string>> {
	const fields = part.locator('input');
	const inFields = await fields.evaluateAll((inputs) =>
		(inputs as { value?: string; placeholder?: string }[]).map(
			({ value, placeholder }) => value || placeholder || '',
		),
	);
	const lines = (await part.innerText()).split('\n');
	return new Set([...lines, ...inFields].map((text) => text.trim()));
}

/** Where the workflow is on the canvas. */
async function around(page: Page): Promise<NonNullable<PageScreenshotOptions['clip']>> {
	const boxes = await Promise.all(
		(await page.locator('.vue-flow__node').all()).map((node) => node.boundingBox()),
	);
	const parts = boxes.filter((box) => box !== null);
	const left = Math.max(canvas.x, Math.min(...parts.map(({ x }) => x)) - margin);
	const top = Math.max(canvas.y, Math.min(...parts.map(({ y }) => y)) - margin);
	// The name of a node is written below it.
	const belowName = 60;
	const right = Math.min(
		canvas.x + canvas.width,
		Math.max(...parts.map(({ x, width }) => x + width)) + margin,
	);
	const bottom = Math.min(
		canvas.y + canvas.height,
		Math.max(...parts.map(({ y, height }) => y + height)) + belowName,
	);
	return { x: left, y: top, width: right - left, height: bottom - top };
}

interface Shown {
	texts: string[];
	example?: string;
}

function note(folder: string, picture: string, shown: Shown): void {
	const file = `${folder}/shown.json`;
	const all = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { [name: string]: Shown }) : {};
	const sorted = Object.entries({ ...all, [picture]: shown }).sort(([one], [other]) =>
		one < other ? -1 : 1,
	);
	writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), null, '\t')}\n`);
}
