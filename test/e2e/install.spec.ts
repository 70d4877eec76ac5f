import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { runChild, stopAll } from '../../harness/children';
import { logIn } from '../../harness/editorApi';
import { importInto, sandboxCredential, wiredExample } from '../../harness/importing';
import { n8nInstance } from '../../harness/instance';
import { owner } from '../../harness/n8nEnvironment';
import { installPackage } from '../../harness/package';
import { root } from '../../harness/places';
import { freePort } from '../../harness/ports';
import { startRegistry } from '../../harness/registry';
import { storedRuns } from '../../harness/runs';
import { startSandbox } from '../../harness/sandbox';
import { contextOptions, launchOptions } from './browser';
import { editorOn, tryItNow, type Editor } from './editor';
import { state } from './places';

test.use({ launchOptions: launchOptions(), ...contextOptions });

// Also where it fails: an n8n that is left behind takes a third of a core.
test.afterAll(stopAll);

const folder = `${state}/installing`;
const { name, version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as {
	name: string;
	version: string;
};
const next = '9.9.9';
const workflowId = 'countedGroups';

/** Installed in *Settings → Community nodes*, as its users do, and updated there; a workflow works before and after. */
test('the package is installed and updated from a registry, and workflows keep working', async ({ page }) => {
	await installPackage(state);
	rmSync(folder, { recursive: true, force: true });
	const registry = await startRegistry({ port: await freePort(), folder: `${folder}/registry` });
	await registry.publish(`${state}/package/${name}-${version}.tgz`);
	const sandbox = await startSandbox({ port: await freePort() });
	const n8n = n8nInstance({
		userFolder: folder,
		port: await freePort(),
		brokerPort: await freePort(),
		env: { PATH: registry.path, N8N_UNVERIFIED_PACKAGES_ENABLED: 'true' },
	});
	const [all] = wiredExample('weekly-group-sizes', sandbox.url).nodes.filter(
		(node) => node.name === 'All groups',
	);
	await importInto(
		n8n,
		`${folder}/import`,
		[sandboxCredential(sandbox.url)],
		[
			{
				id: workflowId,
				name: 'Groups and their sizes',
				active: false,
				nodes: [tryItNow, all],
				connections: { [tryItNow.name]: { main: [[{ node: all.name, type: 'main', index: 0 }]] } },
				settings: { executionOrder: 'v1' },
			} as { id: string; nodes: object[] },
		],
	);
	await n8n.start();
	const editor = editorOn(page, n8n.url);
	await editor.logIn(owner);
	await install(editor);

	const runs = storedRuns(await logIn(n8n.url));
	const { groups } = await sandbox.control.state();
	const works = async () => {
		const run = await runs.run(workflowId, tryItNow.name);
		expect(run).toMatchObject({ status: 'success', error: undefined });
		expect(run.items(all.name).map(({ json }) => json.memberCount)).toEqual(
			expect.arrayContaining(groups.map(({ members }) => members)),
		);
	};
	await works();

	await registry.publish(await secondVersion());
	await update(editor);
	await works();
});

async function install({ at, open, page }: Editor): Promise<void> {
	await open('/settings/community-nodes');
	await page.getByRole('button', { name: 'Install a community node' }).click();
	const field = at('package-name-input');
	await field
		.locator('input')
		.or(field.and(page.locator('input')))
		.first()
		.fill(name);
	await at('user-agreement-checkbox').click();
	await at('install-community-package-button').click();
	await expect(at('community-package-card')).toContainText(name);
	await expect(at('community-package-card')).toContainText(`v${version}`);
}

/** What is installed, with a higher number. @returns its folder */
async function secondVersion(): Promise<string> {
	const unpacked = `${folder}/next`;
	mkdirSync(unpacked, { recursive: true });
	await runChild('tar', ['-xzf', `${state}/package/${name}-${version}.tgz`, '-C', unpacked], {
		otherwise: 'The package could not be unpacked.',
	});
	const file = `${unpacked}/package/package.json`;
	writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), version: next }));
	return `${unpacked}/package`;
}

async function update({ at, open, page }: Editor): Promise<void> {
	await open('/settings/community-nodes');
	const card = at('community-package-card');
	await card.getByRole('button', { name: /Update/ }).click();
	await page
		.getByRole('dialog')
		.getByRole('button', { name: /Update|Confirm/ })
		.click();
	await expect(card).toContainText(`v${next}`);
}
