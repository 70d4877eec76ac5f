import { byId } from './runNode';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

const ON_CUSTOMERS = ['add', 'remove', 'check', 'sync'];
const IN_SCOPE = ['getAll', 'exportToFile'];

/**
 * The parameters of a member operation; by default it takes the IDs of its customers from each input item, and without a
 * group it is about all of them.
 */
export const member = (operation: string, group?: INodeParameters, more: INodeParameters = {}) =>
	({
		resource: 'member',
		operation,
		...(ON_CUSTOMERS.includes(operation) ? { customerBy: 'id' } : {}),
		...(group ? { group } : IN_SCOPE.includes(operation) ? { scope: 'all' } : {}),
		...more,
	}) as INodeParameters;

export const group = (operation: string, more: INodeParameters = {}) =>
	({ resource: 'group', operation, ...more }) as INodeParameters;

/** One input item per customer. */
export const customers = (...ids: unknown[]) => ids.map((customerId) => ({ customerId })) as IDataObject[];

/** Customer ids counting up. */
export const upFrom = (first: number, count: number) => Array.from({ length: count }, (_, at) => first + at);

/** The parameters of an operation on the first group, whose customers are identified by this. */
export const person = (operation: string, customerBy: string, more: INodeParameters = {}) =>
	member(operation, byId('1'), { customerBy, identityType: 'member-no', ...more });
