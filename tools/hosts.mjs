// Runs the test suite on the other n8n versions that the package supports: each has a folder under hosts/ with its own
// lock. The newest supported n8n is the one among the development dependencies, which `npm test` uses.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function run(command, args, options = {}) {
	const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
	if (status !== 0) process.exit(status ?? 1);
}

run('node', ['tools/setup.mjs']);
for (const host of readdirSync(`${root}hosts`)) {
	const folder = `${root}hosts/${host}`;
	if (!existsSync(`${folder}/node_modules/n8n-core`)) {
		console.log(`Installing the core of ${host} …`);
		run('npm', ['ci', '--ignore-scripts', '--loglevel=error'], { cwd: folder });
	}
	console.log(`The test suite on ${host}, Node ${process.version}`);
	run('npx', ['jest', '--config', 'jest.hosts.config.js', ...process.argv.slice(2)], {
		env: { ...process.env, N8N_HOST: host },
	});
}
