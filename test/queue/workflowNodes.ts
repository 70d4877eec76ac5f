import type { Credential } from '../../harness/importing';

export interface QueueNode {
	name: string;
	[field: string]: unknown;
}

export const webhook = (path: string, parameters: object): QueueNode => ({
	id: `webhook-${path}`,
	name: 'Webhook',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	position: [0, 0],
	webhookId: path,
	parameters: { httpMethod: 'POST', path, ...parameters },
});

/** Our node, on the group that the webhook was given. */
export const convertlab = (
	name: string,
	parameters: { operation: string; [name: string]: unknown },
	credential: Credential,
): QueueNode => ({
	id: `convertlab-${parameters.operation}`,
	name,
	type: 'n8n-nodes-convertlab.convertlabGroups',
	typeVersion: 1,
	position: [260, 0],
	credentials: { convertlabApi: { id: credential.id, name: credential.name } },
	parameters: {
		resource: 'member',
		group: { __rl: true, mode: 'id', value: '={{ $json.body.groupId }}' },
		...parameters,
	},
});

/** n8n's own node with our credential. */
export const httpRequest = (name: string, url: string, credential: Credential): QueueNode => ({
	id: `http-${name}`,
	name,
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	position: [260, 0],
	credentials: { convertlabApi: { id: credential.id, name: credential.name } },
	parameters: {
		url,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'convertlabApi',
		options: {},
	},
});

/** Two nodes, one after the other. */
export const workflow = (id: string, first: QueueNode, second: QueueNode) => ({
	id,
	name: id,
	active: false,
	nodes: [first, second],
	connections: { [first.name]: { main: [[{ node: second.name, type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
});
