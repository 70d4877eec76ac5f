import { parseArgs } from 'node:util';
import { addInBulk, describeBulkAdd } from './bulkAdd.mjs';
import { Failure } from '../harness/children.mjs';
import { logIn, untilAnswered } from '../harness/editorApi.mjs';
import { toTheEnd } from '../harness/ending.mjs';
import { forgetPositions, importExamples, publishedExamples, workflowId } from '../harness/importing.mjs';
import { installN8n, installProject } from '../harness/install.mjs';
import { n8nInstance } from '../harness/n8n.mjs';
import { owner } from '../harness/n8nEnvironment.mjs';
import { installPackage } from '../harness/package.mjs';
import { state } from '../harness/places.mjs';
import { freePort } from '../harness/ports.mjs';
import { bold, step } from '../harness/progress.mjs';
import { startSandbox } from '../harness/sandbox.mjs';

const usage = `npm run demo              a real n8n with the node, a sandbox of DM Hub, and the examples; stays open
npm run demo -- --once    the same, and ends when the example has run: exit code 0 if it did`;

async function main() {
	const { values: options } = parseArgs({
		options: { once: { type: 'boolean' }, help: { type: 'boolean' } },
	});
	if (options.help) return console.log(usage);

	await installProject();
	await installN8n();
	await installPackage();

	const sandbox = await step('The sandbox: DM Hub in a box', async () =>
		startSandbox({ port: await freePort(4010) }),
	);
	const n8n = n8nInstance({
		userFolder: state,
		port: await freePort(5678),
		brokerPort: await freePort(5679),
	});
	await step('The credential and the examples: import into n8n', async () => {
		await importExamples(n8n, sandbox.url, state);
		await forgetPositions(state);
	});
	const server = await step('n8n: start', () => n8n.start());
	const formUrl = `${n8n.url}/form/join-gold-members`;
	await step('What waits for others (form, trigger): publish', async () => {
		const editor = await logIn(n8n.url);
		for (const name of publishedExamples()) await editor.publish(workflowId(name));
		await untilAnswered(formUrl);
	});
	const outcome = await step('The example "spreadsheet rows to group": run', () => addInBulk(n8n, sandbox));

	console.log(`\n${describeBulkAdd(outcome)}\n`);
	if (options.once) return;
	console.log(invitation(n8n.url, sandbox.url, formUrl));
	const ended = await Promise.race([
		server.exited.then(() => 'n8n'),
		sandbox.exited.then(() => 'The sandbox'),
	]);
	throw new Failure(`${ended} ended by itself. What it said last is in ${state}/logs.`);
}

const invitation = (editor, sandbox, form) => `${bold('Open in a browser')}
  The editor       ${editor}
                   log in as ${bold(owner.email)} with the password ${bold(owner.password)}
  This example     ${editor}/workflow/${workflowId('spreadsheet-rows-to-group')}
  The sandbox      ${sandbox}   shows groups, members and requests as they change
  A form           ${form}?customerId=103601
                   as a link in a message to customer 103601 would open it

Everything lies in ${state}; delete it to start afresh. Stop with Ctrl+C.`;

await toTheEnd(main);
