import type { IDataObject } from 'n8n-workflow';

/** Numbers counting up. */
export const upFrom = (first: number, count: number, step = 1): number[] =>
	Array.from({ length: count }, (_, at) => first + at * step);

/** One input item per customer. */
export const customers = (...ids: unknown[]): IDataObject[] =>
	ids.map((customerId) => ({ customerId })) as IDataObject[];

/** That many customers as input items, counting up. */
export const crowd = (count: number, first = 1): IDataObject[] => customers(...upFrom(first, count));

/** Their ids as the sandbox knows them. */
export const idsOf = (items: IDataObject[]): Set<string> =>
	new Set(items.map(({ customerId }) => String(customerId)));

/** The order of ids by value, told without the product’s own comparison: else both would be wrong alike. */
export const byValue = (one: number | string, other: number | string): number => {
	const difference = BigInt(one) - BigInt(other);
	return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};
