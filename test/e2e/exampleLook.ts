import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

interface Workflow {
	nodes: { name: string; type: string; position: number[]; parameters: { content?: string } }[];
	connections: object;
}

/** A hash of what an example looks like on the canvas: which nodes it has, where, how they are connected, and its notes. */
export function exampleLook(name: string): string {
	const { nodes, connections } = JSON.parse(readFileSync(`examples/${name}.json`, 'utf8')) as Workflow;
	const look = nodes.map(({ name, type, position, parameters: { content } }) => ({
		name,
		type,
		position,
		content,
	}));
	return createHash('sha256')
		.update(JSON.stringify([look, connections]))
		.digest('hex')
		.slice(0, 16);
}
