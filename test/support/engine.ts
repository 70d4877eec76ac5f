import 'reflect-metadata';
import { Container } from '@n8n/di';
import { ExecutionLifecycleHooks, LoadOptionsContext, WorkflowExecute } from 'n8n-core';
import { SSHClientsManager } from 'n8n-core/dist/execution-engine/ssh-clients-manager';
import {
	createRunExecutionData,
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import type { StoredCredential } from './credential';

/**
 * n8n's SSH service listens for the end of the process (and in n8n 1.x keeps a timer), and every test file would make one
 * more in the same process. No test needs SSH: this one was never started.
 */
Container.set(SSHClientsManager, Object.create(SSHClientsManager.prototype) as SSHClientsManager);

/** Runs a workflow in n8n's own engine. */
export interface EngineRun {
	nodes: INode[];
	connections: IConnections;
	types: Record<string, INodeType>;
	credential: StoredCredential;
	timezone?: string;
	mode?: WorkflowExecuteMode;
	startNode: string;
	onStart?: (execution: { cancel(): void }) => void;
}

export function workflowOf({
	nodes,
	connections,
	types,
	timezone,
	staticData,
}: Pick<EngineRun, 'nodes' | 'connections' | 'types' | 'timezone'> & { staticData?: IDataObject }): Workflow {
	const nodeTypes: INodeTypes = {
		getByName: (name) => types[name],
		getByNameAndVersion: (name) => types[name],
		getKnownTypes: () => ({}),
	};
	return new Workflow({
		id: 'test',
		name: 'test',
		nodes,
		connections,
		active: false,
		nodeTypes,
		staticData,
		settings: { timezone: timezone ?? 'America/New_York' },
	});
}

export function additionalDataFor(
	credential: StoredCredential,
	mode: WorkflowExecuteMode,
	workflow: Workflow,
): IWorkflowExecuteAdditionalData {
	const hooks = new ExecutionLifecycleHooks(mode, '1', {
		id: 'test',
		name: 'test',
		active: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		nodes: Object.values(workflow.nodes),
		connections: workflow.connectionsBySourceNode,
		isArchived: false,
		activeVersionId: null,
	} as unknown as ConstructorParameters<typeof ExecutionLifecycleHooks>[2]);
	return {
		credentialsHelper: credential,
		hooks,
		executionId: '1',
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: 'http://127.0.0.1/rest',
		instanceBaseUrl: 'http://127.0.0.1',
		formWaitingBaseUrl: 'http://127.0.0.1/form',
		webhookBaseUrl: 'http://127.0.0.1/webhook',
		webhookWaitingBaseUrl: 'http://127.0.0.1/waiting',
		webhookTestBaseUrl: 'http://127.0.0.1/test',
		setExecutionStatus: () => undefined,
		sendDataToUI: () => undefined,
		logAiEvent: () => undefined,
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** What the editor gives to a node's lists and buttons, with a node that has no parameters yet. */
export function editorContext(type: INodeType, credential: StoredCredential): LoadOptionsContext {
	const { name } = type.description;
	const node: INode = {
		id: name,
		name,
		type: name,
		typeVersion: 1,
		parameters: {},
		position: [0, 0],
		credentials: { convertlabApi: { id: '1', name: 'Convertlab' } },
	};
	const workflow = workflowOf({ nodes: [node], connections: {}, types: { [name]: type } });
	return new LoadOptionsContext(workflow, node, additionalDataFor(credential, 'internal', workflow), '');
}

export async function execute(run: EngineRun): Promise<IRun> {
	const mode = run.mode ?? 'manual';
	const workflow = workflowOf(run);
	const additionalData = additionalDataFor(run.credential, mode, workflow);
	const executionData = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [
				{ node: workflow.getNode(run.startNode)!, data: { main: [[{ json: {} }]] }, source: null },
			],
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
		} as never,
	});
	const execution = new WorkflowExecute(additionalData, mode, executionData).processRunExecutionData(
		workflow,
	);
	run.onStart?.({ cancel: () => execution.cancel() });
	return await execution;
}
