import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { outcomeOf } from '../api/promises';
import { createGroup, searchGroups } from '../editor/listSearch';
import { nodeError } from '../editor/nodeError';
import { operationNamed, properties, subtitle } from './operations';
import { RunEnded } from './run/results';
import { runNode } from './run/runNode';

export class ConvertlabGroups implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Convertlab Groups',
		name: 'convertlabGroups',
		icon: { light: 'file:convertlab.svg', dark: 'file:convertlab.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle,
		description: 'Manage the customer groups of Convertlab DM Hub and their members',
		defaults: { name: 'Convertlab Groups' },
		usableAsTool: true,
		builderHint: {
			searchHint:
				'Customer groups (客户群组) of Convertlab DM Hub: create, find and delete groups; add, remove, list, count, check, copy and sync their members. Customers can be named by mobile number, email, WeChat OpenID, another identity or customer ID; they need not be looked up first.',
		},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'convertlabApi', required: true }],
		properties,
	};

	methods = { listSearch: { searchGroups }, actionHandler: { createGroup } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const ran = await outcomeOf(runNode(this, operationNamed));
		if ('value' in ran) return [ran.value];
		// A NodeApiError or NodeOperationError, without the request: its URL holds the token.
		const { failure, soFar } =
			ran.error instanceof RunEnded ? ran.error : { failure: { cause: ran.error }, soFar: '' };
		throw nodeError(this.getNode(), failure, soFar);
	}
}
