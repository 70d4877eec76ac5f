import { rmSync } from 'node:fs';
import { test as base } from '@playwright/test';
import { stopAll } from '../../harness/children';
import { logIn } from '../../harness/editorApi';
import { n8nInstance } from '../../harness/instance';
import { owner } from '../../harness/n8nEnvironment';
import { installPackage } from '../../harness/package';
import { freePort } from '../../harness/ports';
import { startRegistry, type Registry } from '../../harness/registry';
import { storedRuns, type StoredRuns } from '../../harness/runs';
import { startSandbox } from '../../harness/sandbox';
import type { SandboxControl } from '../../harness/sandboxControl';
import { contextOptions, launchOptions } from './browser';
import { editorOn, type Editor } from './editor';
import { firstVersion } from './installing';
import { state } from './places';

/** Somebody whose n8n has neither the package nor a credential nor a workflow. */
export interface Newcomer {
	editor: Editor;
	runs: StoredRuns;
	sandbox: SandboxControl;
	/** Where n8n gets the package from. */
	registry: Registry;
	/** A folder of their own. */
	folder: string;
	/** The ids of the video's workflows, once they are built. */
	first: string;
	second: string;
}

/** A test that is handed the newcomer: one n8n and one browser for all of them. */
export const test = base.extend<object, { newcomer: Newcomer }>({
	launchOptions: [async ({}, use) => await use(launchOptions()), { scope: 'worker' }],
	newcomer: [
		async ({ browser }, use) => {
			const folder = `${state}/installing`;
			await installPackage(state);
			rmSync(folder, { recursive: true, force: true });
			try {
				const registry = await startRegistry({ port: await freePort(), folder: `${folder}/registry` });
				await registry.publish(firstVersion);
				const sandbox = await startSandbox({ port: await freePort() });
				const n8n = n8nInstance({
					userFolder: folder,
					port: await freePort(),
					brokerPort: await freePort(),
					env: { PATH: registry.path, N8N_UNVERIFIED_PACKAGES_ENABLED: 'true' },
				});
				await n8n.start();
				const context = await browser.newContext(contextOptions);
				const editor = editorOn(await context.newPage(), n8n.url);
				await editor.logIn(owner);
				await use({
					editor,
					runs: storedRuns(await logIn(n8n.url)),
					sandbox: sandbox.control,
					registry,
					folder,
					first: '',
					second: '',
				});
				await context.close();
			} finally {
				// Also where it fails: an n8n that is left behind takes a third of a core.
				await stopAll();
			}
		},
		{ scope: 'worker', timeout: 600_000 },
	],
});
