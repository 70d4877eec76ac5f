import { Failure, runChild, startChild, type Child } from './children';
import { nodeForN8n } from './install';
import { n8nEnvironment } from './n8nEnvironment';
import { modules } from './places';
import { freePort } from './ports';
import { readRun, type Run } from './runs';
import { untilReady } from './waiting';

interface N8nOptions {
	userFolder: string;
	port: number;
	brokerPort: number;
	/** Wins over everything set here: DB_TYPE, EXECUTIONS_MODE, N8N_DEFAULT_BINARY_DATA_MODE, … */
	env?: NodeJS.ProcessEnv;
}

export interface N8n {
	url: string;
	/** A command line call; it may run beside the server. @returns what it wrote to stdout */
	cli(args: string[]): Promise<string>;
	importCredentials(file: string): Promise<void>;
	importWorkflows(folder: string): Promise<void>;
	/** Runs a workflow headless from its manual trigger. */
	execute(id: string): Promise<Run>;
	/** @param command `['start']`, or `['worker', '--concurrency=5']` in queue mode */
	start(options?: { command?: string[]; healthUrl?: string }): Promise<Child>;
}

/** One n8n, not started yet. */
export function n8nInstance({ userFolder, port, brokerPort, env }: N8nOptions): N8n {
	const url = `http://127.0.0.1:${port}`;
	const settings = n8nEnvironment({ userFolder, port, brokerPort, env });
	const logOf = (name: string) => `${userFolder}/logs/n8n-${name.replace(/\W+/g, '-')}.log`;
	const binary = `${modules}/n8n/bin/n8n`;

	// With a task broker port of its own it may run beside the server.
	const cli = async (args: string[]) =>
		await runChild(nodeForN8n(), [binary, ...args], {
			env: { ...settings, N8N_RUNNERS_BROKER_PORT: String(await freePort()) },
			log: logOf(args[0]),
			otherwise: `n8n ${args[0]} failed.`,
		});

	return {
		url,
		cli,
		importCredentials: async (file) => assertImported(await cli(['import:credentials', `--input=${file}`])),
		importWorkflows: async (folder) =>
			assertImported(await cli(['import:workflow', '--separate', `--input=${folder}`])),
		execute: async (id) => printedRun(await cli(['execute', `--id=${id}`, '--rawOutput'])),
		async start({ command = ['start'], healthUrl = `${url}/healthz/readiness` } = {}) {
			const child = startChild(nodeForN8n(), [binary, ...command], {
				env: settings,
				log: logOf(command[0]),
			});
			const isHealthy = () =>
				fetch(healthUrl).then(
					(answer) => answer.ok,
					() => false,
				);
			// The first start of a database makes its tables.
			await untilReady(child, `n8n ${command[0]}`, isHealthy, 300);
			return child;
		},
	};
}

/** Its import commands report a failure, and then exit with 0. */
function assertImported(output: string): void {
	if (!output.includes('Successfully imported'))
		throw new Failure(`n8n did not import what it was given:\n\n${output.slice(-2000)}`);
}

/** The result of a headless run, between the lines of n8n's log. */
function printedRun(output: string): Run {
	const text = output.slice(output.search(/^\{/m), output.lastIndexOf('}') + 1);
	if (!text) throw new Failure(`n8n printed no result of the run:\n\n${output.slice(-2000)}`);
	const { data, status } = JSON.parse(text) as { data: Parameters<typeof readRun>[1]; status: string };
	return readRun(status, data);
}
