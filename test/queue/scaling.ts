// The node on what n8n scales on: a main process and workers over Redis and PostgreSQL, all with the packed package.
// First HTTP Request nodes with our credential ask while token after token ends, on one worker and then on two; and two
// executions create the same person at once. Then 20 executions at once share one credential whose tokens live two
// seconds; in the middle a worker is killed, and Redis restarts. When what is unfinished has run once more, every group
// must hold exactly what was asked.
import { Failure } from '../../harness/children';
import { logIn } from '../../harness/editorApi';
import type { Keep } from '../../harness/ending';
import { installN8n } from '../../harness/install';
import { freePort } from '../../harness/ports';
import { step } from '../../harness/progress';
import { cluster, concurrency } from './cluster';
import { installServers } from './servers';
import { exportThroughTheDatabase } from './exporting';
import { askForNobody, askOverHttp, describeAsking } from './httpRequests';
import { startHub, tokenLifetime } from './hub';
import {
	exportedGroup,
	exportedMembers,
	groupAtOnce,
	ordered,
	ordersFor,
	seed,
	seededCustomers,
} from './orders';
import { startPostgres } from './postgres';
import { startRedis } from './redis';
import { describeTokens, tokensFetched } from './renewals';
import { changeAtOnce } from './sameGroup';
import { createAtOnce } from './sameNumber';
import { storm } from './storm';
import { importAll } from './workflows';

/** ms before each of the sandbox's answers: about what a service on another continent takes. */
const latency = 200;

export async function scaling(keep: Keep): Promise<void> {
	const begun = Date.now();

	const postgresPrograms = await installServers();
	await installN8n();
	const { sandbox, redis, postgres } = await step('Redis, PostgreSQL and the sandbox: start', async () => ({
		sandbox: keep(await startHub({ port: await freePort(), seed: 'empty', latency })),
		redis: keep(await startRedis(await freePort())),
		postgres: keep(await startPostgres({ programs: postgresPrograms, port: await freePort() })),
	}));
	const hub = sandbox.control;
	await hub.seed(seed);
	const n8n = await cluster({ postgres, redis });
	const workflows = await step('The credential and the workflows: import', () =>
		importAll(n8n.main, sandbox.url),
	);
	await step('n8n: start main', async () => keep(await n8n.startMain()));
	const startWorker = async (name: string) => keep(await n8n.startWorker(name));
	const startOneMore = (name: string) =>
		step(`n8n: start ${name}, ${concurrency} executions at once`, () => startWorker(name));
	await startOneMore('worker-1');
	const editor = await logIn(n8n.main.url);
	for (const id of workflows) await editor.publish(id);

	const { groups } = await hub.state();
	const { id: groupId } = await hub.groupNamed(exportedGroup);
	const asking = { n8n, hub, groupId, members: exportedMembers, customers: seededCustomers };
	const alone = await step('HTTP Request nodes while tokens end, on one worker', () =>
		askOverHttp({ ...asking, alone: true }),
	);
	await askForNobody({ n8n, hub });
	const doomed = await startOneMore('worker-2');
	const together = await step('The same on two workers', () => askOverHttp({ ...asking, alone: false }));
	// A request that is repeated for want of a token would look like a second one.
	await hub.set({ tokenLifetime: 7_200_000, latency });
	await hub.expireTokens();
	const { id: atOnce } = await hub.groupNamed(groupAtOnce);
	const met = await step('Two executions create the same person at once', () =>
		createAtOnce({ n8n, hub, groupId: atOnce }),
	);
	const changed = await step('Two executions change one group at once', () => changeAtOnce({ n8n, hub }));

	// What follows counts its own requests and tokens.
	await hub.set({ tokenLifetime });
	await hub.expireTokens();
	await hub.clearLog();
	const orders = ordersFor(groups.filter(({ name }) => ordered(name)).map(({ id }) => id));
	const outcome = await storm({
		n8n,
		editor,
		hub,
		redis,
		orders,
		doomed,
		replace: () => startWorker('worker-3'),
	});
	const tokens = tokensFetched(await hub.requests(), tokenLifetime);
	const file = await step('Export to file', () => exportThroughTheDatabase({ n8n, hub, postgres, groupId }));

	const asked = orders.reduce((sum, order) => sum + order.mobiles.length, 0);
	const people = new Set(orders.flatMap((order) => order.mobiles)).size;
	console.log(`
  On one worker: ${describeAsking(alone)}
  On two workers: ${describeAsking(together)}
  The same new number in two executions at once: one customer each time, created by one and found by the other; ${met} times both asked for them to be created.
  One group in two executions at once: ${changed}; every group holds exactly who was asked for, nobody twice.
  ${orders.length} executions created and added ${people} people, ${asked} times in all, in ${outcome.seconds} s; everybody exists once, and every group holds exactly who was asked for.
  ${outcome.failed} of them ended as an error when their worker was killed; ${outcome.again} ran once more, and succeeded.
  ${describeTokens(tokens)}
  Exported: ${file.members} members, ${Math.round(file.bytes / 1000)} kB through n8n's database, in ${file.seconds.toFixed(1)} s.
  All of it: ${Math.round((Date.now() - begun) / 1000)} s.`);
	if (tokens.tooEarly > (tokens.fetched - tokens.tooEarly) / 2)
		throw new Failure('More than half as many tokens again as needed: the workers renew against each other.');
}
