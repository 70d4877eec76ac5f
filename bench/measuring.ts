import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Job, Way } from './jobs';

export interface Measurement {
	seconds: number;
	requests: number;
	/** The most requests in flight at once, as the server saw it. */
	inFlight: number;
	/** Bytes: the most memory that the process held, n8n's engine and the input items included. */
	peak: number;
	/** Bytes before the job began. */
	before: number;
	/** Seconds of CPU, all threads. */
	cpu: number;
}

export type Outcome = Measurement | { failed: string };

const LONGEST = 600_000;

/** Starts the sandbox in a process of its own; its address, and the process. */
export async function startSandbox(): Promise<{ url: string; process: ChildProcess }> {
	const child = spawn(
		process.execPath,
		['--import', 'tsx', join(__dirname, '../sandbox/cli.ts'), '--port', '0', '--seed', 'empty'],
		{ stdio: ['ignore', 'pipe', 'inherit'] },
	);
	let said = '';
	for await (const piece of child.stdout) {
		said += String(piece);
		const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
		if (url) return { url, process: child };
	}
	throw new Error(`The sandbox did not start: ${said}`);
}

/** Does a job once, in a process of its own. */
export async function measure(job: Job, way: Way, url: string, folder: string): Promise<Outcome> {
	const child = fork(join(__dirname, 'measured.ts'), [JSON.stringify({ way, job, url, folder })], {
		execArgv: ['--import', 'tsx'],
		env: { ...process.env, N8N_USER_FOLDER: folder, N8N_ENCRYPTION_KEY: 'bench', N8N_LOG_LEVEL: 'silent' },
		stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
	});
	let outcome: Outcome | undefined;
	let cried = '';
	child.on('message', (message) => (outcome = message as Outcome));
	child.stderr?.setEncoding('utf8').on('data', (text: string) => (cried = (cried + text).slice(-2000)));
	const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST);
	await once(child, 'exit');
	clearTimeout(timer);
	if (outcome) return outcome;
	if (/heap out of memory/.test(cried)) return { failed: 'out of memory' };
	return { failed: child.killed ? `not done after ${LONGEST / 60_000} minutes` : cried.trim().slice(0, 300) };
}
