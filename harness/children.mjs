import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const living = new Set();

/** A failure that needs no stack: the message is a plain sentence that says what to do. */
export class Failure extends Error {
	exitCode = 1;
}

/** What is needed is not here and cannot be installed: nothing was tested, and nothing is wrong. As sysexits.h has it. */
export class Unavailable extends Failure {
	exitCode = 69;
}

/**
 * Starts a program that is ended by stopAll() at the latest. Everything it says goes into the log file.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, log?: string, shell?: boolean }} options
 */
export function startChild(command, args, { cwd, env, log, shell } = {}) {
	const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
	let stdout = '';
	let recent = '';
	if (log) mkdirSync(dirname(log), { recursive: true });
	const file = log && createWriteStream(log);
	const listeners = [];
	const hear = (text) => {
		recent = (recent + text).slice(-4000);
		file?.write(text);
		for (const listener of listeners) listener(text);
	};
	child.stdout.setEncoding('utf8').on('data', (text) => {
		stdout += text;
		hear(text);
	});
	child.stderr.setEncoding('utf8').on('data', hear);
	// A program that can't be started has no exit: it closes with its reason only.
	child.once('error', (error) => hear(`${error.message}\n`));
	const handle = {
		pid: child.pid,
		/** Exit code, or null when it was killed or never started. */
		exited: new Promise((resolve) => child.once('close', resolve)).finally(() => {
			living.delete(handle);
			file?.end();
		}),
		stdout: () => stdout,
		/** Hands over what it says from now on. */
		hear: (listener) => listeners.push(listener),
		lastWords: () => recent.trim().split('\n').slice(-15).join('\n'),
		/** Asks politely, then insists after `patience` ms. */
		async stop(patience = 8000) {
			if (!living.has(handle)) return;
			child.kill('SIGTERM');
			const insist = new AbortController();
			const timer = sleep(patience, undefined, { signal: insist.signal }).then(
				() => child.kill('SIGKILL'),
				() => {},
			);
			await handle.exited;
			insist.abort();
			await timer;
		},
	};
	living.add(handle);
	return handle;
}

/**
 * Runs a program to its end. @returns what it wrote to stdout
 * @throws {Failure} with `otherwise` and its last lines when it ends with anything but 0
 */
export async function runChild(command, args, { otherwise, ...options }) {
	const child = startChild(command, args, options);
	const code = await child.exited;
	if (code !== 0)
		throw new Failure(
			`${otherwise}\n\n${indented(child.lastWords())}${options.log ? `\n\nAll of it: ${options.log}` : ''}`,
		);
	return child.stdout();
}

/** npm as the user has it; on Windows it is a .cmd, which only a shell starts. */
export const runNpm = (args, options) =>
	runChild('npm', args, { ...options, shell: process.platform === 'win32' });

export const stopAll = () => Promise.all([...living].reverse().map((child) => child.stop()));

const indented = (text) => text.replace(/^/gm, '    ');
