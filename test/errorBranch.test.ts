import { StoredCredential } from './support/credential';
import { execute } from './support/engine';
import { byId } from './support/parameters';
import { useSandbox } from './support/sandbox';
import { ConvertlabGroups } from '../nodes/ConvertlabGroups/ConvertlabGroups.node';
import { NodeConnectionTypes, type INode, type INodeType } from 'n8n-workflow';

const hub = useSandbox();
const keepsDetails = process.env.N8N_HOST !== 'n8n-1.123';

const source = {
	description: {
		displayName: 'Source',
		name: 'source',
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	execute: async () => [[{ json: { customerId: 5 } }, { json: { customerId: 'n/a', row: 2 } }]],
} as unknown as INodeType;

test('the error branch of this n8n gets the refused customer, with the fields of its input', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	const node = (name: string, type: string, more: Partial<INode> = {}): INode =>
		({ id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {}, ...more }) as INode;
	const ran = await execute({
		nodes: [
			node('Start', 'source'),
			node('Groups', 'convertlabGroups', {
				parameters: { resource: 'member', operation: 'add', customerBy: 'id', group: byId(id) },
				credentials: { convertlabApi: { id: '1', name: 'Convertlab' } },
				onError: 'continueErrorOutput',
			}),
		],
		connections: { Start: { main: [[{ node: 'Groups', type: 'main', index: 0 }]] } },
		types: { source, convertlabGroups: new ConvertlabGroups() },
		credential: new StoredCredential({
			authentication: 'accessToken',
			accessToken: hub().accessToken,
			baseUrl: hub().url,
			sessionToken: '',
		}),
		startNode: 'Start',
	});
	const [added, refused] = ran.data.resultData.runData.Groups[0].data?.main ?? [];
	expect(added).toMatchObject([{ json: { customerId: 5 }, pairedItem: { item: 0 } }]);
	const error = 'Customer ID “n/a” stands for a missing value';
	expect(refused).toMatchObject([{ json: { customerId: 'n/a', row: 2, error }, pairedItem: { item: 1 } }]);
	const { message, details } = refused?.[0].json ?? {};
	if (keepsDetails) expect(details).toMatchObject({ description: expect.stringContaining('Fill it in') });
	else expect(message).toContain('Fill it in');
});
