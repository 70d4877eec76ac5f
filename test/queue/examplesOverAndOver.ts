import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../harness/children';
import { exampleNames, publishedExamples, workflowId } from '../../harness/importing';
import { ownConnection } from '../../harness/n8nEnvironment';
import type { StoredRuns } from '../../harness/runs';
import type { SandboxControl } from '../../harness/sandboxControl';
import { until } from '../../harness/waiting';

export const manualTrigger = 'Try it now';

/** It needs a model, and a person who writes. */
const agent = 'ask-the-agent-to-group-people';

/** How many items each run of an example must put out, by node: all, or the first and those after it. */
const expected: { [example: string]: { [node: string]: number | [first: number, later: number] } } = {
	'bought-but-not-mailed-yet': { 'Who bought and had no mail': 1 },
	'customer-record-over-http': { 'The whole record': 5, 'What we want of it': 5 },
	'mirror-a-table-to-a-group': { 'Make the group equal': 1 },
	// One of those whom `sort-out-who-was-not-added` adds has an OpenID.
	'members-with-openids': { 'Who has an OpenID': [2, 3], 'Hand them on': 1 },
	'nightly-export-of-new-members': { 'Export new members': 1, 'Remember the position': 1 },
	'nightly-export-to-csv': { 'One line per member': 260, 'As a CSV file': 1 },
	'nightly-sync-tells-the-team': { 'Tell the team': 1 },
	'sort-out-who-was-not-added': { Added: 2, 'To correct': 1, 'Not in DM Hub': 1 },
	'spreadsheet-rows-to-group': { 'Added customers': 5, 'Refused customers': 1 },
	'weekly-group-sizes': { 'All groups': 9, 'The report': 1 },
	'who-is-in-which-group': { 'Group and date': 2 },
};

/** Runs every example that has a manual trigger, again and again until `end`. @returns how many runs */
export async function runExamples(runs: StoredRuns, end: number): Promise<number> {
	const names = exampleNames().filter((name) => ![...publishedExamples(), agent].includes(name));
	const unknown = names.find((name) => !expected[name]);
	if (unknown) throw new Failure(`Say in this test what a run of the example ${unknown} must put out.`);
	let count = 0;
	while (Date.now() < end) {
		const isFirst = count === 0;
		for (const name of names) {
			const run = await runs.run(workflowId(name), manualTrigger);
			if (run.status !== 'success')
				throw new Failure(`Run ${count + 1}, “${name}”, ended as ${run.status}: ${run.error}`);
			for (const [node, items] of Object.entries(expected[name])) {
				const wanted = typeof items === 'number' ? items : items[isFirst ? 0 : 1];
				if (run.items(node).length !== wanted)
					throw new Failure(
						`Run ${count + 1}, “${name}”: “${node}” put out ${run.items(node).length} items instead of ${wanted}.`,
					);
			}
			count += 1;
		}
	}
	return count;
}

const formPath = '/form/join-gold-members';
export const formUrl = (n8nUrl: string): string => `${n8nUrl}${formPath}`;

/** Sends the form as a visitor's browser would, every few seconds until `end`. @returns their customer ids; all joined */
export async function sendForms(n8nUrl: string, hub: SandboxControl, end: number): Promise<string[]> {
	const customers: string[] = [];
	while (Date.now() < end) {
		const mobile = String(13_100_000_000 + customers.length);
		const body = new FormData();
		for (const [at, value] of ['Wang Fang', mobile].entries()) body.append(`field-${at}`, value);
		const answer = await fetch(formUrl(n8nUrl), { method: 'POST', body, headers: ownConnection });
		const { formWaitingUrl } = (await answer.json()) as { formWaitingUrl: string };
		const page = await lastPage(formWaitingUrl);
		if (!page.includes('you are a gold member now'))
			throw new Failure(`${mobile} sent the form and sees:\n\n${page.slice(0, 1000)}`);
		const created = await hub.customersWithMobile(mobile);
		if (created.length !== 1) throw new Failure(`${mobile} is ${created.length} customers.`);
		customers.push(created[0].id);
		await sleep(3000);
	}
	return customers;
}

/**
 * What the form's browser does next: waits until the workflow has come to its last page, opens it, and tells n8n that it
 * was shown, which ends the run. @returns the page
 */
async function lastPage(url: string): Promise<string> {
	const at = new URL(url);
	at.pathname += '/n8n-execution-status';
	const ask = async (address: string | URL, method = 'GET') => {
		const answer = await fetch(address, {
			method,
			headers: ownConnection,
			signal: AbortSignal.timeout(30_000),
		});
		return (await answer.text()).trim();
	};
	const become = async (wanted: string) => {
		let status = '';
		await until(async () => (status = await ask(at)) === wanted, {
			seconds: 60,
			every: 300,
			otherwise: () => `The run of a form hangs: it is “${status}”.`,
		});
	};
	await become('form-waiting');
	const page = await ask(url);
	await ask(url, 'POST');
	await become('success');
	return page;
}
