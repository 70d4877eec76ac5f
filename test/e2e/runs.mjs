import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { harness } from '../../harness/places.mjs';

/** n8n stores a run in the format of this package. */
const { parse } = createRequire(`${harness}/node_modules/n8n/`)('flatted');

/**
 * What n8n has stored of its runs.
 *
 * @param {{ ask(method: string, path: string): Promise<any> }} api logged in
 */
export function runsOf(api) {
	const list = async (workflowId) => {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		return (await api.ask('GET', `/executions?limit=20&filter=${filter}`)).results;
	};
	return {
		/** Ids of those there are, to tell a new one from them. */
		known: async (workflowId) => new Set((await list(workflowId)).map(({ id }) => id)),
		/** Waits for the end of a run that is not among the known ones. */
		async next(workflowId, known, patience = 90) {
			for (const end = Date.now() + patience * 1000; ; await sleep(300)) {
				const run = (await list(workflowId)).find(
					({ id, stoppedAt, status }) => !known.has(id) && stoppedAt && status !== 'running',
				);
				if (run) return readRun(run, parse((await api.ask('GET', `/executions/${run.id}`)).data));
				if (Date.now() > end) throw new Error(`Workflow ${workflowId} did not end within ${patience} s.`);
			}
		},
	};
}

/** @returns the same as a headless run; output 1 is the error branch */
function readRun({ id, status, mode }, { resultData }) {
	const { runData, error } = resultData;
	return {
		id,
		status,
		mode,
		error: error?.message,
		nodes: Object.keys(runData),
		items: (node, branch = 0) => (runData[node] ?? []).flatMap((run) => run.data?.main?.[branch] ?? []),
	};
}
