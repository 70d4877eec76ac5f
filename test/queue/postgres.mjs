import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, runChild, startChild } from '../../harness/children.mjs';
import { state } from './places.mjs';

const user = 'n8n';
const database = 'postgres';

/**
 * An empty PostgreSQL of our own. It refuses root, and its own user can not look into root's home:
 * so its data lie among the temporary files.
 *
 * @param {{ programs: string, port: number }} options `programs`: the folder of `initdb` and `postgres`
 */
export async function startPostgres({ programs, port }) {
	const folder = mkdtempSync(join(tmpdir(), 'convertlab-postgres-'));
	const asRoot = process.getuid?.() === 0;
	// setpriv becomes what it starts: the process to end later is PostgreSQL itself.
	const asPostgres = (program, args) =>
		asRoot
			? [
					'setpriv',
					['--reuid=postgres', '--regid=postgres', '--init-groups', `${programs}/${program}`, ...args],
				]
			: [`${programs}/${program}`, args];
	const remove = () => rmSync(folder, { recursive: true, force: true });
	process.once('exit', remove);
	if (asRoot) {
		const id = async (flag) => Number(await runChild('id', [flag, 'postgres'], { otherwise: noUser }));
		chownSync(folder, await id('-u'), await id('-g'));
	}
	await runChild(
		...asPostgres('initdb', ['-D', `${folder}/data`, '-U', user, '--auth=trust', '--encoding=UTF8', '-N']),
		{ cwd: folder, otherwise: 'PostgreSQL could not make its data folder.' },
	);
	const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off' };
	const child = startChild(
		...asPostgres('postgres', [
			...['-D', `${folder}/data`, '-p', String(port)],
			...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
		]),
		{ cwd: folder, log: `${state}/logs/postgres.log` },
	);
	const query = (sql) =>
		runChild('psql', ['-h', '127.0.0.1', '-p', String(port), '-U', user, '-d', database, '-Atc', sql], {
			otherwise: `PostgreSQL did not answer to ${sql}`,
		}).then((answer) => answer.trim());
	for (let waited = 0; (await query('SELECT 1').catch(() => '')) !== '1'; waited += 200) {
		const gone = await Promise.race([child.exited.then(() => true), sleep(200)]);
		if (gone || waited > 30_000) throw new Failure(`PostgreSQL did not start:\n\n${child.lastWords()}`);
	}
	return {
		/** What n8n needs to know. */
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: database,
			DB_POSTGRESDB_USER: user,
		},
		query,
		async stop() {
			await child.stop();
			remove();
		},
	};
}

const noUser = 'There is no user “postgres” on this machine.';
