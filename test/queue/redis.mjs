import { mkdirSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, runChild, startChild } from '../../harness/children.mjs';
import { state } from './places.mjs';

const folder = `${state}/redis`;

/** A Redis that keeps its queue over a restart, as one must that n8n depends on. */
export async function startRedis(port) {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const ask = (...args) =>
		runChild('redis-cli', ['-h', '127.0.0.1', '-p', String(port), ...args], {
			otherwise: 'Redis did not answer.',
		}).then((answer) => answer.trim());
	const start = async () => {
		const settings = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'yes' };
		const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
		const child = startChild('redis-server', args, { log: `${state}/logs/redis.log` });
		for (let waited = 0; !(await ask('ping').catch(() => '')).includes('PONG'); waited += 100) {
			const gone = await Promise.race([child.exited.then(() => true), sleep(100)]);
			if (gone || waited > 10_000) throw new Failure(`Redis did not start:\n\n${child.lastWords()}`);
		}
		return child;
	};
	let running = await start();
	return {
		port,
		/** Every connection breaks, and new ones are refused for `away` ms. */
		async cut(away) {
			await running.stop();
			await sleep(away);
			running = await start();
		},
		/** Jobs that n8n's queue still holds, waiting or under way. */
		async jobsLeft() {
			const lengths = ['wait', 'active'].map((list) => ask('llen', `bull:jobs:${list}`));
			return (await Promise.all(lengths)).reduce((sum, length) => sum + Number(length), 0);
		},
		stop: () => running.stop(),
	};
}
