import type { IExecuteFunctions } from 'n8n-workflow';

/** Whether the node stands between a Loop Over Items and its way back: then it gets a part of the items at a time. */
export function isInsideLoop(host: IExecuteFunctions): boolean {
	const { name } = host.getNode();
	const loops = (nodes: Array<{ name: string; type: string }>) =>
		nodes.filter(({ type }) => type.endsWith('.splitInBatches')).map((node) => node.name);
	const after = new Set(loops(host.getChildNodes(name)));
	return loops(host.getParentNodes(name)).some((loop) => after.has(loop));
}
