import type { INodeParameters } from 'n8n-workflow';
import { byId, group, member } from './support/parameters';
import { fromModel, runNode, runTool } from './support/run';
import { useSandbox } from './support/sandbox';

const hub = useSandbox();
const asTool = (parameters: INodeParameters) => runTool(hub(), parameters);

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

test.each<[asked: string, parameters: INodeParameters, told: string]>([
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
		'a spreadsheet has shortened it. Format the column as text in the spreadsheet, then enter the values again.',
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
		'Name Contains is empty: its expression returned nothing. Give it a value. An empty one does not mean everything.',
	],
	[
		'nobody to sync',
		member('sync', gold, { customersFrom: 'list', customerIds: fromModel(''), dryRun: false }),
		'Give the customers that the group is to hold.',
	],
])('a model that gives %s is told what it can do, and nothing of the editor', async (_, parameters, told) => {
	hub().addGroup({ name: '金卡会员' });
	const { error } = await asTool(parameters);
	expect(error?.message).toContain(told);
	expect(error?.message).not.toMatch(
		/\[item \d|[Dd]rag|[Ss]elect the|input item|set “If|Check the expression/,
	);
});
