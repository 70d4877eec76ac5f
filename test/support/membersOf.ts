import type { IDataObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';

/** So many customers as input items, counting up. */
export const crowd = (count: number, first = 1): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ customerId: first + index }));

/** Their ids as the sandbox knows them. */
export const idsOf = (items: IDataObject[]): Set<string> =>
	new Set(items.map(({ customerId }) => String(customerId)));

/** What the sandbox was asked at one path: all requests, also those that a fault struck. */
export const asked = (hub: Sandbox, path: string, method?: string) =>
	hub.requests.filter(
		(request) => request.path === path && (method === undefined || request.method === method),
	);
