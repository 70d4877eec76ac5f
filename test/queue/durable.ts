// Polling triggers whose positions n8n keeps in a table of its own (durable polling, off by default): main is killed
// around polls that find somebody, again and again. Everybody who joined must be announced, and nobody twice.
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../harness/children';
import { logIn } from '../../harness/editorApi';
import type { Keep } from '../../harness/ending';
import { importInto, sandboxCredential, type Credential } from '../../harness/importing';
import { installN8n } from '../../harness/install';
import { freePort } from '../../harness/ports';
import { step } from '../../harness/progress';
import { sandboxApp } from '../../harness/sandbox';
import type { SandboxControl } from '../../harness/sandboxControl';
import { until } from '../../harness/waiting';
import { cluster } from './cluster';
import { app, startHub } from './hub';
import { state } from './places';
import { startPostgres } from './postgres';
import { startRedis } from './redis';
import { installServers } from './servers';
import { workflow } from './workflowNodes';

const durablePolling = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
};
/** Each watches a group of its own, all at the same second of each minute. */
const triggers = 6;
const pollSecond = 30;
/** Who joins each group before each kill. */
const joining = 5;
/** ms from the first poll's request to the kill: before its answer, around it, and when executions were stored. */
const kills = [100, 400, 800, 2000];
/** ms before each of the sandbox's answers. */
const latency = 200;
const patience = 240;

interface Watched {
	listId: string;
	workflowId: string;
}

export async function durable(keep: Keep): Promise<void> {
	const begun = Date.now();
	const programs = await installServers();
	await installN8n();
	const { sandbox, redis, postgres } = await step('Redis, PostgreSQL and the sandbox: start', async () => ({
		sandbox: keep(await startHub({ port: await freePort(), seed: 'empty', latency })),
		redis: keep(await startRedis(await freePort())),
		postgres: keep(await startPostgres({ programs, port: await freePort() })),
	}));
	const hub = sandbox.control;
	await hub.seed({
		customers: triggers * joining * kills.length,
		groups: Array.from({ length: triggers }, (_, at) => ({ name: `Watched ${at + 1}` })),
	});
	const watched = (await hub.state()).groups.map(({ id }) => ({ listId: id, workflowId: `watch${id}` }));
	const n8n = await cluster({ postgres, redis, env: durablePolling });
	const credential = sandboxCredential(sandbox.url, app);
	await step('The credential and the workflows: import', () =>
		importInto(
			n8n.main,
			`${state}/import`,
			[credential],
			watched.map((each) => announcing(each, credential, sandbox.url)),
		),
	);
	let main = await step('n8n: start main', async () => keep(await n8n.startMain()));
	await step('n8n: start a worker', async () => keep(await n8n.startWorker('worker-1')));
	const editor = await logIn(n8n.main.url);
	for (const { workflowId } of watched) await editor.publish(workflowId);
	// Publishing polls as well, but n8n forgets the position of that poll: the first one that counts comes by the clock.
	await step('The first polls, which only record what is there', () =>
		until(async () => (await positions(postgres)) === triggers, {
			seconds: patience,
			otherwise: () => 'n8n keeps no positions in its table: durable polling is off.',
		}),
	);

	const joined: string[] = [];
	const atKill: string[] = [];
	let next = 1;
	for (const after of kills) {
		await step(`A kill ${after} ms after the polls begin`, async () => {
			await hub.clearLog();
			for (const { listId } of watched) {
				const customers = Array.from({ length: joining }, () => next++);
				joined.push(...customers.map((customer) => `${listId}/${customer}`));
				await join(hub, listId, customers);
			}
			await until(async () => (await hub.requests()).some(isPoll), {
				seconds: patience,
				every: 20,
				otherwise: () => 'n8n does not poll.',
			});
			await sleep(after);
			process.kill(Number(main.pid), 'SIGKILL');
			await main.exited;
			const stored = await postgres.query(
				'SELECT status, count(*) FROM execution_entity GROUP BY status ORDER BY 1',
			);
			atKill.push(
				`${after} ms: ${(await announcements(hub)).length} of ${joined.length} announced; executions ${stored.replaceAll('\n', ', ').replaceAll('|', ' ') || 'none'}`,
			);
			main = keep(await n8n.startMain());
			await untilAnnounced(hub, joined);
		});
	}
	// What comes twice comes with the next polls, or when n8n takes up what the killed main had claimed.
	await step('Two more rounds of polls', () => sleep(125_000));
	const twice = repeated(await announcements(hub));
	const runs = await postgres.query(
		'SELECT status, count(*) FROM execution_entity GROUP BY status ORDER BY 1',
	);
	console.log(`
  ${joined.length} joined ${triggers} groups; main was killed ${kills.length} times around the polls that found them.
${atKill.map((line) => `    ${line}`).join('\n')}
  Announced: everybody, ${twice.length === 0 ? 'nobody twice' : `${twice.length} twice`}. Executions: ${runs.replaceAll('\n', ', ').replaceAll('|', ' ')}.
  All of it: ${Math.round((Date.now() - begun) / 1000)} s.`);
	if (twice.length > 0) throw new Failure(`Announced more than once: ${twice.join(', ')}.`);
}

/** Tells the sandbox's messenger of everybody who joins the group. */
const announcing = ({ listId, workflowId }: Watched, credential: Credential, hubUrl: string) =>
	workflow(
		workflowId,
		{
			id: `trigger-${listId}`,
			name: 'Customer joined',
			type: 'n8n-nodes-convertlab.convertlabGroupsTrigger',
			typeVersion: 1,
			position: [0, 0],
			credentials: { convertlabApi: { id: credential.id, name: credential.name } },
			parameters: {
				pollTimes: { item: [{ mode: 'custom', cronExpression: `${pollSecond} * * * * *` }] },
				event: 'memberAdded',
				scope: 'group',
				group: { __rl: true, mode: 'id', value: listId },
				options: {},
			},
		},
		{
			id: `tell-${listId}`,
			name: 'Tell',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			position: [260, 0],
			parameters: {
				method: 'POST',
				url: `${hubUrl}/__sandbox/messages`,
				sendBody: true,
				bodyParameters: {
					parameters: [{ name: 'who', value: '={{ $json.listId }}/{{ $json.customerId }}' }],
				},
				options: {},
			},
		},
	);

const positions = async ({ query }: { query(sql: string): Promise<string> }) =>
	Number(
		await query(`SELECT count(*) FROM poller_state WHERE cursor::text LIKE '%"cursor"%'`).catch(() => 0),
	);

const isPoll = ({ method, path }: { method: string; path: string }) =>
	method === 'GET' && path === '/v1/listMembers';

async function join(hub: SandboxControl, listId: string, customers: number[]): Promise<void> {
	const answer = await fetch(`${hub.url}/v1/listMembersBatch?access_token=${sandboxApp.accessToken}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ items: customers.map((customerId) => ({ listId: Number(listId), customerId })) }),
	});
	if (!answer.ok) throw new Failure(`Nobody could join group ${listId}: ${await answer.text()}`);
}

/** Who was announced, as `group/customer`. */
const announcements = async (hub: SandboxControl): Promise<string[]> =>
	(await hub.messages()).map(({ who }) => String(who));

async function untilAnnounced(hub: SandboxControl, joined: string[]): Promise<void> {
	let silent = joined;
	await until(
		async () => {
			const announced = new Set(await announcements(hub));
			silent = joined.filter((who) => !announced.has(who));
			return silent.length === 0;
		},
		{ seconds: patience, every: 1000, otherwise: () => `Not announced: ${silent.join(', ')}.` },
	);
}

const repeated = (all: string[]): string[] => [...new Set(all.filter((who, at) => all.indexOf(who) !== at))];
