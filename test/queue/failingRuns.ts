import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../harness/children';
import { workflowId } from '../../harness/importing';
import type { StoredRuns } from '../../harness/runs';
import type { SandboxControl } from '../../harness/sandboxControl';
import { until } from '../../harness/waiting';
import { manualTrigger } from './examplesOverAndOver';

const everywhere = { match: { path: '/v1/*' }, times: 1000 };
/** Answers that end a run at once; the first repeats the token, raw and escaped, in its words. */
const faults = [
	{ kind: 'echoToken', ...everywhere },
	{ kind: 'echoToken', status: 500, ...everywhere },
	{ kind: 'redirect', location: 'http://127.0.0.1:9/elsewhere', ...everywhere },
	{ kind: 'refuse', body: { error_code: 40001, error_description: 'invalid access_token' }, ...everywhere },
];
/** What n8n's HTTP Request node makes an error of, and what only the example's check does. */
const faultsOverHttp = [
	{ kind: 'busy', status: 500 },
	{ kind: 'refuse', body: { error_code: 40001, error_description: 'invalid access_token' } },
];
const failing = ['weekly-group-sizes', 'nightly-export-to-csv', 'mirror-a-table-to-a-group'];

/**
 * Makes runs fail in all the ways that have a token or a secret at hand: refusals, a redirect, tokens refused for ever,
 * a wrong secret, a poll of the trigger. @returns the messages that n8n shows
 */
export async function failOnPurpose({
	runs,
	hub,
	wrongSecretWorkflow,
}: {
	runs: StoredRuns;
	hub: SandboxControl;
	wrongSecretWorkflow: string;
}): Promise<string[]> {
	const messages: string[] = [];
	const fail = async (id: string) => {
		const run = await runs.run(id, manualTrigger);
		if (run.status !== 'error') throw new Failure(`${id} should have failed, and ended as ${run.status}.`);
		messages.push(String(run.error));
	};
	for (const fault of faults) {
		await hub.addFault(fault);
		for (const name of failing) await fail(workflowId(name));
		// Its node has an error branch: the run goes on, and each item tells what happened.
		await runs.run(workflowId('spreadsheet-rows-to-group'), manualTrigger);
		await hub.clearFaults();
	}
	for (const fault of faultsOverHttp) {
		await hub.addFault({ ...fault, match: { path: '/v1/customers/*' }, times: 1000 });
		await fail(workflowId('customer-record-over-http'));
		await hub.clearFaults();
	}
	await fail(wrongSecretWorkflow);
	await failOnePoll(hub);
	return [...new Set(messages)];
}

/** The trigger looks every minute. */
async function failOnePoll(hub: SandboxControl): Promise<void> {
	const struck = async () => (await hub.requests()).filter(({ fault }) => fault === 'echoToken').length;
	const before = await struck();
	await hub.addFault(faults[0]);
	await until(async () => (await struck()) > before, {
		seconds: 75,
		every: 1000,
		otherwise: () => 'The trigger did not poll within 75 s.',
	});
	await sleep(1000);
	await hub.clearFaults();
}
