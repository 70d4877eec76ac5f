import { parse } from 'flatted';
import type { EditorApi } from './editorApi';
import { until } from './waiting';

export interface Item {
	json: { [field: string]: unknown };
	binary?: { [name: string]: { id?: string; data: string } };
	pairedItem?: { item: number };
}

/** What n8n keeps of a run, headless or in its database, as far as it is looked at. */
interface RunData {
	resultData: {
		runData?: { [node: string]: { data?: { main?: (Item[] | null)[] } }[] };
		error?: { message: string };
	};
}

export interface Run {
	status: string;
	/** Of the run as a whole. */
	error?: string;
	/** The nodes that ran. */
	nodes: string[];
	/** What a node put out; output 1 is the error branch. */
	items(node: string, output?: number): Item[];
}

export function readRun(status: string, { resultData: { runData = {}, error } }: RunData): Run {
	return {
		status,
		error: error?.message,
		nodes: Object.keys(runData),
		items: (node, output = 0) => (runData[node] ?? []).flatMap((run) => run.data?.main?.[output] ?? []),
	};
}

export interface ListedRun {
	id: string;
	status: string;
	stoppedAt: string | null;
}

const underWay = new Set(['new', 'running', 'waiting', 'unknown']);
export const isOver = ({ status }: { status: string }): boolean => !underWay.has(status);

export interface StoredRuns {
	/** The latest of one workflow, as the editor lists them. */
	list(workflowId: string): Promise<ListedRun[]>;
	/** Ids of those there are, to tell a new one from them. */
	known(workflowId: string): Promise<Set<string>>;
	/** Waits for the end of a run that is not among the known ones; one that waits for a browser counts. */
	next(workflowId: string, known: Set<string>): Promise<Run>;
	/** Runs a workflow from the trigger of that name, as the editor's *Execute workflow* does, to its end. */
	run(workflowId: string, trigger: string): Promise<Run>;
	/** How many runs of all workflows have ended in one of these ways. */
	count(...status: string[]): Promise<number>;
}

/** The runs in n8n's database. @param editor logged in */
export function storedRuns(editor: EditorApi): StoredRuns {
	const listed = async (filter: object, limit: number) =>
		await editor.ask<{ results: ListedRun[]; count: number }>(
			'GET',
			`/executions?limit=${limit}&filter=${encodeURIComponent(JSON.stringify(filter))}`,
		);
	const list = async (workflowId: string) => (await listed({ workflowId }, 100)).results;
	/** n8n keeps and sends what a run put out in a format of its own. */
	const read = async (id: string) => {
		const { status, data } = await editor.ask<{ status: string; data: string }>('GET', `/executions/${id}`);
		return readRun(status, parse(data) as RunData);
	};
	return {
		list,
		known: async (workflowId) => new Set((await list(workflowId)).map(({ id }) => id)),
		async next(workflowId, known) {
			const { id } = await until(
				async () =>
					(await list(workflowId)).find(
						({ id, stoppedAt, status }) => !known.has(id) && stoppedAt && status !== 'running',
					),
				{ seconds: 90, every: 300, otherwise: () => `Workflow ${workflowId} did not end within 90 s.` },
			);
			return await read(id);
		},
		async run(workflowId, trigger) {
			const { executionId } = await editor.ask<{ executionId: string }>(
				'POST',
				`/workflows/${workflowId}/run`,
				{ triggerToStartFrom: { name: trigger } },
			);
			let last = '';
			await until(
				async () => {
					({ status: last } = await editor.ask<{ status: string }>('GET', `/executions/${executionId}`));
					return isOver({ status: last });
				},
				{
					seconds: 120,
					every: 150,
					otherwise: () => `Execution ${executionId} hangs: it is “${last}”.`,
				},
			);
			return await read(executionId);
		},
		count: async (...status) => Number((await listed({ status }, 1)).count),
	};
}
