import { existsSync, readdirSync } from 'node:fs';
import { delimiter } from 'node:path';
import { Failure } from '../../harness/children';
import { installFromDebian } from '../../harness/debian';
import { state } from './places';

const postgresVersions = '/usr/lib/postgresql';

const onPath = (program: string) =>
	(process.env.PATH ?? '').split(delimiter).find((folder) => existsSync(`${folder}/${program}`));

/** @returns the folder with `initdb` and `postgres`, which Debian keeps off the path; undefined when there is none */
function postgresPrograms(): string | undefined {
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

/** Redis and PostgreSQL, from Debian's packages when they are not there and we may. @returns the folder of PostgreSQL's programs */
export async function installServers(): Promise<string> {
	const packages = missing();
	if (packages.length > 0)
		await installFromDebian(packages, `This needs ${packages.join(' and ')}.`, `${state}/logs/apt.log`);
	const programs = postgresPrograms();
	if (programs === undefined) throw new Failure('PostgreSQL was installed, and its programs are not there.');
	return programs;
}
