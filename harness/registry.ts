import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { runChild, runNpm, startChild } from './children';
import { nodeForN8n } from './install';
import { registryFolder } from './places';
import { fingerprint, once } from './stamps';
import { untilReady } from './waiting';

export interface Registry {
	url: string;
	/** Publishes a packed package, or a folder with one. */
	publish(what: string): Promise<void>;
	/** The PATH on which n8n finds an `npm` that asks this registry. */
	path: string;
}

/** The only one that n8n asks without a licence for another. */
const n8nAsks = 'https://registry.npmjs.org';

/** An empty registry of npm packages. @param folder of its own, emptied first */
export async function startRegistry({ port, folder }: { port: number; folder: string }): Promise<Registry> {
	const modules = `${registryFolder}/node_modules`;
	const print = fingerprint(registryFolder, ['package-lock.json']);
	await once(`${modules}/.installed-stamp`, print, () =>
		runNpm(['ci', '--ignore-scripts', '--loglevel=error', '--no-audit', '--no-fund'], {
			cwd: registryFolder,
			log: `${folder}/install.log`,
			otherwise: 'The registry could not be installed from npm.',
		}),
	);
	rmSync(`${folder}/storage`, { recursive: true, force: true });
	mkdirSync(`${folder}/bin`, { recursive: true });
	writeFileSync(`${folder}/config.yaml`, config(folder));
	const url = `http://127.0.0.1:${port}`;
	const server = startChild(
		nodeForN8n(),
		[
			`${modules}/verdaccio/bin/verdaccio`,
			...['--config', `${folder}/config.yaml`],
			...['--listen', `127.0.0.1:${port}`],
		],
		{ log: `${folder}/registry.log` },
	);
	const answers = () =>
		fetch(`${url}/-/ping`).then(
			({ ok }) => ok,
			() => false,
		);
	await untilReady(server, 'The registry', answers, 60);
	const npm = (await runChild('which', ['npm'], { otherwise: 'There is no npm.' })).trim();
	writeFileSync(`${folder}/bin/npm`, npmThatAsks(url, npm), { mode: 0o755 });
	return {
		url,
		path: [`${folder}/bin`, process.env.PATH].join(delimiter),
		async publish(what) {
			// Anybody may publish here, but npm insists on a name.
			const anybody = `--//127.0.0.1:${port}/:_authToken=anybody`;
			await runNpm(
				['publish', what, '--ignore-scripts', '--provenance=false', `--registry=${url}`, anybody],
				{
					log: `${folder}/publish.log`,
					otherwise: 'The package could not be published.',
				},
			);
		},
	};
}

const config = (folder: string) => `storage: ${folder}/storage
packages:
  '**': { access: $all, publish: $all, unpublish: $all }
log: { type: stdout, format: pretty, level: warn }
`;

/** In the PATH of n8n: npm, except that where n8n says npmjs.org it asks the registry of this machine. */
const npmThatAsks = (url: string, npm: string) => `#!/bin/sh
export npm_config_registry=${url}
for arg do
	shift
	[ "$arg" = --registry=${n8nAsks} ] && arg=--registry=${url}
	set -- "$@" "$arg"
done
exec "${npm}" "$@"
`;
