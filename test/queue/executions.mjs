import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../harness/children.mjs';

const under = new Set(['new', 'running', 'waiting', 'unknown']);

/** Executions of one workflow, as the editor lists them. */
export function executionsOf(editor, workflowId) {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	/** @returns {Promise<{ id: string, status: string, startedAt: string, stoppedAt: string, mode: string }[]>} */
	const list = async () => (await editor.ask('GET', `/executions?filter=${filter}&limit=100`)).results;
	return {
		list,
		/** Waits until there are `count` of them and none is under way. */
		async ended(count, patience) {
			for (const end = Date.now() + patience; ; await sleep(500)) {
				const all = await list();
				if (all.length >= count && all.every(({ status }) => !under.has(status))) return all;
				if (Date.now() > end)
					throw new Failure(`After ${patience / 1000} s n8n says: ${tally(all)}, of ${count} executions.`);
			}
		},
	};
}

/** @returns e.g. `16 success, 4 error` */
export function tally(executions) {
	const counts = new Map();
	for (const { status } of executions) counts.set(status, (counts.get(status) ?? 0) + 1);
	return [...counts].map(([status, count]) => `${count} ${status}`).join(', ') || 'no execution';
}
