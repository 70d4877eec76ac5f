import { owner } from '../../harness/n8nEnvironment';
import { addTheNode, runAdd } from './adding';
import { askTheAgent } from './agent';
import { createCredential, testWithStoredToken } from './credential';
import { clickedExamples, runExample } from './examples';
import { addMessySheet, readExportAgain } from './files';
import { dragAField } from './fieldsBeforeRunning';
import {
	dmHubCalls,
	publishWaiting,
	sendForm,
	sendFormByLink,
	sendFormForGift,
	triggerFires,
} from './waiting';
import { test } from './world';

// One station after the other; each asserts what it shows, and the next one starts where it ends.
test.describe.configure({ mode: 'serial' });

let workflow: string;
/** Who was in the group before anybody came. */
let old: string[];

test('the forms and the trigger can be published', async ({ world }) => {
	old = await world.sandbox.customersIn((await world.sandbox.groupNamed('金卡会员')).id);
	await publishWaiting(world);
});

test('the owner logs in', async ({ world }) => await world.editor.logIn(owner));

test('the test of a new credential fails on a wrong secret, then passes', async ({ world }) =>
	await createCredential(world));

test('the node is found, added, and given a group from the list', async ({ world }) => {
	workflow = await addTheNode(world);
});

test('it adds customers, links its output to its items, and has an error branch', async ({ world }) =>
	await runAdd(world, workflow));

test('the example form-submission-to-group adds whoever sends the form', async ({ world }) =>
	await sendForm(world));

test('the example form-link-to-group adds whoever opens the link', async ({ world }) =>
	await sendFormByLink(world));

test('the example welcome-gift-only-for-new-members gives nobody a second gift', async ({ world }) =>
	await sendFormForGift(world));

test('the example dm-hub-calls-and-adds adds whom DM Hub sends, and nobody else', async ({ world }) =>
	await dmHubCalls(world));

for (const name of clickedExamples())
	test(`the example ${name} does what it says`, async ({ world }) => await runExample(world, name));

test('a messy sheet ends with each in the group, or with a sentence', async ({ world }) =>
	await addMessySheet(world));

test('an exported file is read again by n8n', async ({ world }) => await readExportAgain(world));

test('a field of a node that never ran can be dragged', async ({ world }) => await dragAField(world));

test('the agent changes a group with a yes, and nothing with a no', async ({ world }) =>
	await askTheAgent(world));

test('a stored token neither saves a wrong secret nor spoils a right one', async ({ world }) =>
	await testWithStoredToken(world));

test('the example customer-joins-group-to-message tells of everybody who joined', async ({ world }) =>
	await triggerFires(world, old));
