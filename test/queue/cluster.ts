import { cpSync, mkdirSync, rmSync } from 'node:fs';
import type { Child } from '../../harness/children';
import { n8nInstance, type N8n } from '../../harness/instance';
import { ownConnection } from '../../harness/n8nEnvironment';
import { installPackage } from '../../harness/package';
import { freePort } from '../../harness/ports';
import { until } from '../../harness/waiting';
import { userFolderOf } from './places';
import type { Postgres } from './postgres';
import type { Redis } from './redis';

/** How many executions one worker runs at once. */
export const concurrency = 5;

/** n8n finds out after these times that a worker is gone; its own are ten times as long. */
const soon = {
	QUEUE_WORKER_LOCK_DURATION: '6000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '3000',
};

export interface Cluster {
	main: N8n;
	/** Starts one execution. */
	post(path: string, body: object): Promise<Response>;
	startMain(): Promise<Child>;
	startWorker(name: string): Promise<Child>;
}

/** One n8n main and any number of workers in queue mode; `postgres` and `redis` are running. */
export async function cluster({
	postgres,
	redis,
	env: more,
}: {
	postgres: Postgres;
	redis: Redis;
	/** For every process, beside what is needed. */
	env?: NodeJS.ProcessEnv;
}): Promise<Cluster> {
	const shared = {
		...postgres.env,
		...soon,
		...more,
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		// All processes must read each other's credentials.
		N8N_ENCRYPTION_KEY: 'the-same-key-for-main-and-workers',
		// No workflow here has a Code node: nothing needs a task runner beside each process.
		N8N_RUNNERS_MODE: 'external',
		N8N_RUNNERS_AUTH_TOKEN: 'nobody-comes',
	};
	const instance = async (name: string, env: NodeJS.ProcessEnv = {}) =>
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
		post: async (path, body) => {
			const send = async () =>
				await fetch(`${main.url}/webhook/${path}`, {
					method: 'POST',
					headers: { 'content-type': 'application/json', ...ownConnection },
					body: JSON.stringify(body),
				});
			// A published webhook is there a moment later only.
			return await until(
				async () => {
					const answer = await send();
					if (answer.status !== 404) return answer;
					await answer.text();
				},
				{ seconds: 10, otherwise: () => `n8n has no webhook ${path}.` },
			);
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
