import type { IDataObject, INodeParameters } from 'n8n-workflow';

/** The parameters of a member operation; by default it takes its customers from each input item. */
export const member = (operation: string, group?: INodeParameters, more: INodeParameters = {}) =>
	({ resource: 'member', operation, ...(group ? { group } : {}), ...more }) as INodeParameters;

export const group = (operation: string, more: INodeParameters = {}) =>
	({ resource: 'group', operation, ...more }) as INodeParameters;

/** One input item per customer. */
export const customers = (...ids: unknown[]) => ids.map((customerId) => ({ customerId })) as IDataObject[];

/** Customer ids counting up. */
export const upFrom = (first: number, count: number) => Array.from({ length: count }, (_, at) => first + at);
