import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../harness/children.mjs';
import { harness } from '../../harness/places.mjs';

/** n8n keeps and sends what a run put out in this form. */
const flatted = () => createRequire(`${harness}/`)('flatted');

const over = new Set(['success', 'error', 'crashed', 'canceled']);

/** Runs workflows in the server, as the editor's *Execute workflow* does. */
export function editorRuns(editor) {
	/** Waits for the end. @returns its status, and the items that each node put out; branch 1 is the error branch */
	async function finished(id, patience = 120_000) {
		for (const end = Date.now() + patience; ; await sleep(150)) {
			const { status, data } = await editor.ask('GET', `/executions/${id}`);
			if (over.has(status)) {
				const { error, runData } = flatted().parse(data).resultData;
				const items = (node) => (runData?.[node] ?? []).flatMap((run) => run.data?.main?.flat() ?? []);
				return { id, status, error: error?.message, items };
			}
			if (Date.now() > end) throw new Failure(`Execution ${id} hangs: it is “${status}”.`);
		}
	}
	return {
		/** @param {string} trigger name of the node to start from */
		async run(workflowId, trigger) {
			const { executionId } = await editor.ask('POST', `/workflows/${workflowId}/run`, {
				triggerToStartFrom: { name: trigger },
			});
			return finished(executionId);
		},
		/** @returns how many executions of all workflows have ended in one of these ways */
		async count(...status) {
			const filter = encodeURIComponent(JSON.stringify({ status }));
			return (await editor.ask('GET', `/executions?filter=${filter}&limit=1`)).count;
		},
	};
}
