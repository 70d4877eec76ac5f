// A real n8n on SQLite, as most people run it, for ten minutes (`--minutes N`): the examples over and over, a form and a
// polling trigger beside them, with tokens that live two seconds. Then runs that fail on purpose, and a search of all
// that n8n stored for tokens and secrets.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Failure } from '../../harness/children.mjs';
import { logIn, untilAnswered } from '../../harness/editorApi.mjs';
import { toTheEnd } from '../../harness/ending.mjs';
import {
	importExamples,
	publishedExamples,
	sandboxCredential,
	wiredExample,
	workflowId,
} from '../../harness/importing.mjs';
import { installN8n, installProject } from '../../harness/install.mjs';
import { n8nInstance } from '../../harness/n8n.mjs';
import { installPackage } from '../../harness/package.mjs';
import { freePort } from '../../harness/ports.mjs';
import { step } from '../../harness/progress.mjs';
import { editorRuns } from './editorRuns.mjs';
import { formUrl, runExamples, sendForms } from './examplesOverAndOver.mjs';
import { failOnPurpose } from './failingRuns.mjs';
import { app, appSecret, startHub, tokenLifetime } from './hub.mjs';
import { leaksUnder } from './leaks.mjs';
import { untilAnnounced } from './messages.mjs';
import { userFolderOf } from './places.mjs';
import { describeTokens, tokensFetched } from './renewals.mjs';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new TypeError('--minutes takes a number above 0');

const latency = 50;
const userFolder = userFolderOf('night');
const wrongSecret = 'wrong&secret=+/ %#"';
const wrongSecretWorkflow = 'wrongSecret';

await toTheEnd(async (started) => {
	const kept = (each) => (started.push(each), each);
	await installProject();
	await installN8n();
	// The installed package stays, everything else starts afresh.
	for (const old of ['database.sqlite', 'database.sqlite-wal', 'database.sqlite-shm', 'import-stamp'])
		rmSync(`${userFolder}/.n8n/${old}`, { force: true });
	rmSync(`${userFolder}/logs`, { recursive: true, force: true });
	await installPackage(userFolder);

	const hub = await step('The sandbox: tokens live two seconds', async () =>
		kept(await startHub({ port: await freePort(), seed: 'small', latency })),
	);
	const n8n = n8nInstance({ userFolder, port: await freePort(), brokerPort: await freePort() });
	await step('The credentials and the examples: import into n8n', () => importAll(n8n, hub.url));
	const server = await step('n8n: start', async () => kept(await n8n.start()));
	const editor = await logIn(n8n.url);
	for (const name of publishedExamples()) await editor.publish(workflowId(name));
	await untilAnswered(formUrl(n8n.url));
	const runs = editorRuns(editor);

	const [count, customers] = await step(`The examples over and over, for ${minutes} minutes`, () => {
		const end = Date.now() + minutes * 60_000;
		return Promise.all([runExamples(runs, end), sendForms(n8n.url, hub, end)]);
	});
	await step('Every customer of the form: member and announced', () => untilAnnounced(hub, customers));
	const succeeded = await runs.count('success');
	const others = await runs.count('error', 'crashed', 'canceled', 'waiting', 'running', 'new');
	if (Number(others) > 0) throw new Failure(`${others} executions have failed or hang.`);
	if (Number(succeeded) < count + customers.length)
		throw new Failure(`n8n knows of ${succeeded} executions only.`);
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
});

/** The examples with our credential, and one of them with a credential whose secret is wrong. */
async function importAll(instance, hubUrl) {
	await importExamples(instance, hubUrl, userFolder);
	const right = sandboxCredential(hubUrl, app);
	const wrong = {
		...sandboxCredential(hubUrl, { ...app, appSecret: wrongSecret }),
		id: wrongSecretWorkflow,
		name: 'Wrong secret',
	};
	const workflow = wiredExample('weekly-group-sizes', hubUrl);
	const nodes = workflow.nodes.map((node) =>
		node.credentials ? { ...node, credentials: { convertlabApi: { id: wrong.id, name: wrong.name } } } : node,
	);
	const folder = `${userFolder}/import`;
	mkdirSync(`${folder}/more`, { recursive: true });
	writeFileSync(`${folder}/credentials.json`, JSON.stringify([right, wrong]));
	writeFileSync(
		`${folder}/more/${wrongSecretWorkflow}.json`,
		JSON.stringify({ ...workflow, nodes, id: wrongSecretWorkflow, name: 'Wrong secret' }),
	);
	await instance.importCredentials(`${folder}/credentials.json`);
	await instance.importWorkflows(`${folder}/more`);
}
