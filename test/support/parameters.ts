import type { INodeParameters } from 'n8n-workflow';

/** The group parameter in its three modes. */
export const byId = (value: unknown) => ({ __rl: true, mode: 'id', value }) as INodeParameters;
export const byName = (value: unknown) => ({ __rl: true, mode: 'name', value }) as INodeParameters;
export const fromList = (value: unknown) =>
	({ __rl: true, mode: 'list', value, cachedResultName: 'x' }) as INodeParameters;

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

/** The parameters of an operation on the first group, whose customers are identified by this. */
export const person = (operation: string, customerBy: string, more: INodeParameters = {}) =>
	member(operation, byId('1'), { customerBy, identityType: 'member-no', ...more });
