import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { runChild } from './children.mjs';
import { nodeForN8n } from './install.mjs';
import { harness, examples } from './places.mjs';
import { sandboxApp } from './sandbox.mjs';
import { fingerprint, once } from './stamps.mjs';

const openAiModel = '@n8n/n8n-nodes-langchain.lmChatOpenAi';

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

/** What the agent's example thinks with: a service that speaks like OpenAI. */
const modelCredential = (modelUrl) => ({
	id: 'scriptedModel',
	name: 'Scripted model',
	type: 'openAiApi',
	data: { apiKey: 'none-needed', url: `${modelUrl}/v1` },
});

const readExample = (name) => JSON.parse(readFileSync(`${examples}/${name}.json`, 'utf8'));

/** The examples that say `active`: what waits for others (a form, a trigger) works only when it is published. */
export const publishedExamples = () => exampleNames().filter((name) => readExample(name).active);

/**
 * An example as a file in `examples/`, with an id, the credential chosen where it belongs, and the sandbox's real address.
 * Without the address of a model the agent has none: whoever imports it chooses their own.
 */
export function wiredExample(name, sandboxUrl, modelUrl) {
	const text = addresses.reduce(
		(example, address) => example.replaceAll(address, sandboxUrl),
		JSON.stringify(readExample(name)),
	);
	const workflow = JSON.parse(text);
	const nodes = workflow.nodes.map((node) => {
		if (
			node.type.startsWith('n8n-nodes-convertlab.') ||
			node.parameters.nodeCredentialType === 'convertlabApi'
		)
			return withCredential(node, sandboxCredential(sandboxUrl));
		return modelUrl && node.type === openAiModel ? withCredential(node, modelCredential(modelUrl)) : node;
	});
	return { ...workflow, id: workflowId(name), active: false, nodes };
}

const withCredential = (node, { id, name, type }) => ({ ...node, credentials: { [type]: { id, name } } });

export const exampleNames = () =>
	readdirSync(examples)
		.filter((file) => file.endsWith('.json'))
		.map((file) => file.slice(0, -'.json'.length))
		.sort();

/**
 * Puts the credentials and all examples into n8n's database, over those of an earlier start.
 * Skipped while they are the same, since each command takes five seconds. n8n must not run.
 *
 * @param {string} [modelUrl] of what the agent's example thinks with
 */
export async function importExamples(n8n, sandboxUrl, userFolder, modelUrl) {
	const credentials = [sandboxCredential(sandboxUrl), ...(modelUrl ? [modelCredential(modelUrl)] : [])];
	const workflows = exampleNames().map((name) => wiredExample(name, sandboxUrl, modelUrl));
	const folder = `${userFolder}/import`;
	await once(`${userFolder}/.n8n/import-stamp`, fingerprint(folder, [], credentials, workflows), async () => {
		rmSync(folder, { recursive: true, force: true });
		mkdirSync(`${folder}/workflows`, { recursive: true });
		writeFileSync(`${folder}/credentials.json`, JSON.stringify(credentials));
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
