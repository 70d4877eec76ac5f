import type { IDataObject } from 'n8n-workflow';
import type { CustomerDetails, Membership } from '../types';
import type { CustomersById } from './customersById';

/** A membership with what is told of its customer; `null` for one who is gone. */
export type Member = Membership & { customer?: IDataObject | null };

/** Pages of members with the chosen fields of their customers, in step with the reading; as they are where nothing was chosen. */
export function withDetails(
	pages: AsyncGenerator<Membership[]>,
	customers: CustomersById,
	details: CustomerDetails | undefined,
): AsyncGenerator<Member[]> {
	return details
		? someAhead(inParts(pages), async (page, isOver) => await told(page, customers, details, isOver))
		: pages;
}

/** The members of one page with the chosen fields of their customers. */
export async function told(
	page: Membership[],
	customers: CustomersById,
	{ standard, custom }: CustomerDetails,
	isOver?: () => boolean,
): Promise<Member[]> {
	const ids = new Set(page.map(({ customerId }) => String(customerId)));
	const found = await customers.read(ids, {
		fields: custom.length > 0 ? [...standard, 'attr'] : standard,
		isOver,
		keep: (customer) => {
			const details: IDataObject = {};
			pick(details, customer, standard);
			pick(details, customer.attr, custom);
			return details;
		},
	});
	// By name: spread, a million members take 300 MB more.
	return page.map(({ id, listId, customerId, dateCreated, lastUpdated }) => {
		const customer = found.get(customerId);
		// Somebody may be in several groups of a page; no two items may share their data.
		const own = customer && ids.size < page.length ? { ...customer } : customer;
		return { id, listId, customerId, dateCreated, lastUpdated, customer: own ?? null };
	});
}

/** Exactly these fields, whatever else the answer held; null for one that it lacks. */
function pick(into: IDataObject, from: unknown, names: string[]): void {
	const source = typeof from === 'object' && from !== null ? (from as IDataObject) : {};
	for (const name of names) into[name] = Object.hasOwn(source, name) ? source[name] : null;
}

/** Members whose customers are read together: few, so that they are handed out before V8 takes them for long-lived. */
const PART = 1_000;
/** So many parts are worked on at once: with short ids each is one request. */
const AHEAD = 2;

async function* inParts(pages: AsyncIterable<Membership[]>): AsyncGenerator<Membership[]> {
	for await (const page of pages)
		for (let start = 0; start < page.length; start += PART) yield page.slice(start, start + PART);
}

/** Works on some entries at once while those before them are handed out, in their order. */
async function* someAhead<T, R>(
	source: AsyncIterable<T>,
	work: (entry: T, isOver: () => boolean) => Promise<R>,
): AsyncGenerator<R> {
	const underWay: Array<Promise<R>> = [];
	let ended = false;
	try {
		for await (const entry of source) {
			const working = work(entry, () => ended);
			// Looked at when its turn comes; until then Node would take its failure for one that nobody handles.
			working.catch(() => undefined);
			underWay.push(working);
			if (underWay.length > AHEAD) yield (await underWay.shift())!;
		}
		while (underWay.length > 0) yield (await underWay.shift())!;
	} finally {
		ended = true;
		await Promise.allSettled(underWay);
	}
}
