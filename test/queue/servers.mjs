import { existsSync, readdirSync } from 'node:fs';
import { delimiter } from 'node:path';
import { installFromDebian } from '../debian.mjs';
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
	if (packages.length > 0)
		await installFromDebian(packages, `This needs ${packages.join(' and ')}.`, `${state}/logs/apt.log`);
	return { postgresPrograms: postgresPrograms() };
}
