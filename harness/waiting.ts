import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, type Child } from './children';

interface Patience {
	seconds: number;
	/** ms between two looks. */
	every?: number;
	/** What to say when it has not come true: asked then, so that it can tell the latest state. */
	otherwise: () => string;
}

/** What is looked for, or one of these while it is not there. */
type Look<Seen> = Seen | undefined | null | false;

/**
 * Looks again and again until there is something to see. (p-wait-for 6 adds a listener to its signal with each look.)
 *
 * @param look what it throws ends the waiting
 * @returns what it saw
 * @throws Failure with `otherwise()`
 */
export async function until<Seen>(
	look: () => Promise<Look<Seen>> | Look<Seen>,
	{ seconds, every = 200, otherwise }: Patience,
): Promise<Seen> {
	const end = Date.now() + seconds * 1000;
	for (;;) {
		const seen = await look();
		if (seen !== undefined && seen !== null && seen !== false) return seen;
		if (Date.now() > end) throw new Failure(otherwise());
		await sleep(every);
	}
}

/** Waits until a program that was started does its work; fails with its last words when it ends before that. */
export async function untilReady(
	child: Child,
	name: string,
	isReady: () => Promise<boolean> | boolean,
	seconds: number,
): Promise<void> {
	let ended = false;
	void child.exited.then(() => (ended = true));
	await until(
		async () => {
			if (ended) throw new Failure(`${name} ended while it started:\n\n${child.lastWords()}`);
			return await isReady();
		},
		{
			seconds,
			every: 100,
			otherwise: () => `${name} was not ready after ${seconds} s:\n\n${child.lastWords()}`,
		},
	);
}
