import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, runChild, startChild } from './children.mjs';
import { nodeForN8n } from './install.mjs';
import { n8nEnvironment } from './n8nEnvironment.mjs';
import { modules } from './places.mjs';
import { freePort } from './ports.mjs';

/**
 * One n8n, not started yet.
 *
 * @param {{ userFolder: string, port: number, brokerPort: number, env?: NodeJS.ProcessEnv }} options
 *   `env` wins over everything set here: DB_TYPE, EXECUTIONS_MODE, N8N_DEFAULT_BINARY_DATA_MODE, …
 */
export function n8nInstance({ userFolder, port, brokerPort, env }) {
	const url = `http://127.0.0.1:${port}`;
	const settings = n8nEnvironment({ userFolder, port, brokerPort, env });
	const logOf = (name) => `${userFolder}/logs/n8n-${name.replace(/\W+/g, '-')}.log`;
	const binary = `${modules}/n8n/bin/n8n`;

	/** A command line call; it may run beside the server since it gets a task broker port of its own. */
	const cli = async (args) =>
		runChild(nodeForN8n(), [binary, ...args], {
			env: { ...settings, N8N_RUNNERS_BROKER_PORT: String(await freePort()) },
			log: logOf(args[0]),
			otherwise: `n8n ${args[0]} failed.`,
		});

	return {
		url,
		env: settings,
		cli,
		importCredentials: (file) => cli(['import:credentials', `--input=${file}`]).then(confirmed),
		importWorkflows: (folder) => cli(['import:workflow', '--separate', `--input=${folder}`]).then(confirmed),
		/** Runs a workflow headless from its manual trigger. @returns what each node put out */
		execute: async (id) => readRun(await cli(['execute', `--id=${id}`, '--rawOutput'])),
		/** @param {string[]} command `['start']`, or `['worker', '--concurrency=5']` in queue mode */
		async start({ command = ['start'], healthUrl = `${url}/healthz/readiness`, more = {} } = {}) {
			const child = startChild(nodeForN8n(), [binary, ...command], {
				env: { ...settings, ...more },
				log: logOf(command[0]),
			});
			await untilHealthy(healthUrl, child);
			return child;
		},
	};
}

/** Its import commands report a failure, and then exit with 0. */
function confirmed(output) {
	if (!output.includes('Successfully imported'))
		throw new Failure(`n8n did not import what it was given:\n\n${output.slice(-2000)}`);
	return output;
}

/** @param {number} patience seconds; the first start of a database makes its tables */
export async function untilHealthy(healthUrl, child, patience = 300) {
	const end = Date.now() + patience * 1000;
	while (
		!(await fetch(healthUrl).then(
			(answer) => answer.ok,
			() => false,
		))
	) {
		const gone = await Promise.race([child.exited.then(() => true), sleep(200)]);
		if (gone) throw new Failure(`n8n ended while it started:\n\n${child.lastWords()}`);
		if (Date.now() > end) throw new Failure(`n8n was not ready after ${patience} s:\n\n${child.lastWords()}`);
	}
}

/**
 * @typedef {{ json: object, binary?: object, pairedItem?: { item: number } }} Item
 * @returns {{ status: string, nodes: string[], items: (node: string, output?: number) => Item[] }}
 *   which nodes ran, and what each put out; output 1 is the error branch
 */
function readRun(output) {
	const text = output.slice(output.search(/^\{/m), output.lastIndexOf('}') + 1);
	if (!text) throw new Failure(`n8n printed no result of the run:\n\n${output.slice(-2000)}`);
	const { data, status } = JSON.parse(text);
	const { runData } = data.resultData;
	return {
		status,
		nodes: Object.keys(runData),
		items: (node, branch = 0) => (runData[node] ?? []).flatMap((run) => run.data?.main?.[branch] ?? []),
	};
}
