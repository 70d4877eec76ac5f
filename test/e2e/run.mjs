import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { logIn } from '../../harness/editorApi.mjs';
import { toTheEnd } from '../../harness/ending.mjs';
import { importExamples } from '../../harness/importing.mjs';
import { installN8n, installProject } from '../../harness/install.mjs';
import { n8nInstance } from '../../harness/n8n.mjs';
import { owner } from '../../harness/n8nEnvironment.mjs';
import { installPackage } from '../../harness/package.mjs';
import { freePort } from '../../harness/ports.mjs';
import { step } from '../../harness/progress.mjs';
import { startSandbox } from '../../harness/sandbox.mjs';
import { startScriptedModel } from '../../harness/scriptedModel.mjs';
import { addTheNode, runAdd } from './adding.mjs';
import { askTheAgent } from './agent.mjs';
import { assistant } from './assistant.mjs';
import { openBrowser } from './browser.mjs';
import { installBrowser } from './chromium.mjs';
import { createCredential, testWithStoredToken } from './credential.mjs';
import { editorOn } from './editor.mjs';
import { clickedExamples, runExample } from './examples.mjs';
import { dragAField } from './fieldsBeforeRunning.mjs';
import { assertWhole } from './installed.mjs';
import { picturesIn } from './pictures.mjs';
import { images, state } from './places.mjs';
import { runsOf } from './runs.mjs';
import { publishWaiting, sendForm, sendFormByLink, triggerFires } from './waiting.mjs';

const usage = `npm run test:e2e      a new user's journey through a real n8n in a real browser, against the sandbox
npm run docs:images   the same, and its pictures go to docs/images`;

async function main() {
	const { values: options } = parseArgs({
		options: { images: { type: 'boolean' }, help: { type: 'boolean' } },
	});
	if (options.help) return console.log(usage);
	const started = Date.now();

	await installProject();
	await installN8n();
	const executable = await installBrowser();
	await installPackage(state);
	assertWhole(state);
	// A new user's n8n is empty, and what the editor saved in an earlier run is gone.
	for (const file of ['database.sqlite', 'database.sqlite-shm', 'database.sqlite-wal', 'import-stamp'])
		rmSync(`${state}/.n8n/${file}`, { force: true });

	const sandbox = await step('The sandbox: DM Hub in a box', async () =>
		startSandbox({ port: await freePort(4710) }),
	);
	const model = await startScriptedModel({ port: await freePort(4711), answer: assistant });
	const n8n = n8nInstance({
		userFolder: state,
		port: await freePort(5978),
		brokerPort: await freePort(5979),
	});
	await step('The examples: import into n8n', () => importExamples(n8n, sandbox.url, state, model.url));
	await step('n8n: start', () => n8n.start());
	const browser = await step('The browser: start', () => openBrowser(executable));
	try {
		await journey({ n8n, sandbox, model, browser, folder: options.images ? images : `${state}/images` });
	} catch (error) {
		await browser.context
			.pages()
			.at(-1)
			?.screenshot({ path: `${state}/failed.png` })
			.catch(() => {});
		console.error(`\nWhat the browser showed last: ${state}/failed.png`);
		throw error;
	} finally {
		await browser.close();
	}
	console.log(`Done in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** One station after the other; each asserts what it shows, and the next one starts where it ends. */
async function journey({ n8n, sandbox, model, browser, folder }) {
	const { context, foreign } = browser;
	const { url } = n8n;
	const editor = editorOn(context.pages()[0], url);
	const pictures = picturesIn(folder, editor);
	const api = await logIn(url);
	const all = { n8n, url, sandbox, model, context, editor, pictures, api, runs: runsOf(api), state };
	const [gold] = await sandbox.groupsNamed('金卡会员');
	const old = await sandbox.customersIn(gold.id);

	await step('What waits for others: publish', () => publishWaiting(all));
	await step('Log in', () => editor.logIn(owner));
	await step('Create the credential: its test fails, then passes', () => createCredential(all));
	const workflow = await step('Add the node, pick a group', () => addTheNode(all));
	await step('Run it: linked output, error branch, sandbox', () => runAdd(all, workflow));
	await step('Example form-submission-to-group', () => sendForm(all));
	await step('Example form-link-to-group', () => sendFormByLink(all));
	for (const name of clickedExamples()) await step(`Example ${name}`, () => runExample(all, name));
	await step('Drag a field of a node that never ran', () => dragAField(all));
	await step('Example ask-the-agent-to-group-people: with a yes, and with a no', () => askTheAgent(all));
	await step('Test the credential with a stored token', () => testWithStoredToken(all));
	await step('Example customer-joins-group-to-message: the trigger fires', () => triggerFires(all, old));
	if (foreign.length > 0)
		console.log(`Kept from going elsewhere: ${[...new Set(foreign.map((each) => new URL(each).host))]}`);
	console.log(`${pictures.taken.length} pictures in ${folder}`);
}

await toTheEnd(main);
