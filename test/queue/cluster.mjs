import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { n8nInstance } from '../../harness/n8n.mjs';
import { installPackage } from '../../harness/package.mjs';
import { freePort } from '../../harness/ports.mjs';
import { userFolderOf } from './places.mjs';

/** How many executions one worker runs at once. */
export const concurrency = 5;

/** n8n finds out after these times that a worker is gone; its own are ten times as long. */
const soon = {
	QUEUE_WORKER_LOCK_DURATION: '6000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '3000',
};

/** One n8n main and any number of workers in queue mode; `postgres` and `redis` are running. */
export async function cluster({ postgres, redis }) {
	const shared = {
		...postgres.env,
		...soon,
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		// All processes must read each other's credentials.
		N8N_ENCRYPTION_KEY: 'the-same-key-for-main-and-workers',
		// No workflow here has a Code node: nothing needs a task runner beside each process.
		N8N_RUNNERS_MODE: 'external',
		N8N_RUNNERS_AUTH_TOKEN: 'nobody-comes',
	};
	const instance = async (name, env = {}) =>
		n8nInstance({
			userFolder: userFolderOf(name),
			port: await freePort(),
			brokerPort: await freePort(),
			env: { ...shared, ...env },
		});
	await installPackage(userFolderOf('main'));
	const main = await instance('main');
	return {
		main,
		/** Starts one execution. */
		post: async (path, body) => {
			const send = () =>
				fetch(`${main.url}/webhook/${path}`, {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify(body),
				});
			// A published webhook is there a moment later only.
			for (const end = Date.now() + 10_000; ; await sleep(200)) {
				const answer = await send();
				if (answer.status !== 404 || Date.now() > end) return answer;
				await answer.text();
			}
		},
		startMain: () => main.start(),
		/** Each has its own copy of the package, as on its own machine. */
		async startWorker(name) {
			const own = userFolderOf(name);
			rmSync(own, { recursive: true, force: true });
			mkdirSync(`${own}/.n8n`, { recursive: true });
			cpSync(`${userFolderOf('main')}/.n8n/nodes`, `${own}/.n8n/nodes`, { recursive: true });
			const port = await freePort();
			const worker = await instance(name, {
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: String(port),
				N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
			});
			return worker.start({
				command: ['worker', `--concurrency=${concurrency}`],
				healthUrl: `http://127.0.0.1:${port}/healthz/readiness`,
			});
		},
	};
}
