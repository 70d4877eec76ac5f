import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { runNpm } from './children';
import { root, state } from './places';
import { fingerprint, once } from './stamps';
import { step } from './progress';

const manifest = () =>
	JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { name: string; version: string };

const sources = ['nodes', 'credentials', 'package.json', 'package-lock.json', 'tsconfig.json', 'gulpfile.js'];

/**
 * Builds the package, packs it as `npm publish` would, and installs it where n8n looks for community packages:
 * `<userFolder>/.n8n/nodes`. Skipped while neither the sources nor that folder have changed.
 *
 * @returns where it lies then
 */
export async function installPackage(userFolder = state): Promise<string> {
	const { name } = manifest();
	const nodes = `${userFolder}/.n8n/nodes`;
	const installed = `${nodes}/node_modules/${name}`;
	await once(`${installed}/.installed-stamp`, fingerprint(root, sources), async () => {
		await step('The package: build and pack', async () => {
			await npm(['run', 'build'], 'build', 'The package does not build.');
			rmSync(`${userFolder}/package`, { recursive: true, force: true });
			mkdirSync(`${userFolder}/package`, { recursive: true });
			await npm(
				['pack', '--ignore-scripts', `--pack-destination=${userFolder}/package`],
				'pack',
				'The package can not be packed.',
			);
		});
		await step('The package: install into n8n', () =>
			installTarball(nodes, installed, `${userFolder}/package`),
		);
	});
	return installed;
}

async function installTarball(nodes: string, installed: string, packed: string): Promise<void> {
	const { name, version } = manifest();
	mkdirSync(nodes, { recursive: true });
	// n8n keeps such a file there itself; without it npm would install into a folder further up.
	if (!existsSync(`${nodes}/package.json`))
		writeFileSync(`${nodes}/package.json`, JSON.stringify({ name: 'installed-nodes', private: true }));
	// The same version with other contents: npm must not take it for done.
	rmSync(installed, { recursive: true, force: true });
	rmSync(`${nodes}/package-lock.json`, { force: true });
	const tarball = `${packed}/${name}-${version}.tgz`;
	// n8n brings n8n-workflow along; installing the peer would fetch a second one.
	const args = [
		'install',
		'--ignore-scripts',
		'--omit=peer',
		'--legacy-peer-deps',
		'--no-audit',
		'--no-fund',
	];
	await npm([...args, tarball], 'install-package', 'The packed package can not be installed.', nodes);
}

const npm = (args: string[], name: string, otherwise: string, cwd = root) =>
	runNpm([...args, '--loglevel=error'], { cwd, log: `${state}/logs/${name}.log`, otherwise });
