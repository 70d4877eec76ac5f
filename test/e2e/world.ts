import { rmSync } from 'node:fs';
import { test as base, type BrowserContext } from '@playwright/test';
import { logIn, type EditorApi } from '../../harness/editorApi';
import { importExamples } from '../../harness/importing';
import { n8nInstance, type N8n } from '../../harness/instance';
import { root } from '../../harness/places';
import { freePort } from '../../harness/ports';
import { storedRuns, type StoredRuns } from '../../harness/runs';
import { startSandbox } from '../../harness/sandbox';
import type { SandboxControl } from '../../harness/sandboxControl';
import { startScriptedModel, type ScriptedModel } from '../../harness/scriptedModel';
import { assistant } from './assistant';
import { contextOptions, launchOptions } from './browser';
import { editorOn, type Editor } from './editor';
import { picturesIn, type Pictures } from './pictures';
import { state } from './places';

/** Everything a station needs; it goes on from one to the next. */
export interface World {
	n8n: N8n;
	sandbox: SandboxControl;
	model: ScriptedModel;
	/** The one browser window. */
	context: BrowserContext;
	editor: Editor;
	api: EditorApi;
	runs: StoredRuns;
	pictures: Pictures;
	/** The addresses elsewhere that a page wanted and did not get. */
	foreign: string[];
}

/** A test that is handed the world: one n8n, one sandbox and one browser for all of them. */
export const test = base.extend<object, { world: World }>({
	launchOptions: [async ({}, use) => await use(launchOptions()), { scope: 'worker' }],
	world: [
		async ({ browser }, use) => {
			// A new user's n8n is empty, and what the editor saved in an earlier run is gone.
			for (const file of [
				'database.sqlite',
				'database.sqlite-shm',
				'database.sqlite-wal',
				'import-stamp',
				'imported.json',
			])
				rmSync(`${state}/.n8n/${file}`, { force: true });
			const sandbox = await startSandbox({ port: await freePort(4710) });
			const model = await startScriptedModel({ port: await freePort(4711), answer: assistant });
			const n8n = n8nInstance({
				userFolder: state,
				port: await freePort(5978),
				brokerPort: await freePort(5979),
			});
			await importExamples(n8n, sandbox.url, state, model.url);
			const server = await n8n.start();
			const context = await browser.newContext({ ...contextOptions, deviceScaleFactor: 2 });
			const foreign = await keepAtHome(context);
			const editor = editorOn(await context.newPage(), n8n.url);
			const api = await logIn(n8n.url);
			const folder = process.env.IMAGES === 'docs' ? `${root}/docs/images` : `${state}/images`;
			await use({
				n8n,
				sandbox: sandbox.control,
				model,
				context,
				editor,
				api,
				runs: storedRuns(api),
				pictures: picturesIn(folder, editor),
				foreign,
			});
			await context.close();
			await server.stop();
			await model.stop();
			await sandbox.stop();
		},
		{ scope: 'worker', timeout: 600_000 },
	],
});

/** Lets the browser reach this machine only. @returns where to else it wanted */
async function keepAtHome(context: BrowserContext): Promise<string[]> {
	const foreign: string[] = [];
	await context.route(
		(url) => url.hostname !== '127.0.0.1' && !['data:', 'blob:'].includes(url.protocol),
		async (route) => {
			foreign.push(route.request().url());
			await route.abort();
		},
	);
	return foreign;
}
