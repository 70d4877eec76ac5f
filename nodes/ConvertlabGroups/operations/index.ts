import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { propertiesOf, type Operation } from '../run/operation';
import { create } from './group/create';
import { deleteOne } from './group/delete';
import { get } from './group/get';
import { getAll as getManyGroups } from './group/getAll';
import { add } from './member/add';
import { check } from './member/check';
import { copy } from './member/copy';
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
		operations: [add, check, copy, count, exportToFile, getManyMembers, remove, sync],
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
		options: operations.map(({ option, notAsTool }) =>
			notAsTool ? { ...option, displayOptions: { hide: { '@tool': [true] } } } : option,
		),
		default: usual,
	})),
	...resources.flatMap(({ resource, operations }) =>
		operations.flatMap((operation) =>
			propertiesOf(operation.fields, String(resource.value), String(operation.option.value)),
		),
	),
];

/** What the canvas shows below the node's name: the operation as the editor calls it. */
export const subtitle = `={{ (${JSON.stringify(
	Object.fromEntries(
		resources.flatMap(({ resource, operations }) =>
			operations.map(({ option }) => [
				`${resource.value}.${option.value}`,
				titleOf(resource.name, option.name),
			]),
		),
	),
)})[$parameter["resource"] + "." + $parameter["operation"]] }}`;

/** `Add to Group` says it all; `Get Many` needs its resource. */
function titleOf(resource: string, operation: string): string {
	return /Group|Membership/.test(operation) ? operation : `${operation}: ${resource}`;
}

export function operationNamed(resource: string, operation: string): Operation | undefined {
	return resources
		.find((entry) => entry.resource.value === resource)
		?.operations.find(({ option }) => option.value === operation);
}
