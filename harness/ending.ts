import { Failure, stopAll } from './children';

interface Stoppable {
	stop(): Promise<unknown>;
}

/** Marks what is to be stopped in order at the end: the last one first. */
export type Keep = <Kept extends Stoppable>(each: Kept) => Kept;

/**
 * Runs to the end, whatever happens: what was started is stopped, after a failure and an interruption too.
 * Ends with the exit code of the failure, or the shell's for the signal.
 */
export async function toTheEnd(main: (keep: Keep) => Promise<unknown>): Promise<void> {
	const kept: Stoppable[] = [];
	let interrupted = false;
	const interrupt = async (code: number) => {
		if (interrupted) return;
		interrupted = true;
		console.log('\nStopping …');
		await stopAll();
		process.exit(code);
	};
	for (const [signal, code] of [
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGHUP', 143],
	] as const)
		process.on(signal, () => void interrupt(code));
	try {
		await main((each) => {
			kept.push(each);
			return each;
		});
	} catch (error) {
		// What fails because it is being stopped is no news.
		if (interrupted) return;
		console.error(`\n${error instanceof Failure ? error.message : ((error as Error).stack ?? error)}`);
		process.exitCode = error instanceof Failure ? error.exitCode : 1;
	}
	if (interrupted) return;
	for (const each of kept.reverse()) await each.stop();
	await stopAll();
	process.exit();
}
