import { mkdirSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { runChild, startChild } from '../../harness/children';
import { untilReady } from '../../harness/waiting';
import { state } from './places';

const folder = `${state}/redis`;

export interface Redis {
	port: number;
	/** Every connection breaks, and new ones are refused for `away` ms. */
	cut(away: number): Promise<void>;
	/** Jobs that n8n's queue still holds, waiting or under way. */
	jobsLeft(): Promise<number>;
	stop(): Promise<void>;
}

/** A Redis that keeps its queue over a restart, as one must that n8n depends on. */
export async function startRedis(port: number): Promise<Redis> {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const ask = (...args: string[]) =>
		runChild('redis-cli', ['-h', '127.0.0.1', '-p', String(port), ...args], {
			otherwise: 'Redis did not answer.',
		}).then((answer) => answer.trim());
	const start = async () => {
		const settings = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'yes' };
		const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
		const child = startChild('redis-server', args, { log: `${state}/logs/redis.log` });
		const answers = async () => (await ask('ping').catch(() => '')).includes('PONG');
		await untilReady(child, 'Redis', answers, 30);
		return child;
	};
	let running = await start();
	return {
		port,
		async cut(away) {
			await running.stop();
			await sleep(away);
			running = await start();
		},
		async jobsLeft() {
			const lengths = ['wait', 'active'].map((list) => ask('llen', `bull:jobs:${list}`));
			return (await Promise.all(lengths)).reduce((sum, length) => sum + Number(length), 0);
		},
		stop: () => running.stop(),
	};
}
