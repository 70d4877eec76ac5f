import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { runChild } from './children';
import { nodeForN8n } from './install';
import type { N8n } from './instance';
import { examples } from './places';
import { sandboxApp } from './sandbox';
import { fingerprint, once } from './stamps';

interface WorkflowNode {
	name: string;
	type: string;
	parameters: { [name: string]: unknown };
	credentials?: { [type: string]: { id: string; name: string } };
}

interface Workflow {
	id: string;
	name: string;
	active: boolean;
	nodes: WorkflowNode[];
	connections: object;
}

export interface Credential {
	id: string;
	name: string;
	type: string;
	data: { [field: string]: string };
}

const openAiModel = '@n8n/n8n-nodes-langchain.lmChatOpenAi';

/** What the examples name: the messenger's stand-in, and DM Hub itself where an HTTP Request node calls it. */
const addresses = ['http://127.0.0.1:4010', 'https://api.convertlab.com'];

/** The id an example has in n8n, where 21 characters are the most. */
export const workflowId = (name: string): string => name.slice(0, 21).replace(/-$/, '');

/** @param data fields of the credential that differ */
export const sandboxCredential = (sandboxUrl: string, data: Credential['data'] = {}): Credential => ({
	id: 'convertlabSandbox',
	name: 'Convertlab sandbox',
	type: 'convertlabApi',
	data: { authentication: 'appCredentials', ...sandboxApp, accessToken: '', baseUrl: sandboxUrl, ...data },
});

/** What the agent's example thinks with: a service that speaks like OpenAI. */
const modelCredential = (modelUrl: string): Credential => ({
	id: 'scriptedModel',
	name: 'Scripted model',
	type: 'openAiApi',
	data: { apiKey: 'none-needed', url: `${modelUrl}/v1` },
});

/** What DM Hub calls a webhook of an example with. */
export const webhookUser = { user: 'dm-hub', password: 'only-for-the-sandbox' };

const webhookCredential: Credential = {
	id: 'webhookUser',
	name: 'DM Hub calls',
	type: 'httpBasicAuth',
	data: webhookUser,
};

export const readExample = (name: string) =>
	JSON.parse(readFileSync(`${examples}/${name}.json`, 'utf8')) as Omit<Workflow, 'id'>;

/** The examples that say `active`: what waits for others (a form, a trigger) works only when it is published. */
export const publishedExamples = (): string[] => exampleNames().filter((name) => readExample(name).active);

/**
 * An example as a file in `examples/`, with an id, the credential chosen where it belongs, and the sandbox's real address.
 * Without the address of a model the agent has none: whoever imports it chooses their own.
 */
export function wiredExample(name: string, sandboxUrl: string, modelUrl?: string): Workflow {
	const text = addresses.reduce(
		(example, address) => example.replaceAll(address, sandboxUrl),
		JSON.stringify(readExample(name)),
	);
	const workflow = JSON.parse(text) as Omit<Workflow, 'id'>;
	const nodes = workflow.nodes.map((node) => {
		if (
			node.type.startsWith('n8n-nodes-convertlab.') ||
			node.parameters.nodeCredentialType === 'convertlabApi'
		)
			return withCredential(node, sandboxCredential(sandboxUrl));
		if (node.parameters.authentication === 'basicAuth') return withCredential(node, webhookCredential);
		return modelUrl && node.type === openAiModel ? withCredential(node, modelCredential(modelUrl)) : node;
	});
	return { ...workflow, id: workflowId(name), active: false, nodes };
}

export const withCredential = (node: WorkflowNode, { id, name, type }: Credential): WorkflowNode => ({
	...node,
	credentials: { [type]: { id, name } },
});

export const exampleNames = (): string[] =>
	readdirSync(examples)
		.filter((file) => file.endsWith('.json'))
		.map((file) => file.slice(0, -'.json'.length))
		.sort();

/** Puts credentials and workflows into n8n's database, over those with the same ids. @param folder to write them to */
export async function importInto(
	n8n: N8n,
	folder: string,
	credentials: Credential[],
	workflows: { id: string; nodes: object[] }[],
): Promise<void> {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(`${folder}/workflows`, { recursive: true });
	writeFileSync(`${folder}/credentials.json`, JSON.stringify(credentials));
	await n8n.importCredentials(`${folder}/credentials.json`);
	if (workflows.length === 0) return;
	for (const workflow of workflows)
		writeFileSync(`${folder}/workflows/${workflow.id}.json`, JSON.stringify(workflow));
	await n8n.importWorkflows(`${folder}/workflows`);
}

/**
 * Puts the credentials and all examples into n8n's database, over those of an earlier start, but never over one that
 * somebody has edited or deleted since. Skipped while they are the same, since each command takes five seconds.
 * n8n must not run.
 *
 * @param modelUrl of what the agent's example thinks with
 * @returns the names of the examples that were left as somebody has made them
 */
export async function importExamples(
	n8n: N8n,
	sandboxUrl: string,
	userFolder: string,
	modelUrl?: string,
): Promise<string[]> {
	const credentials = [
		sandboxCredential(sandboxUrl),
		webhookCredential,
		...(modelUrl ? [modelCredential(modelUrl)] : []),
	];
	const edited = await editedExamples(userFolder);
	const workflows = exampleNames()
		.filter((name) => !edited.includes(name))
		.map((name) => wiredExample(name, sandboxUrl, modelUrl));
	const print = fingerprint(userFolder, [], credentials, workflows);
	await once(`${userFolder}/.n8n/import-stamp`, print, async () => {
		await importInto(n8n, `${userFolder}/import`, credentials, workflows);
		const known = { ...knownIn(userFolder), ...(await storedWorkflows(userFolder)) };
		writeFileSync(importedFile(userFolder), JSON.stringify(known));
	});
	return edited;
}

/** Each workflow as it lay in the database right after its import, by id. */
interface StoredWorkflows {
	[id: string]: string;
}

const importedFile = (userFolder: string) => `${userFolder}/.n8n/imported.json`;

function knownIn(userFolder: string): StoredWorkflows {
	const file = importedFile(userFolder);
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as StoredWorkflows) : {};
}

async function editedExamples(userFolder: string): Promise<string[]> {
	if (!existsSync(database(userFolder))) return [];
	const known = knownIn(userFolder);
	const stored = await storedWorkflows(userFolder);
	return exampleNames().filter((name) => {
		const id = workflowId(name);
		return known[id] !== undefined && known[id] !== stored[id];
	});
}

async function storedWorkflows(userFolder: string): Promise<StoredWorkflows> {
	const rows = await query<{ id: string; nodes: string; connections: string }>(
		userFolder,
		'SELECT id, nodes, connections FROM workflow_entity WHERE isArchived = 0',
	);
	return Object.fromEntries(rows.map(({ id, nodes, connections }) => [id, `${nodes}\n${connections}`]));
}

/**
 * Every sandbox counts its memberships from the same number again. A trigger that remembers how far it had come in
 * the sandbox before would overlook the members of this one. n8n must not run.
 */
export async function forgetPositions(userFolder: string): Promise<void> {
	await query(userFolder, 'UPDATE workflow_entity SET staticData = NULL');
}

const database = (userFolder: string) => `${userFolder}/.n8n/database.sqlite`;

/** Asks n8n's database by Node 24, which can read SQLite itself. */
async function query<Row>(userFolder: string, sql: string): Promise<Row[]> {
	const script = `const { DatabaseSync } = require('node:sqlite');
		console.log(JSON.stringify(new DatabaseSync(process.argv[1]).prepare(process.argv[2]).all()))`;
	const rows = await runChild(nodeForN8n(), ['-e', script, database(userFolder), sql], {
		otherwise: `n8n's database cannot be read: ${database(userFolder)}`,
	});
	return JSON.parse(rows) as Row[];
}
