import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, startChild } from '../../demo/children.mjs';
import { root } from '../../demo/places.mjs';
import { sandboxAt } from '../../demo/sandbox.mjs';
import { state } from './places.mjs';

const appId = 'sandbox-app';
/** With every character that a URL must escape: it is searched for afterwards, raw and escaped. */
export const appSecret = 'queue&secret=+/ %#"';

/** Fields of the credential that the usual sandbox doesn't have. */
export const app = { appId, appSecret, accessToken: '' };

/** ms */
export const tokenLifetime = 2000;

/** A sandbox whose tokens live two seconds and hold characters that a URL must escape. */
export async function startHub({ port, seed, latency }) {
	const args = [
		'--port',
		port,
		'--seed',
		seed,
		'--latency',
		latency,
		'--token-lifetime',
		tokenLifetime / 1000,
	];
	const child = startChild(
		process.execPath,
		['--import', 'tsx', 'sandbox/cli.ts', ...args.map(String), '--app-id', appId, `--secret=${appSecret}`],
		{ cwd: root, log: `${state}/logs/sandbox.log` },
	);
	const hub = sandboxAt(`http://127.0.0.1:${port}`);
	for (let waited = 0; !(await hub.answers()); waited += 100) {
		const gone = await Promise.race([child.exited.then(() => true), sleep(100)]);
		if (gone || waited > 30_000) throw new Failure(`The sandbox did not start:\n\n${child.lastWords()}`);
	}
	await hub.ask('quirks', { oddTokens: true, anyCustomer: true });
	return {
		...hub,
		stop: child.stop,
		/** Every request since the start: `{ method, path, query, status, at, fault }`, oldest first. */
		requests: () => hub.ask('log'),
	};
}
