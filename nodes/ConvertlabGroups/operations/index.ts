import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { propertiesOf, type Operation } from '../run/operation';
import { create } from './group/create';
import { deleteOne } from './group/delete';
import { get } from './group/get';
import { getAll as getManyGroups } from './group/getAll';
import { add } from './member/add';
import { check } from './member/check';
import { count } from './member/count';
import { exportToFile } from './member/exportToFile';
import { getAll as getManyMembers } from './member/getAll';
import { remove } from './member/remove';
import { sync } from './member/sync';

/** The table of contents: both selectors and the dispatch are built from it. Operations are in alphabetical order, as n8n shows them. */
const resources: Array<{ resource: INodePropertyOptions; operations: Operation[]; usual: string }> = [
	{
		resource: { name: 'Group', value: 'group' },
		operations: [create, deleteOne, get, getManyGroups],
		usual: 'getAll',
	},
	{
		resource: { name: 'Group Member', value: 'member' },
		operations: [add, check, count, exportToFile, getManyMembers, remove, sync],
		usual: 'add',
	},
];

export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ resource }) => resource),
		default: 'member',
	},
	...resources.map(({ resource, operations, usual }): INodeProperties => ({
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [String(resource.value)] } },
		options: operations.map(({ option, isNoTool }) =>
			isNoTool ? { ...option, displayOptions: { hide: { '@tool': [true] } } } : option,
		),
		default: usual,
	})),
	...resources.flatMap(({ resource, operations }) =>
		operations.flatMap((operation) =>
			propertiesOf(operation.fields, String(resource.value), String(operation.option.value)),
		),
	),
];

export function operationNamed(resource: string, operation: string): Operation | undefined {
	return resources
		.find((entry) => entry.resource.value === resource)
		?.operations.find(({ option }) => option.value === operation);
}
