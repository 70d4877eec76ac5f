import { NodeHelpers, type INode, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import { ConvertlabGroups } from '../nodes/ConvertlabGroups/ConvertlabGroups.node';
import { byId, group, member } from './support/parameters';
import { fromModel, runTool } from './support/run';
import { useSandbox } from './support/sandbox';

const hub = useSandbox();

const asTool = (parameters: INodeParameters) => runTool(hub(), parameters);

function withMembers(...customers: string[]) {
	const group = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(group.id, customers);
	return group;
}

test('n8n shows one variant of each parameter, in the node and in the tool', () => {
	for (const [name, dryRun, customerId] of [
		['convertlabGroups', false, '={{ $json.customerId }}'],
		['convertlabGroupsTool', true, ''],
	] as const) {
		const { description } = new ConvertlabGroups();
		const node = { type: name, typeVersion: 1, parameters: member('sync') } as unknown as INode;
		const values = NodeHelpers.getNodeParameters(description.properties, node.parameters, true, false, node, {
			...description,
			name,
		});
		expect(values).toMatchObject({ dryRun, customerId });
	}
});

test('sync as a tool is a dry run unless a person has turned that off', async () => {
	const { id } = withMembers('1', '2');
	const parameters = member('sync', byId(id), {
		customersFrom: 'list',
		customerIds: '1',
		options: { removalLimit: 100 },
	});
	const rehearsed = await asTool(parameters);
	expect(rehearsed.json).toMatchObject([{ dryRun: true, removed: 1 }]);
	expect(hub().customersIn(id)).toEqual(new Set(['1', '2']));
	const real = await asTool({ ...parameters, dryRun: false });
	expect(real.json).toMatchObject([{ dryRun: false, removed: 1 }]);
	expect(hub().customersIn(id)).toEqual(new Set(['1']));
});

test('a model may name the group where the node asks for an ID', async () => {
	const { id } = withMembers('1');
	const { json } = await asTool(member('count', byId(fromModel('金卡会员'))));
	expect(json).toEqual([{ listId: Number(id), count: 1 }]);
});

test('export to file is refused as a tool, also where it was forced', async () => {
	const { id } = withMembers('1');
	const { error, items } = await asTool(member('exportToFile', byId(id)));
	expect(error?.message).toContain('an AI agent gets no files');
	expect(error?.message).toContain('Get Many');
	expect(items).toEqual([]);
});

test('a model gets no more than 200 items at once', async () => {
	const many = await asTool(group('getAll', { returnAll: false, limit: fromModel('100000') }));
	expect(many.error?.message).toContain('Limit can be at most 200 for an AI agent, not 100000');
	const some = await asTool(group('getAll', { returnAll: false, limit: fromModel('200') }));
	expect(some.error).toBeUndefined();
});

test('what only a person decides takes no expression: an agent cannot be given it', () => {
	const decisions = ['returnAll', 'dryRun', 'ifNotFound', 'customersFrom', 'customerBy', 'removeBy'];
	const shown = new ConvertlabGroups().description.properties.filter(
		({ name, displayOptions }: INodeProperties) =>
			decisions.includes(name) && !displayOptions?.hide?.['@tool'],
	);
	expect(new Set(shown.map(({ name }) => name))).toEqual(new Set(decisions));
	expect(shown.filter(({ noDataExpression }) => !noDataExpression)).toEqual([]);
});

test('hints for AI workflow builders hold no expressions and do not sit on selectors', () => {
	const { builderHint, properties } = new ConvertlabGroups().description;
	expect(builderHint?.searchHint).toContain('customer');
	const hinted = properties.filter((property) => property.builderHint);
	expect(hinted.map(({ name }) => name)).toEqual(
		expect.arrayContaining(['group', 'customersFrom', 'customerBy']),
	);
	for (const { name, builderHint: hint } of hinted) {
		expect(['resource', 'operation', 'mode']).not.toContain(name);
		expect(hint?.propertyHint).not.toMatch(/\{\{|^=/);
	}
});
