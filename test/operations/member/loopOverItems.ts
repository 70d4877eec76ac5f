import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
} from 'n8n-workflow';

interface LoopContext extends IDataObject {
	left?: INodeExecutionData[];
	processed: INodeExecutionData[];
}

/**
 * n8n's Loop Over Items, version 3, as far as a workflow sees it: outputs *done* and *loop*, `batchSize` items a turn.
 * The real one is a part of n8n-nodes-base, which brings 2 GB with it.
 */
export class LoopOverItems implements INodeType {
	description = {
		displayName: 'Loop Over Items (Split in Batches)',
		name: 'splitInBatches',
		group: ['organization'],
		version: 3,
		description: '',
		defaults: {},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['done', 'loop'],
		properties: [{ displayName: 'Batch Size', name: 'batchSize', type: 'number', default: 1 }],
	} as INodeType['description'];

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const context = this.getContext('node') as LoopContext;
		const items = this.getInputData();
		if (context.left === undefined) Object.assign(context, { left: [...items], processed: [] });
		else context.processed.push(...items);
		const batch = context.left!.splice(0, this.getNodeParameter('batchSize', 0) as number);
		return batch.length === 0 ? [context.processed, []] : [[], batch];
	}
}
