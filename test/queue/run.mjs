// The node on what n8n scales on: a main process and workers over Redis and PostgreSQL, all with the packed package.
// 20 executions at once share one credential whose tokens live two seconds; a worker is killed in the middle, Redis
// restarts in the middle. Afterwards every group must hold exactly what was asked.
import { rmSync, mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../demo/children.mjs';
import { logIn } from '../../demo/editorApi.mjs';
import { installN8n, installProject } from '../../demo/install.mjs';
import { freePort } from '../../demo/ports.mjs';
import { step } from '../../demo/progress.mjs';
import { cluster } from './cluster.mjs';
import { installServers } from './debian.mjs';
import { toTheEnd } from './ending.mjs';
import { executionsOf, tally } from './executions.mjs';
import { exportIsWhole } from './exporting.mjs';
import { startHub } from './hub.mjs';
import { deviations, exported, ordersFor, seed } from './orders.mjs';
import { state } from './places.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';
import { tokensFetched } from './renewals.mjs';
import { addWorkflow, batchSize, exportWorkflow, importAll } from './workflows.mjs';

/** ms */
const latency = 200;
const tokenLifetime = 2000;
const redisAway = 2000;

await toTheEnd(async (started) => {
	const begun = Date.now();
	const keep = (each) => (started.push(each), each);
	const said = (text) => console.log(`  ${text}`);

	const { postgresPrograms } = await installServers();
	await installProject();
	await installN8n();
	mkdirSync(state, { recursive: true });

	const hub = keep(await startHub({ port: await freePort(), seed: 'empty', latency }));
	await hub.ask('seed', seed);
	const redis = await step('Redis and PostgreSQL: start', async () =>
		keep(await startRedis(await freePort())),
	);
	const postgres = keep(await startPostgres({ programs: postgresPrograms, port: await freePort() }));
	const n8n = await cluster({ postgres, redis });
	await step('The credential and two workflows: import into n8n', () => importAll(n8n.main, hub.url));
	await step('n8n: start main', async () => keep(await n8n.startMain()));
	const [, doomed] = await step('n8n: start two workers', () =>
		Promise.all(['worker-1', 'worker-2'].map(async (name) => keep(await n8n.startWorker(name)))),
	);
	const editor = await logIn(n8n.main.url);
	for (const id of [addWorkflow, exportWorkflow]) await editor.publish(id);

	const { groups } = await hub.ask('state');
	const orders = ordersFor(groups.filter(({ name }) => name.startsWith('Scale')).map(({ id }) => id));
	const batches = orders.reduce((sum, { customerIds }) => sum + customerIds.length / batchSize, 0);
	const executions = executionsOf(editor, addWorkflow);
	const untilDone = async (share) => {
		const goal = batches * share;
		for (const end = Date.now() + 120_000; ; await sleep(100)) {
			if (Number((await hub.ask('state')).requests) >= goal) return;
			if (Date.now() > end) throw new Failure(`The work stands still before ${share * 100} % is done.`);
		}
	};

	const workBegun = Date.now();
	const all = await step(`${orders.length} executions at once`, async () => {
		await Promise.all(orders.map((order) => n8n.post(addWorkflow, order)));
		await untilDone(0.2);
		process.kill(doomed.pid, 'SIGKILL');
		said('One worker killed in the middle.');
		const replaced = n8n.startWorker('worker-3').then(keep);
		await untilDone(0.5);
		await redis.cut(redisAway);
		said(`Redis restarted; it was away for ${redisAway / 1000} s.`);
		await replaced;
		said('A third worker has taken the place of the killed one.');
		return executions.ended(orders.length, 120_000);
	});
	said(`n8n says: ${tally(all)}.`);
	const failed = all.filter(({ status }) => status !== 'success');
	if (failed.length === 0) throw new Failure('The killed worker was idle: nothing was tested.');
	const before = await deviations(hub, orders);
	await step(`Run the ${failed.length} again that did not succeed`, async () => {
		const statuses = await Promise.all(failed.map(({ id }) => executions.retry(id)));
		if (statuses.some((status) => status !== 'success'))
			throw new Failure(`Running again ended as: ${statuses.join(', ')}.`);
	});
	said(`Before that: ${before.join('; ') || 'nothing was missing'}.`);
	said(`The work took ${Math.round((Date.now() - workBegun) / 1000)} s.`);
});
