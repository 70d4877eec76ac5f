import { existsSync, readdirSync } from 'node:fs';
import { delimiter } from 'node:path';
import { Unavailable, runChild } from '../../demo/children.mjs';
import { step } from '../../demo/progress.mjs';
import { state } from './places.mjs';

const postgresVersions = '/usr/lib/postgresql';

const onPath = (program) =>
	(process.env.PATH ?? '').split(delimiter).find((folder) => existsSync(`${folder}/${program}`));

/** @returns the folder with `initdb` and `postgres`, which Debian keeps off the path; undefined when there is none */
function postgresPrograms() {
	const versions = existsSync(postgresVersions) ? readdirSync(postgresVersions) : [];
	const folders = versions
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => `${postgresVersions}/${version}/bin`);
	return [...folders, onPath('initdb')].find((folder) => folder && existsSync(`${folder}/postgres`));
}

const missing = () => [
	...(onPath('redis-server') && onPath('redis-cli') ? [] : ['redis-server']),
	...(postgresPrograms() && onPath('psql') ? [] : ['postgresql']),
];

/** Redis and PostgreSQL, from Debian's packages when they are not there and we may. @returns where PostgreSQL is */
export async function installServers() {
	const packages = missing();
	if (packages.length > 0) {
		const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
		if (process.getuid?.() !== 0 || !onPath('apt-get'))
			throw new Unavailable(
				`This needs ${packages.join(' and ')}. On Debian or Ubuntu run this as root, then run again:\n\n    ${command}`,
			);
		await step(`From Debian: ${packages.join(', ')}`, () =>
			runChild('sh', ['-c', command], {
				env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
				log: `${state}/logs/apt.log`,
				otherwise: `Debian's packages could not be installed with\n\n    ${command}`,
			}).catch(({ message }) => {
				throw new Unavailable(message);
			}),
		);
	}
	return { postgresPrograms: postgresPrograms() };
}
