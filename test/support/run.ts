import {
	NodeConnectionTypes,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type NodeExecutionHint,
	type OnError,
} from 'n8n-workflow';
import { ConvertlabGroups } from '../../nodes/ConvertlabGroups/ConvertlabGroups.node';
import type { Sandbox } from '../../sandbox';
import { tokenCredential, type StoredCredential } from './credential';
import { execute } from './engine';

export interface NodeRun {
	/** The `json` of the input items. */
	input?: IDataObject[];
	parameters: INodeParameters;
	/** The node as n8n loaded it; the sources' own otherwise. */
	type?: INodeType;
	onError?: OnError;
	retryOnFail?: boolean;
	timezone?: string;
	credential?: StoredCredential;
	onStart?: (execution: { cancel(): void }) => void;
}

export interface NodeResult {
	items: INodeExecutionData[];
	json: IDataObject[];
	/** Items on the error branch, with `onError: 'continueErrorOutput'`. */
	refused: INodeExecutionData[];
	error?: {
		message: string;
		description?: string | null;
		httpCode?: string;
		name: string;
		context: IDataObject;
	};
	hints: string[];
	/** Everything n8n would store of the run. */
	stored: unknown;
}

/** A node that hands out the items of a test. */
class Source implements INodeType {
	constructor(private readonly items: INodeExecutionData[]) {}
	description = {
		displayName: 'Source',
		name: 'source',
		group: [],
		version: 1,
		description: '',
		defaults: {},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	} as unknown as INodeType['description'];
	execute = async () => [this.items];
}

/**
 * n8n 1.x sends a failure with `details` to the success branch, so the node leaves them out there (see
 * test/errorBranch.test.ts). What a failure holds is looked at without a branch on such a host.
 */
const branchesByItself = process.env.N8N_HOST === 'n8n-1.123';

/** Runs the Convertlab Groups node on some items in n8n's engine. */
export async function runNode(hub: Sandbox, run: NodeRun): Promise<NodeResult> {
	const input = (run.input ?? [{}]).map((json) => ({ json }));
	const node = (name: string, type: string, more: Partial<INode> = {}): INode =>
		({ id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {}, ...more }) as INode;
	const typeName = run.type?.description.name ?? 'convertlabGroups';
	const ran = await execute({
		nodes: [
			node('Start', 'source'),
			node('Groups', typeName, {
				parameters: run.parameters,
				credentials: { convertlabApi: { id: '1', name: 'Convertlab' } },
				onError:
					branchesByItself && run.onError === 'continueErrorOutput' ? 'continueRegularOutput' : run.onError,
				...(run.retryOnFail ? { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 } : {}),
			}),
		],
		connections: { Start: { main: [[{ node: 'Groups', type: 'main', index: 0 }]] } },
		types: { source: new Source(input), [typeName]: run.type ?? new ConvertlabGroups() },
		credential: run.credential ?? tokenCredential(hub),
		timezone: run.timezone,
		startNode: 'Start',
		onStart: run.onStart,
	});
	const data = ran.data.resultData;
	const last = data.runData.Groups?.at(-1);
	const [items, refused] = branchesByItself
		? branched(last?.data?.main[0] ?? [], input, run.onError)
		: (last?.data?.main ?? []);
	return {
		items: items ?? [],
		json: (items ?? []).map(({ json }) => json),
		refused: refused ?? [],
		error: (last?.error ?? data.error) as NodeResult['error'],
		hints: (last?.hints ?? []).map(({ message }: NodeExecutionHint) => message),
		stored: ran,
	};
}

/** Runs the node under the name that n8n gives to its tool variant. */
export function runTool(hub: Sandbox, parameters: INodeParameters) {
	const type = new ConvertlabGroups();
	type.description = { ...type.description, name: 'convertlabGroupsTool' };
	return runNode(hub, { type, parameters });
}

/** An expression as the editor's ✨ button writes it; n8n has the model's answer for it, and here it is the text itself. */
export const fromModel = (answer: string) => `={{ /*$fromAI('Value')*/ ${JSON.stringify(answer)} }}`;

/** What n8n 2.x does with failures: to the error branch, with the fields of the input item beside them. */
function branched(
	items: INodeExecutionData[],
	input: INodeExecutionData[],
	onError?: OnError,
): INodeExecutionData[][] {
	if (onError !== 'continueErrorOutput') return [items];
	const refused = items.filter(({ json }) => json.error !== undefined);
	const inputOf = ({ pairedItem }: INodeExecutionData) => input[(pairedItem as { item: number }).item].json;
	return [
		items.filter(({ json }) => json.error === undefined),
		refused.map((item) => ({ ...item, json: { ...inputOf(item), ...item.json } })),
	];
}
