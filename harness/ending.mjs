import { Failure, stopAll } from './children.mjs';

/**
 * Runs to the end, whatever happens: what was started is stopped, after a failure and an interruption too.
 * Ends with the exit code of the failure, or the shell's for the signal.
 *
 * @param {(started: { stop: () => Promise<unknown> }[]) => Promise<unknown>} main
 *   puts what it wants stopped in order into `started`: the last one first
 */
export async function toTheEnd(main) {
	const started = [];
	let interrupted = false;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
		process.on(signal, async () => {
			if (interrupted) return;
			interrupted = true;
			console.log('\nStopping …');
			await stopAll();
			process.exit(signal === 'SIGINT' ? 130 : 143);
		});
	try {
		await main(started);
	} catch (error) {
		// What fails because it is being stopped is no news.
		if (interrupted) return;
		console.error(`\n${error instanceof Failure ? error.message : error.stack}`);
		process.exitCode = error.exitCode ?? 1;
	}
	if (interrupted) return;
	while (started.length > 0) await started.pop().stop();
	await stopAll();
	process.exit();
}
