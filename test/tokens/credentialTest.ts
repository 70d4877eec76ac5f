import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	NodeConnectionTypes,
	createEmptyRunExecutionData,
	type ICredentialsDecrypted,
	type ICredentialTestRequest,
	type INode,
	type INodeType,
} from 'n8n-workflow';
import { ConvertlabApi } from '../../credentials/ConvertlabApi.credentials';
import type { StoredCredential } from '../support/credential';
import { additionalDataFor, workflowOf } from '../support/engine';

const TYPE = 'convertlabApi';

/** A node that does nothing but send the credential's test request, as n8n makes one up for the occasion. */
const testNode = ({ request }: ICredentialTestRequest) =>
	({
		description: {
			name: 'noOp',
			version: 1,
			defaults: {},
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: TYPE, required: true }],
			properties: [{ displayName: 'Temp', name: 'temp', type: 'string', routing: { request }, default: '' }],
		},
	}) as unknown as INodeType;

/** What pressing Test in the credential shows: n8n's CredentialsTester, line by line. */
export async function testCredential(
	credential: StoredCredential,
): Promise<{ status: 'OK' | 'Error'; message: string }> {
	const { test } = new ConvertlabApi();
	const type = testNode(test);
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: 'noOp',
		typeVersion: 1,
		parameters: {},
		position: [0, 0],
		credentials: { [TYPE]: { id: '1', name: 'Convertlab' } },
	};
	const workflow = workflowOf({ nodes: [node], connections: {}, types: { noOp: type } });
	const context = new ExecuteContext(
		workflow,
		node,
		additionalDataFor(credential, 'internal', workflow),
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null } as never,
		[],
	);
	const decrypted: ICredentialsDecrypted = {
		id: '1',
		name: 'Convertlab',
		type: TYPE,
		data: await credential.getDecrypted(),
	};
	try {
		const response = await new RoutingNode(context, type, decrypted).runNode();
		const body = response?.[0][0].json ?? {};
		for (const rule of test.rules ?? [])
			if (rule.type === 'responseSuccessBody' && body[rule.properties.key] === rule.properties.value)
				return { status: 'Error', message: rule.properties.message };
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		return { status: 'Error', message: shown(error as ThrownByNode) };
	}
}

interface ThrownByNode extends Error {
	cause?: { response?: { status: number; statusText: string }; code?: string };
}

function shown({ cause, message }: ThrownByNode): string {
	const { response, code } = cause ?? {};
	if (response && (response.status < 199 || response.status > 299))
		return response.statusText || `Received HTTP status code: ${response.status}`;
	return !response && code ? code : message;
}
