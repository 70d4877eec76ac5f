import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { NodeConnectionTypes, type IConnections, type INode, type INodeType } from 'n8n-workflow';
import { ConvertlabGroups } from '../../../nodes/ConvertlabGroups/ConvertlabGroups.node';
import { LoopOverItems } from './loopOverItems';
import { tokenCredential } from '../../support/credential';
import { execute } from '../../support/engine';
import { customers, upFrom } from '../../support/inputs';
import { byId, member } from '../../support/parameters';
import { requestLines, useSandbox, writes } from '../../support/sandbox';

const hub = useSandbox();
const LOOP = 'n8n-nodes-base.splitInBatches';

/** n8n's own, where a whole n8n is installed: on CI the run of this suite on Node 24 has one. */
const installed = [
	join(__dirname, '../../../harness/n8n/node_modules/n8n-nodes-base/dist/nodes/SplitInBatches'),
]
	.map((folder) => join(folder, 'v3/SplitInBatchesV3.node.js'))
	.find(existsSync);
const loops: Array<[string, () => INodeType]> = [
	['our double of Loop Over Items', () => new LoopOverItems()],
	...(installed === undefined
		? []
		: [['n8n’s own Loop Over Items', () => realLoop(installed)] as [string, () => INodeType]]),
];

function realLoop(path: string): INodeType {
	const { SplitInBatchesV3 } = createRequire(__filename)(path) as { SplitInBatchesV3: new () => INodeType };
	return new SplitInBatchesV3();
}

const to = (node: string) => [{ node, type: NodeConnectionTypes.Main, index: 0 }];
const inside: IConnections = {
	Start: { main: [to('Loop')] },
	Loop: { main: [[], to('Groups')] },
	Groups: { main: [to('Loop')] },
};
const afterwards: IConnections = {
	Start: { main: [to('Loop')] },
	Loop: { main: [to('Groups'), to('Pass')] },
	Pass: { main: [to('Loop')] },
};

/** Ten customers, four a turn. */
async function run(loop: INodeType, connections: IConnections, operation: string, more = {}) {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, upFrom(3, 10));
	const source = (give: INodeType['execute']) =>
		({ description: { ...loop.description, outputs: ['main'], properties: [] }, execute: give }) as INodeType;
	const node = (name: string, type: string, parameters: INode['parameters'] = {}): INode =>
		({ id: name, name, type, typeVersion: 3, position: [0, 0], parameters }) as INode;
	const ran = await execute({
		nodes: [
			node('Start', 'start'),
			node('Loop', LOOP, { batchSize: 4 }),
			node('Pass', 'pass'),
			{
				...node('Groups', 'convertlabGroups', member(operation, byId(id), more)),
				typeVersion: 1,
				credentials: { convertlabApi: { id: '1', name: 'Convertlab' } },
			},
		],
		connections,
		types: {
			start: source(async () => [customers(...upFrom(1, 10)).map((json) => ({ json }))]),
			pass: source(async function () {
				return [this.getInputData()];
			}),
			[LOOP]: loop,
			convertlabGroups: new ConvertlabGroups(),
		},
		credential: tokenCredential(hub()),
		startNode: 'Start',
	});
	return { id, turns: ran.data.resultData.runData.Groups, error: ran.data.resultData.error };
}

describe.each(loops)('in %s,', (_name, loop) => {
	test('Sync Group is refused before anything is sent', async () => {
		const { id, turns, error } = await run(loop(), inside, 'sync', { options: { removalLimit: 100 } });
		expect(error).toBeRefused({ reason: 'guard', says: 'loop' });
		expect(turns).toHaveLength(1);
		expect(requestLines(hub())).toEqual([]);
		expect(hub().customersIn(id).size).toBe(10);
	});

	test('a dry run of Sync Group says each turn that the real run would be refused, and writes nothing', async () => {
		const { turns, error } = await run(loop(), inside, 'sync', { dryRun: true });
		expect(error).toBeUndefined();
		const hints = turns.map(({ hints = [] }) => hints.map(({ message }) => message).join('\n'));
		expect(hints).toHaveLength(3);
		for (const hint of hints)
			expect(hint).toMatch(/the real run would be refused\. Sync Group is inside a loop/);
		expect(writes(hub())).toEqual([]);
	});

	test('customers are added turn by turn', async () => {
		const { id, turns, error } = await run(loop(), inside, 'add');
		expect(error).toBeUndefined();
		expect(turns).toHaveLength(3);
		expect([...hub().customersIn(id)].map(Number).sort((a, b) => a - b)).toEqual(upFrom(1, 12));
	});

	test('Sync Group after the loop gets all customers in one run', async () => {
		const { id, turns, error } = await run(loop(), afterwards, 'sync', { options: { removalLimit: 100 } });
		expect(error).toBeUndefined();
		expect(turns).toHaveLength(1);
		expect([...hub().customersIn(id)].map(Number).sort((a, b) => a - b)).toEqual(upFrom(1, 10));
	});

	test('Sync Group is refused where Dry Run is an expression that turns it off', async () => {
		const { id, error } = await run(loop(), inside, 'sync', {
			dryRun: '={{ $json.customerId === 300 }}',
			options: { removalLimit: 100 },
		});
		expect(error).toBeRefused({ reason: 'guard', says: 'loop' });
		expect(writes(hub())).toEqual([]);
		expect(hub().customersIn(id).size).toBe(10);
	});
});
