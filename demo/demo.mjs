import { parseArgs } from 'node:util';
import { Failure } from '../harness/children.mjs';
import { toTheEnd } from '../harness/ending.mjs';
import { startFilledN8n } from '../harness/filled.mjs';
import { workflowId } from '../harness/importing.mjs';
import { installN8n, installProject } from '../harness/install.mjs';
import { owner } from '../harness/n8nEnvironment.mjs';
import { installPackage } from '../harness/package.mjs';
import { state } from '../harness/places.mjs';
import { bold, step } from '../harness/progress.mjs';
import { addInBulk, describeBulkAdd } from './bulkAdd.mjs';
import { describeForms, sendForms } from './sendForm.mjs';

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
	const { n8n, sandbox, formUrl, ended } = await startFilledN8n({ userFolder: state });
	const outcome = await step('The example "spreadsheet rows to group": run', () => addInBulk(n8n, sandbox));

	const forms = await step('The example "form submission to group": send the form twice', () =>
		sendForms(formUrl, sandbox),
	);

	console.log(`\n${describeBulkAdd(outcome)}\n\n${describeForms(forms)}\n`);
	if (options.once) return;
	console.log(invitation(n8n.url, sandbox.url, formUrl));
	throw new Failure(`${await ended} ended by itself. What it said last is in ${state}/logs.`);
}

const invitation = (editor, sandbox, form) => `${bold('Open in a browser')}
  The editor       ${editor}
                   log in as ${bold(owner.email)} with the password ${bold(owner.password)}
  This example     ${editor}/workflow/${workflowId('spreadsheet-rows-to-group')}
  The sandbox      ${sandbox}   shows groups, members and requests as they change
  A form           ${form}
                   your name and a phone number, and you are in the group 金卡会员

Everything lies in ${state}; delete it to start afresh. Stop with Ctrl+C.`;

await toTheEnd(main);
