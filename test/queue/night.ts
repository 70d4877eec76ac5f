// A real n8n on SQLite, as most people run it, for ten minutes or as many as are asked for: the examples over and over, a form and a
// polling trigger beside them, with tokens that live two seconds. Then runs that fail on purpose, and a search of all
// that n8n stored for tokens and secrets.
import { rmSync } from 'node:fs';
import { Failure } from '../../harness/children';
import { logIn, untilAnswered } from '../../harness/editorApi';
import type { Keep } from '../../harness/ending';
import {
	importExamples,
	importInto,
	publishedExamples,
	sandboxCredential,
	wiredExample,
	withCredential,
	workflowId,
} from '../../harness/importing';
import { installN8n } from '../../harness/install';
import { n8nInstance, type N8n } from '../../harness/instance';
import { installPackage } from '../../harness/package';
import { freePort } from '../../harness/ports';
import { step } from '../../harness/progress';
import { storedRuns } from '../../harness/runs';
import { formUrl, runExamples, sendForms } from './examplesOverAndOver';
import { failOnPurpose } from './failingRuns';
import { app, appSecret, startHub, tokenLifetime } from './hub';
import { leaksUnder } from './leaks';
import { untilAnnounced } from './messages';
import { userFolderOf } from './places';
import { describeTokens, tokensFetched } from './renewals';

const latency = 50;
const userFolder = userFolderOf('night');
const wrongSecret = 'wrong&secret=+/ %#"';
const wrongSecretWorkflow = 'wrongSecret';

export async function night(keep: Keep, minutes: number): Promise<void> {
	await installN8n();
	// The installed package stays, everything else starts afresh.
	for (const old of [
		'database.sqlite',
		'database.sqlite-wal',
		'database.sqlite-shm',
		'import-stamp',
		'imported.json',
	])
		rmSync(`${userFolder}/.n8n/${old}`, { force: true });
	rmSync(`${userFolder}/logs`, { recursive: true, force: true });
	await installPackage(userFolder);

	const sandbox = await step('The sandbox: tokens live two seconds', async () =>
		keep(await startHub({ port: await freePort(), seed: 'small', latency })),
	);
	const hub = sandbox.control;
	const n8n = n8nInstance({ userFolder, port: await freePort(), brokerPort: await freePort() });
	await step('The credentials and the examples: import into n8n', () => importAll(n8n, sandbox.url));
	const server = await step('n8n: start', async () => keep(await n8n.start()));
	const editor = await logIn(n8n.url);
	for (const name of publishedExamples()) await editor.publish(workflowId(name));
	await untilAnswered(formUrl(n8n.url));
	const runs = storedRuns(editor);

	const [count, customers] = await step(`The examples over and over, for ${minutes} minutes`, () => {
		const end = Date.now() + minutes * 60_000;
		return Promise.all([runExamples(runs, end), sendForms(n8n.url, hub, end)]);
	});
	await step('Every customer of the form: member and announced', () => untilAnnounced(hub, customers));
	const succeeded = await runs.count('success');
	const others = await runs.count('error', 'crashed', 'canceled', 'waiting', 'running', 'new');
	if (others > 0) throw new Failure(`${others} executions have failed or hang.`);
	if (succeeded < count + customers.length) throw new Failure(`n8n knows of ${succeeded} executions only.`);
	const tokens = tokensFetched(await hub.requests(), tokenLifetime);

	const messages = await step('Runs that fail on purpose', () =>
		failOnPurpose({ runs, hub, wrongSecretWorkflow }),
	);
	const used = new Set((await hub.requests()).map(({ query }) => query.access_token).filter(Boolean));
	await server.stop();
	const search = leaksUnder(
		[`${userFolder}/.n8n`, `${userFolder}/logs`],
		[...used],
		[appSecret, wrongSecret],
		/\.n8n\/nodes$/,
	);
	console.log(`
  ${count} runs of the examples and ${customers.length} forms in ${minutes} minutes, none failed (${succeeded} executions in all).
  ${describeTokens(tokens)}
  What failed on purpose said:
${messages.map((message) => `    ${message}`).join('\n')}
  Searched for ${used.size} tokens and 2 secrets: ${search.files} files, ${Math.round(search.bytes / 1e6)} MB, the database among them.`);
	if (search.found.length > 0) throw new Failure(`Found:\n${[...new Set(search.found)].join('\n')}`);
}

/** The examples with our credential, and one of them with a credential whose secret is wrong. */
async function importAll(instance: N8n, hubUrl: string): Promise<void> {
	await importExamples(instance, hubUrl, userFolder);
	const right = sandboxCredential(hubUrl, app);
	const wrong = {
		...sandboxCredential(hubUrl, { ...app, appSecret: wrongSecret }),
		id: wrongSecretWorkflow,
		name: 'Wrong secret',
	};
	const workflow = wiredExample('weekly-group-sizes', hubUrl);
	const nodes = workflow.nodes.map((node) => (node.credentials ? withCredential(node, wrong) : node));
	const failing = { ...workflow, nodes, id: wrongSecretWorkflow, name: 'Wrong secret' };
	await importInto(instance, `${userFolder}/import-more`, [right, wrong], [failing]);
}
