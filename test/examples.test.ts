import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers, type INode, type INodeParameters, type IWorkflowSettings } from 'n8n-workflow';
import { ConvertlabGroups } from '../nodes/ConvertlabGroups/ConvertlabGroups.node';
import { ConvertlabGroupsTrigger } from '../nodes/ConvertlabGroupsTrigger/ConvertlabGroupsTrigger.node';

/** What the browser suite would only notice after minutes: an example whose nodes say what the node does not offer. */

const folder = join(__dirname, '../examples');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
interface Example {
	nodes: INode[];
	settings: IWorkflowSettings;
}
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Example;
const descriptionOf = ({ type }: INode) =>
	(type.endsWith('Trigger') ? new ConvertlabGroupsTrigger() : new ConvertlabGroups()).description;
const namesIn = (parameters: INodeParameters, path = ''): string[] =>
	Object.entries(parameters).flatMap(([name, value]) => [
		`${path}${name}`,
		...(typeof value === 'object' && value !== null && !Array.isArray(value) && !('__rl' in value)
			? namesIn(value as INodeParameters, `${path}${name}.`)
			: []),
	]);

const ours = files.flatMap((file) =>
	read(file)
		.nodes.filter(({ type }) => type.startsWith('n8n-nodes-convertlab.'))
		.map((node) => [file, node.name, node] as const),
);

test.each(ours)('%s: “%s” sets only what the node shows, and lacks nothing', (_file, _name, node) => {
	const description = descriptionOf(node);
	const shown = NodeHelpers.getNodeParameters(
		description.properties,
		node.parameters,
		true,
		false,
		node,
		description,
	);
	// Of a tool, `toolDescription` and the like are n8n's own.
	const own = namesIn(node.parameters).filter(
		(name) => !/^(pollTimes|descriptionType|toolDescription)/.test(name),
	);
	expect(own.filter((name) => !namesIn(shown ?? {}).includes(name))).toEqual([]);
	expect(NodeHelpers.getNodeParametersIssues(description.properties, node, description)).toBeNull();
});

test.each(files)('%s: what starts by the clock does so in China', (file) => {
	const { nodes, settings } = read(file);
	if (nodes.some(({ type }) => type === 'n8n-nodes-base.scheduleTrigger'))
		expect(settings.timezone).toBe('Asia/Shanghai');
});

test.each(files)('%s: each node has a name of its own', (file) => {
	const names = read(file).nodes.map(({ name }) => name);
	expect(names).toEqual([...new Set(names)]);
});
