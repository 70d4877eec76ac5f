import { performance } from 'node:perf_hooks';
import { expected, warmUpOf, type Contender, type Job, type Way } from './jobs';
import type { Measurement } from './measuring';
import { SandboxClient } from './sandboxClient';

/**
 * One measurement in a process of its own, so that memory and CPU are its own. Everything is loaded and has run once,
 * small, before the clock starts.
 */
async function main(): Promise<void> {
	const { way, job, url, folder } = JSON.parse(process.argv[2]) as {
		way: Way;
		job: Job;
		url: string;
		folder: string;
	};
	const contender = await contenders[way]();
	const sandbox = new SandboxClient(url);
	const small = warmUpOf(job);
	await contender(small, await sandbox.prepare(small, folder))();

	const run = contender(job, await sandbox.prepare(job, folder));
	const before = process.memoryUsage.rss();
	const cpu = process.cpuUsage();
	const start = performance.now();
	const count = await run();
	const seconds = (performance.now() - start) / 1000;
	const { user, system } = process.cpuUsage(cpu);
	if (count !== expected(job)) throw new Error(`It came to ${count} instead of ${expected(job)}`);
	const measurement: Measurement = {
		seconds,
		...(await sandbox.seen()),
		// Node gives kilobytes, on every system.
		peak: process.resourceUsage().maxRSS * 1024,
		before,
		cpu: (user + system) / 1e6,
	};
	process.send?.(measurement);
}

const contenders: Record<Way, () => Promise<Contender>> = {
	plain: async () => (await import('./contenders/plain.js')).plain,
	n8nHttp: async () => (await import('./contenders/n8nHttp.js')).n8nHttp,
	httpRequest: async () => (await import('./contenders/httpRequest.js')).httpRequest,
	ours: async () => (await import('./contenders/ours.js')).ours,
	expressions: async () => (await import('./contenders/expressions.js')).expressions,
};

main().then(
	() => process.exit(0),
	(error: unknown) => {
		process.send?.({ failed: error instanceof Error ? error.message : String(error) });
		process.exit(1);
	},
);
