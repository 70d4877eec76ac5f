import type { IExecuteFunctions } from 'n8n-workflow';

/** Whether the node is part of the loop of a Loop Over Items, where it gets only some of the items at a time. */
export function isInsideLoop(host: IExecuteFunctions): boolean {
	const { name } = host.getNode();
	const loops = (nodes: Array<{ name: string; type: string }>) =>
		nodes.filter(({ type }) => type.endsWith('.splitInBatches')).map((node) => node.name);
	const after = new Set(loops(host.getChildNodes(name)));
	return loops(host.getParentNodes(name)).some((loop) => after.has(loop));
}
