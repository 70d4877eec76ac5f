// Runs the test suite on the n8n and Node versions that the package supports beside the one of `npm test` (n8n 2.40 on
// the Node that runs this): the older n8n versions that have a folder with a lock of their own under hosts/; n8n 2.40, and
// the n8n of the harness, both on the Node 24 that comes with the latter. Arguments are handed to jest:
// `npm run test:hosts -- test/operations`.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installN8n, n8nVersion } from '../harness/install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

function run(command, args, options = {}) {
	const { status } = spawnSync(command, args, {
		cwd: root,
		stdio: 'inherit',
		shell: process.platform === 'win32',
		...options,
	});
	if (status !== 0) process.exit(status ?? 1);
}

function jest(node, config, env = {}) {
	const args = ['node_modules/jest/bin/jest.js', '--config', config, ...process.argv.slice(2)];
	run(node, args, { env: { ...process.env, ...env }, shell: false });
}

run('npm', ['run', 'build', '--silent']);
for (const host of readdirSync(`${root}hosts`)) {
	const folder = `${root}hosts/${host}`;
	if (!existsSync(`${folder}/node_modules/n8n-core`)) {
		console.log(`Installing the core of ${host} …`);
		run('npm', ['ci', '--ignore-scripts', '--loglevel=error'], { cwd: folder });
	}
	console.log(`\nThe test suite on ${host}, Node ${process.version}`);
	jest(process.execPath, 'jest.hosts.config.js', { N8N_HOST: host });
}
const node24 = await installN8n();
console.log('\nThe test suite on n8n 2.40, Node 24');
jest(node24, 'jest.config.js');
console.log(`\nThe test suite on n8n ${n8nVersion()}, Node 24`);
jest(node24, 'jest.hosts.config.js', { N8N_HOST: 'harness' });
