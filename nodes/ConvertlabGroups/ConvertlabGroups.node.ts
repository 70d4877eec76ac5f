import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { searchGroups } from '../editor/picker';
import { operationNamed, properties } from './operations';
import { runNode } from './run/runNode';

export class ConvertlabGroups implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Convertlab Groups',
		name: 'convertlabGroups',
		icon: { light: 'file:convertlab.svg', dark: 'file:convertlab.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Work with the customer groups of Convertlab DM Hub',
		defaults: { name: 'Convertlab Groups' },
		usableAsTool: true,
		builderHint: {
			searchHint:
				'Customer groups (客户群组) of Convertlab DM Hub: create, find and delete groups; add, remove, list, count, check and sync their members. Customers can be named by customer ID, mobile number, email, WeChat ID or another identity; they need not be looked up first.',
		},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'convertlabApi', required: true }],
		properties,
	};

	methods = { listSearch: { searchGroups } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await runNode(this, operationNamed)];
	}
}
