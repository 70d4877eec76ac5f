import { parseArgs } from 'node:util';
import { Failure } from '../harness/children';
import { toTheEnd } from '../harness/ending';
import { formExample, startFilledN8n } from '../harness/filled';
import { readExample, workflowId } from '../harness/importing';
import { installN8n } from '../harness/install';
import { owner } from '../harness/n8nEnvironment';
import { installPackage } from '../harness/package';
import { state } from '../harness/places';
import { bold, step } from '../harness/progress';
import { addInBulk, bulkExample, describeBulkAdd } from './bulkAdd';
import { describeForms, sendForms } from './sendForm';

const usage = `npm run demo              a real n8n with the node, a sandbox of DM Hub, and the examples; stays open
npm run demo -- --once    the same, and ends when the example has run: exit code 0 if it did

The first start takes six to ten minutes, nearly all of it the installation of n8n (2.7 GB); later ones half a minute.
Your n8n is kept from start to start: your own workflows, and the examples as you have edited them.
The sandbox is not: each start has the same groups and customers again.`;

async function main(): Promise<void> {
	const { values: options } = parseArgs({
		options: { once: { type: 'boolean' }, help: { type: 'boolean' } },
	});
	if (options.help) return console.log(usage);

	await installN8n();
	await installPackage();
	const { n8n, sandbox, formUrl, edited, ended } = await startFilledN8n({ userFolder: state });
	// What somebody has made of an example is theirs: it stays, and nothing is expected of it.
	if (edited.length > 0) console.log(`  Left as you have edited them: ${edited.join(', ')}`);
	if (!edited.includes(bulkExample)) {
		const title = `The example “${readExample(bulkExample).name}”: run`;
		describeBulkAdd(await step(title, () => addInBulk(n8n, sandbox)));
	}
	if (!edited.includes(formExample)) {
		const title = `The example “${readExample(formExample).name}”: send the form twice`;
		describeForms(await step(title, () => sendForms(formUrl, sandbox.control)));
	}
	if (options.once) return;
	console.log(invitation(n8n.url, sandbox.url, formUrl));
	throw new Failure(`${await ended} ended by itself. What it said last is in ${state}/logs.`);
}

const invitation = (editor: string, sandbox: string, form: string) => `
${bold('Open in a browser')}
  The editor       ${editor}
                   log in as ${bold(owner.email)} with the password ${bold(owner.password)}
  An example       ${editor}/workflow/${workflowId(bulkExample)}
                   “${readExample(bulkExample).name}”: the rows of a spreadsheet, put into the group 金卡会员
  The sandbox      ${sandbox}   shows groups, members and requests as they change
  A form           ${form}
                   your name and a phone number, and you are in the group 金卡会员

A Convertlab node that you add takes the credential “Convertlab sandbox” by itself.
n8n keeps what you make and edit there, in ${state}; delete that folder to start afresh.
The sandbox keeps nothing: the next start has the same groups and customers again. Stop with Ctrl+C.`;

void toTheEnd(main);
