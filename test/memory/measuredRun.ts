import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeConnectionTypes, type INode, type INodeParameters, type INodeType } from 'n8n-workflow';
// With its extension, or the loader takes the node's JSON file.
import { ConvertlabGroups } from '../../nodes/ConvertlabGroups/ConvertlabGroups.node.js';
import { StoredCredential } from '../support/credential';
import { execute } from '../support/engine';
import { useBinaryStore } from '../support/files';

/**
 * One run of the node in a process of its own, so that nothing else is in its memory:
 * `node --import tsx measuredRun.ts '{"url":…}'`. Prints what it took as JSON. With `--expose-gc` it collects all the
 * time to see what is alive, which keeps the process small: one run cannot tell both.
 */
export interface Order {
	url: string;
	accessToken: string;
	parameters: INodeParameters;
	/** Gives the node one item with that many customer ids, counting up from the first. */
	customers?: { count: number; first: string };
}

export interface Took {
	json: unknown[];
	error?: string;
	/** Bytes that it grew by, at most: the process, or with `--expose-gc` the objects and buffers that are alive. */
	grown: number;
}

/** ms; a collection takes a good part of it, so not much more often. */
const SAMPLE_EVERY = 250;

const { gc } = globalThis;

function size(): number {
	if (!gc) return process.memoryUsage.rss();
	gc();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

async function main(order: Order): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'convertlab-memory-'));
	await useBinaryStore('filesystem', folder);
	const source = sourceOf(order.customers ?? { count: 0, first: '1' });

	const before = size();
	let most = before;
	const sampling = setInterval(() => void (most = Math.max(most, size())), SAMPLE_EVERY);
	const run = await execute({
		nodes: [node('Start', 'source'), node('Groups', 'convertlabGroups', order.parameters)],
		connections: { Start: { main: [[{ node: 'Groups', type: 'main', index: 0 }]] } },
		types: { source, convertlabGroups: new ConvertlabGroups() },
		credential: new StoredCredential({
			authentication: 'accessToken',
			accessToken: order.accessToken,
			baseUrl: order.url,
			sessionToken: '',
		}),
		startNode: 'Start',
	});
	clearInterval(sampling);
	// Kilobytes; the highest since the process began.
	if (!gc) most = process.resourceUsage().maxRSS * 1024;
	rmSync(folder, { recursive: true });

	const ran = run.data.resultData.runData.Groups.at(-1);
	const json = (ran?.data?.main[0] ?? []).map((item) => item.json);
	const took: Took = { json, error: ran?.error?.message, grown: most - before };
	console.log(JSON.stringify(took));
}

const node = (name: string, type: string, parameters: INodeParameters = {}): INode => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters,
	credentials: { convertlabApi: { id: '1', name: 'Convertlab' } },
});

/** A node that hands out one item with that many customer ids. */
function sourceOf({ count, first }: { count: number; first: string }): INodeType {
	const customerIds = Array.from({ length: count }, (_, at) => String(BigInt(first) + BigInt(at)));
	return {
		description: {
			name: 'source',
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		} as unknown as INodeType['description'],
		execute: async () => [[{ json: { customerIds } }]],
	};
}

void main(JSON.parse(process.argv[2]) as Order);
