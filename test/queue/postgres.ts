import { chmodSync, chownSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild, startChild } from '../../harness/children';
import { untilReady } from '../../harness/waiting';
import { state } from './places';

const user = 'n8n';
const database = 'postgres';

export interface Postgres {
	/** What n8n needs to know. */
	env: NodeJS.ProcessEnv;
	/** @returns what psql prints, columns divided by | */
	query(sql: string): Promise<string>;
	stop(): Promise<void>;
}

/**
 * An empty PostgreSQL of our own. It refuses root, and its own user can not look into root's home:
 * so its data lie among the temporary files.
 *
 * @param options `programs`: the folder of `initdb` and `postgres`
 */
export async function startPostgres({
	programs,
	port,
}: {
	programs: string;
	port: number;
}): Promise<Postgres> {
	const folder = mkdtempSync(join(tmpdir(), 'convertlab-postgres-'));
	const asRoot = process.getuid?.() === 0;
	// setpriv becomes what it starts: the process to end later is PostgreSQL itself.
	const asPostgres = (program: string, args: string[]): [string, string[]] =>
		asRoot
			? [
					'setpriv',
					['--reuid=postgres', '--regid=postgres', '--init-groups', `${programs}/${program}`, ...args],
				]
			: [`${programs}/${program}`, args];
	const remove = () => rmSync(folder, { recursive: true, force: true });
	process.once('exit', remove);
	if (asRoot) {
		const id = async (flag: string) =>
			Number(await runChild('id', [flag, 'postgres'], { otherwise: noUser }));
		chownSync(folder, await id('-u'), await id('-g'));
		openNullDevice();
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
	const query = (sql: string) =>
		runChild('psql', ['-h', '127.0.0.1', '-p', String(port), '-U', user, '-d', database, '-Atc', sql], {
			otherwise: `PostgreSQL did not answer to ${sql}`,
		}).then((answer) => answer.trim());
	const answers = async () => (await query('SELECT 1').catch(() => '')) === '1';
	await untilReady(child, 'PostgreSQL', answers, 60);
	return {
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

/** Copying a file onto the null device as root, as some tools do, leaves it closed to everybody else, and `initdb` needs it. */
function openNullDevice(): void {
	const everybodyWrites = 0o002;
	if (statSync(devNull).mode & everybodyWrites) return;
	console.log(`${devNull} was closed to everybody but root: opened, as Linux has it.`);
	chmodSync(devNull, 0o666);
}

const noUser = 'There is no user “postgres” on this machine.';
