// The node on what n8n scales on: a main process and workers over Redis and PostgreSQL, all with the packed package.
// 20 executions at once share one credential whose tokens live two seconds; in the middle a worker is killed, and Redis
// restarts. When what is unfinished has run once more, every group must hold exactly what was asked.
import { Failure } from '../../harness/children.mjs';
import { logIn } from '../../harness/editorApi.mjs';
import { toTheEnd } from '../../harness/ending.mjs';
import { installN8n, installProject } from '../../harness/install.mjs';
import { freePort } from '../../harness/ports.mjs';
import { step } from '../../harness/progress.mjs';
import { cluster, concurrency } from './cluster.mjs';
import { installServers } from './servers.mjs';
import { exportThroughTheDatabase } from './exporting.mjs';
import { startHub, tokenLifetime } from './hub.mjs';
import { exportedGroup, ordersFor, seed } from './orders.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';
import { describeTokens, tokensFetched } from './renewals.mjs';
import { storm } from './storm.mjs';
import { addWorkflow, exportWorkflow, importAll } from './workflows.mjs';

/** ms before each of the sandbox's answers: about what a service on another continent takes. */
const latency = 200;

await toTheEnd(async (started) => {
	const begun = Date.now();
	const kept = (each) => (started.push(each), each);

	const { postgresPrograms } = await installServers();
	await installProject();
	await installN8n();
	const { hub, redis, postgres } = await step('Redis, PostgreSQL and the sandbox: start', async () => ({
		hub: kept(await startHub({ port: await freePort(), seed: 'empty', latency })),
		redis: kept(await startRedis(await freePort())),
		postgres: kept(await startPostgres({ programs: postgresPrograms, port: await freePort() })),
	}));
	await hub.ask('seed', seed);
	const n8n = await cluster({ postgres, redis });
	await step('The credential and two workflows: import', () => importAll(n8n.main, hub.url));
	await step('n8n: start main', async () => kept(await n8n.startMain()));
	const startWorker = async (name) => kept(await n8n.startWorker(name));
	const [, doomed] = await step(`n8n: start two workers, ${concurrency} executions at once each`, () =>
		Promise.all(['worker-1', 'worker-2'].map(startWorker)),
	);
	const editor = await logIn(n8n.main.url);
	for (const id of [addWorkflow, exportWorkflow]) await editor.publish(id);

	const { groups } = await hub.ask('state');
	const { id: groupId } = groups.find(({ name }) => name === exportedGroup);
	const orders = ordersFor(groups.filter(({ id }) => id !== groupId).map(({ id }) => id));
	const outcome = await storm({
		...{ n8n, editor, hub, redis, orders, doomed },
		replace: () => startWorker('worker-3'),
	});
	const tokens = tokensFetched(await hub.requests(), tokenLifetime);
	const file = await step('Export to file', () => exportThroughTheDatabase({ n8n, hub, postgres, groupId }));

	const asked = orders.reduce((sum, order) => sum + order.mobiles.length, 0);
	const people = new Set(orders.flatMap((order) => order.mobiles)).size;
	console.log(`
  ${orders.length} executions created and added ${people} people, ${asked} times in all, in ${outcome.seconds} s; everybody exists once, and every group holds exactly who was asked for.
  ${outcome.failed} of them ended as an error when their worker was killed; ${outcome.again} ran once more, and succeeded.
  ${describeTokens(tokens)}
  Exported: ${file.members} members, ${Math.round(file.bytes / 1000)} kB through n8n's database, in ${file.seconds.toFixed(1)} s.
  All of it: ${Math.round((Date.now() - begun) / 1000)} s.`);
	if (tokens.tooEarly > (tokens.fetched - tokens.tooEarly) / 2)
		throw new Failure('More than half as many tokens again as needed: the workers renew against each other.');
});
