import { Failure, stopAll } from '../../demo/children.mjs';

/**
 * Runs to the end, whatever happens: what was started is stopped, after a failure and an interruption too.
 *
 * @param {(started: { stop: () => Promise<unknown> }[]) => Promise<void>} main
 *   puts what it starts into `started`; the last one started is stopped first
 */
export async function toTheEnd(main) {
	const started = [];
	let interrupted = false;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
		process.once(signal, async () => {
			interrupted = true;
			console.log('\nStopping …');
			await stopAll();
			process.exit(130);
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
