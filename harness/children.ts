import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { execa, type Options } from 'execa';

/** A failure that needs no stack: the message is a plain sentence that says what to do. */
export class Failure extends Error {
	readonly exitCode: number = 1;
}

/** What is needed is not here and cannot be installed: nothing was tested, and nothing is wrong. As sysexits.h has it. */
export class Unavailable extends Failure {
	override readonly exitCode = 69;
}

interface ChildOptions {
	cwd?: string;
	/** Instead of this process's own environment. */
	env?: NodeJS.ProcessEnv;
	/** The file that takes everything it says. */
	log?: string;
	shell?: boolean;
}

export interface Child {
	readonly pid: number | undefined;
	/** The exit code; undefined when it was killed or never started. */
	readonly exited: Promise<number | undefined>;
	/** Hands over what it says from now on. */
	hear(listener: (text: string) => void): void;
	lastWords(): string;
	/** Asks politely, and insists after eight seconds. */
	stop(): Promise<void>;
}

const living = new Set<Child>();
/** ms between asking and insisting. */
const patience = 8000;

/** Starts a program that is ended by stopAll() at the latest, and with this process in any case. */
export function startChild(command: string, args: string[], options: ChildOptions = {}): Child {
	return start(command, args, options, false).child;
}

function start(command: string, args: string[], { cwd, env, log, shell }: ChildOptions, keepOutput: boolean) {
	const settings = {
		cwd,
		env,
		extendEnv: env === undefined,
		shell,
		stdin: 'ignore',
		all: true,
		// A server says more in its life than anybody wants in memory.
		buffer: keepOutput,
		reject: false,
		forceKillAfterDelay: patience,
	} satisfies Options;
	const running = execa(command, args, settings);
	let recent = '';
	const listeners: ((text: string) => void)[] = [];
	running.all.setEncoding('utf8').on('data', (text: string) => {
		recent = (recent + text).slice(-4000);
		for (const listener of listeners) listener(text);
	});
	if (log) {
		mkdirSync(dirname(log), { recursive: true });
		running.all.pipe(createWriteStream(log));
	}
	const ended = running.then((result) => {
		living.delete(child);
		// A program that can't be started has said nothing: its reason stands for its words.
		if (result.exitCode === undefined && !result.isTerminated) recent += result.shortMessage ?? '';
		return { exitCode: result.exitCode, stdout: String(result.stdout ?? '') };
	});
	const child: Child = {
		pid: running.pid,
		exited: ended.then(({ exitCode }) => exitCode),
		hear: (listener) => void listeners.push(listener),
		lastWords: () => recent.trim().split('\n').slice(-15).join('\n'),
		async stop() {
			running.kill();
			await ended;
		},
	};
	living.add(child);
	return { child, ended };
}

/**
 * Runs a program to its end.
 *
 * @returns what it wrote to stdout
 * @throws Failure with `otherwise` and its last lines when it ends with anything but 0
 */
export async function runChild(
	command: string,
	args: string[],
	{ otherwise, ...options }: ChildOptions & { otherwise: string },
): Promise<string> {
	const { child, ended } = start(command, args, options, true);
	const { exitCode, stdout } = await ended;
	if (exitCode === 0) return stdout;
	const where = options.log ? `\n\nAll of it: ${options.log}` : '';
	throw new Failure(`${otherwise}\n\n${indented(child.lastWords())}${where}`);
}

/** npm as the user has it; on Windows it is a .cmd, which only a shell starts. */
export const runNpm = (args: string[], options: ChildOptions & { otherwise: string }): Promise<string> =>
	runChild('npm', args, { ...options, shell: process.platform === 'win32' });

export const stopAll = async (): Promise<void> => {
	await Promise.all([...living].reverse().map((child) => child.stop()));
};

const indented = (text: string) => text.replace(/^/gm, '    ');
