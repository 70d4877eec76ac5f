import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { runChild } from './children.mjs';
import { nodeForN8n } from './install.mjs';
import { harness, examples } from './places.mjs';
import { sandboxApp } from './sandbox.mjs';
import { fingerprint, once } from './stamps.mjs';

/** What the examples name: the messenger's stand-in, and DM Hub itself where an HTTP Request node calls it. */
const addresses = ['http://127.0.0.1:4010', 'https://api.convertlab.com'];

/** @returns the id an example has in n8n, where 21 characters are the most */
export const workflowId = (name) => name.slice(0, 21).replace(/-$/, '');

/** @param {object} data fields of the credential that differ */
export const sandboxCredential = (sandboxUrl, data = {}) => ({
	id: 'convertlabSandbox',
	name: 'Convertlab sandbox',
	type: 'convertlabApi',
	data: { authentication: 'appCredentials', ...sandboxApp, accessToken: '', baseUrl: sandboxUrl, ...data },
});

const readExample = (name) => JSON.parse(readFileSync(`${examples}/${name}.json`, 'utf8'));

/** The examples that say `active`: what waits for others (a form, a trigger) works only when it is published. */
export const publishedExamples = () => exampleNames().filter((name) => readExample(name).active);

/** An example as a file in `examples/`, with an id, our credential chosen where it belongs, and the sandbox's real address. */
export function wiredExample(name, sandboxUrl) {
	const text = addresses.reduce(
		(example, address) => example.replaceAll(address, sandboxUrl),
		JSON.stringify(readExample(name)),
	);
	const workflow = JSON.parse(text);
	const { id, name: label } = sandboxCredential(sandboxUrl);
	const nodes = workflow.nodes.map((node) =>
		node.type.startsWith('n8n-nodes-convertlab.') || node.parameters.nodeCredentialType === 'convertlabApi'
			? { ...node, credentials: { convertlabApi: { id, name: label } } }
			: node,
	);
	return { ...workflow, id: workflowId(name), active: false, nodes };
}

export const exampleNames = () =>
	readdirSync(examples)
		.filter((file) => file.endsWith('.json'))
		.map((file) => file.slice(0, -'.json'.length))
		.sort();

/**
 * Puts the credential and all examples into n8n's database, over those of an earlier start.
 * Skipped while they are the same, since each command takes five seconds. n8n must not run.
 */
export async function importExamples(n8n, sandboxUrl, userFolder) {
	const credential = sandboxCredential(sandboxUrl);
	const workflows = exampleNames().map((name) => wiredExample(name, sandboxUrl));
	const folder = `${userFolder}/import`;
	await once(`${userFolder}/.n8n/import-stamp`, fingerprint(folder, [], credential, workflows), async () => {
		rmSync(folder, { recursive: true, force: true });
		mkdirSync(`${folder}/workflows`, { recursive: true });
		writeFileSync(`${folder}/credentials.json`, JSON.stringify([credential]));
		for (const workflow of workflows)
			writeFileSync(`${folder}/workflows/${workflow.id}.json`, JSON.stringify(workflow));
		await n8n.importCredentials(`${folder}/credentials.json`);
		await n8n.importWorkflows(`${folder}/workflows`);
	});
}

/**
 * Every sandbox counts its memberships from the same number again. A trigger that remembers how far it had come in
 * the sandbox before would overlook the members of this one. n8n must not run.
 */
export async function forgetPositions(userFolder) {
	const script = `new (require('sqlite3').Database)(process.argv[1]).run('UPDATE workflow_entity SET staticData = NULL')`;
	await runChild(nodeForN8n(), ['-e', script, `${userFolder}/.n8n/database.sqlite`], {
		cwd: harness,
		otherwise: 'What the workflows remember of an earlier sandbox could not be cleared.',
	});
}
