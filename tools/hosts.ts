// Runs the test suite on the n8n and Node versions that the package supports beside the one of `npm test`: the n8n versions
// that have a folder with a lock of their own under hosts/, and the n8n of the harness. n8n 2 runs on the Node 24 that comes
// with the harness, n8n 1 on the Node that runs this.
//   npm run test:hosts -- [--only n8n-1.123] [what jest takes, such as test/operations]
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from '../harness/children';
import { toTheEnd } from '../harness/ending';
import { installN8n, n8nVersion } from '../harness/install';

const root = resolve(import.meta.dirname, '..');
const hosts = [...readdirSync(`${root}/hosts`), 'harness'];

async function main(): Promise<void> {
	const args = process.argv.slice(2);
	const at = args.indexOf('--only');
	const [, only] = at < 0 ? [] : args.splice(at, 2);
	if (only !== undefined && !hosts.includes(only))
		throw new Failure(`--only takes one of ${hosts.join(', ')}.`);
	run('npm', ['run', 'build', '--silent']);
	for (const host of hosts.filter((each) => only === undefined || each === only)) await test(host, args);
}

async function test(host: string, args: string[]): Promise<void> {
	const folder = `${root}/hosts/${host}`;
	if (host !== 'harness' && !existsSync(`${folder}/node_modules/n8n-core`)) {
		console.log(`Installing the core of ${host} …`);
		run('npm', ['ci', '--ignore-scripts', '--loglevel=error'], { cwd: folder });
	}
	const isOld = host.startsWith('n8n-1.');
	const runsHere = isOld || (host !== 'harness' && process.versions.node.startsWith('24.'));
	const node = runsHere ? process.execPath : await installN8n();
	const name = host === 'harness' ? `n8n-${n8nVersion()}` : host;
	console.log(`\nThe test suite on ${name}, Node ${runsHere ? process.versions.node : '24'}`);
	run(node, ['node_modules/jest/bin/jest.js', '--silent', ...args], {
		env: { ...process.env, N8N_HOST: host },
		shell: false,
	});
}

function run(command: string, args: string[], options: Parameters<typeof spawnSync>[2] = {}): void {
	const { status } = spawnSync(command, args, {
		cwd: root,
		stdio: 'inherit',
		shell: process.platform === 'win32',
		...options,
	});
	if (status !== 0) throw new Failure(`${command} ${args.join(' ')} ended with ${status}.`);
}

void toTheEnd(main);
