import { NodeHelpers, type INode, type INodeProperties } from 'n8n-workflow';
import { ConvertlabGroups } from '../nodes/ConvertlabGroups/ConvertlabGroups.node';
import { useSandbox } from './support/hub';
import { byId, runNode } from './support/runNode';
import { group, member } from './support/parameters';

const hub = useSandbox();

/** The node under the name that n8n gives to its tool variant. */
function tool(): ConvertlabGroups {
	const type = new ConvertlabGroups();
	type.description = { ...type.description, name: 'convertlabGroupsTool' };
	return type;
}
const asTool = (parameters: Parameters<typeof runNode>[1]['parameters']) =>
	runNode(hub(), { type: tool(), parameters });

function withMembers(...customers: string[]) {
	const group = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(group.id, customers);
	return group;
}

/** An expression as the editor's ✨ button writes it; n8n has the model's answer for it, and here it is the text itself. */
const fromModel = (answer: string) => `={{ /*$fromAI('Value')*/ ${JSON.stringify(answer)} }}`;

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

test('a model is told the remedy in the message, which is all it sees; a person is told it in the description', async () => {
	const parameters = member('add', byId('={{ "" }}'), { customerId: '1' });
	const [ofTool, ofNode] = [await asTool(parameters), await runNode(hub(), { parameters })];
	expect(ofTool.error?.message).toBe(
		'Group is empty. Give the ID or the exact name of the group. No customers were added before this.',
	);
	expect(ofNode.error?.message).toBe('Group is empty [item 0]');
	expect(ofNode.error?.description).toContain('Select a group');
});

const byMobile = (mobile: string) => ({ customerBy: 'mobile', mobile: fromModel(mobile) });
const gold = byId(fromModel('金卡会员'));

test.each<[asked: string, parameters: Parameters<typeof asTool>[0], told: string]>([
	[
		'a name that is nearly a group',
		member('check', byId(fromModel('金卡')), byMobile('13800138000')),
		'There is no group named “金卡”. The name has to match exactly. Similar groups: “金卡会员” (ID ',
	],
	[
		'a name that is no group',
		member('check', byId(fromModel('Newsletter')), byMobile('13800138000')),
		'There is no group named “Newsletter”. List the groups to see their names, or ask which one is meant.',
	],
	[
		'the ID of a group that is gone',
		member('count', byId(fromModel('99999'))),
		'There is no group with the ID 99999. It may have been deleted in DM Hub. List the groups',
	],
	['no phone number', member('add', gold, byMobile('')), 'Mobile Number is empty. Give it a value.'],
	[
		'what is no phone number',
		member('add', gold, byMobile('138-00')),
		'Mobile Number “138-00” is not a phone number: 5 digits are too few. Enter it as 13800138000 or',
	],
	[
		'a number that lost its digits',
		member('add', gold, byMobile('1.38E+10')),
		'a spreadsheet has shortened it. Ask for the number with all its digits.',
	],
	[
		'somebody unknown',
		member('add', gold, byMobile('13800138000')),
		'There is no customer with the mobile number “13800138000”. Ask whether it is right. This tool does not create customers.',
	],
	[
		'a phone number for an ID',
		member('add', gold, { customerId: fromModel('+86 13800138000') }),
		'Only a person can change that setting of the tool: ask for it, or for the customer’s ID.',
	],
	[
		'an empty filter',
		group('getAll', { returnAll: false, filters: { nameContains: fromModel('') } }),
		'Name Contains is empty: its expression gave nothing. Give it a value. An empty one does not mean everything.',
	],
	[
		'nobody to sync',
		member('sync', gold, { customersFrom: 'list', customerIds: fromModel(''), dryRun: false }),
		'Give the customers that the group is to hold.',
	],
])('a model that gives %s is told what it can do, and nothing of the editor', async (_, parameters, told) => {
	withMembers('1');
	const { error } = await asTool(parameters);
	expect(error?.message).toContain(told);
	expect(error?.message).not.toMatch(
		/\[item \d|[Dd]rag|[Ss]elect the|input item|set “If|Check the expression/,
	);
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
