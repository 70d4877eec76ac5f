import type { IDataObject } from 'n8n-workflow';
import { Refusal } from '../errors';
import { mapAhead, settle } from '../promises';
import { toWireId, type Id, type WireId } from '../ids';
import type { Customer, CustomerDetails, Membership } from '../types';
import type { CustomersById } from './customersById';
import type { GroupDirectory } from './groupDirectory';

/** A membership with what is told of its customer, `null` for one who is gone, and with the name of its group, likewise. */
export type Member = Membership & { customer?: IDataObject | null; groupName?: string | null };

/** Members whose customers are read together: few, so that they are handed out before V8 takes them for long-lived. */
const PART = 1_000;
/** So many parts are worked on at once: with short ids each is one request. */
const PARTS = 3;

/** Pages of members with the chosen fields of their customers, in step with the reading; as they are where nothing was chosen. */
export function pagesWithCustomerFields(
	pages: AsyncGenerator<Membership[]>,
	customers: CustomersById,
	details: CustomerDetails | undefined,
): AsyncGenerator<Member[]> {
	if (!details) return pages;
	return mapAhead(
		PARTS,
		inParts(pages),
		async (part, isOver) => await withCustomerFields(part, customers, details, isOver),
	);
}

/** The members of one page with the chosen fields of their customers. */
export async function withCustomerFields(
	page: Membership[],
	customers: CustomersById,
	details: CustomerDetails,
	isOver?: () => boolean,
): Promise<Member[]> {
	const ids = new Set(page.map(({ customerId }) => String(customerId)));
	const found = await readDetails(customers, ids, details, isOver);
	// By name: spread, a million members take 300 MB more.
	return page.map(({ id, listId, customerId, dateCreated, lastUpdated }) => {
		const customer = found.get(customerId);
		// Somebody may be in several groups of a page; no two items may share their data.
		const own = customer && ids.size < page.length ? { ...customer } : customer;
		return { id, listId, customerId, customer: own ?? null, dateCreated, lastUpdated };
	});
}

/** The chosen fields of customers, by id; whoever is gone is not in it. */
export async function readDetails(
	customers: CustomersById,
	ids: Set<Id>,
	details: CustomerDetails,
	isOver: () => boolean = () => false,
): Promise<Map<WireId, IDataObject>> {
	const { standard, identities, custom } = details;
	const fields = custom.length > 0 ? [...standard, 'attr'] : standard;
	const keep = (customer: Customer) => chosenOf(customer, details);
	const [found, identitiesById] = await Promise.all([
		fields.length > 0 ? customers.read(ids, { fields, keep, isOver }) : undefined,
		identities.length > 0 ? customers.identities.read(ids, identities, isOver) : undefined,
	]);
	if (!identitiesById) return found ?? new Map<WireId, IDataObject>();
	const all = found ?? (await thoseWhoAreThere(customers, ids, identitiesById, details, isOver));
	for (const [id, chosen] of all) Object.assign(chosen, identitiesById.get(id));
	return all;
}

/** Identities do not tell who is gone: whoever has none is looked for among the customers, where those may be read. */
async function thoseWhoAreThere(
	customers: CustomersById,
	ids: Set<Id>,
	identified: ReadonlyMap<WireId, unknown>,
	details: CustomerDetails,
	isOver: () => boolean,
): Promise<Map<WireId, IDataObject>> {
	const unseen = Array.from(ids).filter((id) => !identified.has(toWireId(id)));
	const there =
		unseen.length === 0
			? undefined
			: await settle(customers.read(unseen, { fields: [], keep: () => true, isOver }));
	if (there instanceof Refusal && there.affectsEveryRequest) throw there;
	const isThere = (id: WireId) => identified.has(id) || there instanceof Refusal || there?.has(id);
	const all = new Map<WireId, IDataObject>();
	for (const id of ids) if (isThere(toWireId(id))) all.set(toWireId(id), chosenOf({}, details));
	return all;
}

/** The names of the chosen fields, in the order of the output. */
export const fieldNames = ({ standard, identities, custom }: CustomerDetails): string[] => [
	...standard,
	...identities,
	...custom,
];

/** Exactly the chosen fields, whatever else the answer held; null for one that it lacks, and for identities. */
function chosenOf(
	customer: Record<string, unknown>,
	{ standard, identities, custom }: CustomerDetails,
): IDataObject {
	const chosen: IDataObject = {};
	pick(chosen, customer, standard);
	pick(chosen, {}, identities);
	pick(chosen, customer.attr, custom);
	return chosen;
}

function pick(into: IDataObject, from: unknown, names: string[]): void {
	const source = typeof from === 'object' && from !== null ? (from as IDataObject) : {};
	for (const name of names) into[name] = Object.hasOwn(source, name) ? source[name] : null;
}

async function* inParts(pages: AsyncIterable<Membership[]>): AsyncGenerator<Membership[]> {
	for await (const page of pages)
		for (let start = 0; start < page.length; start += PART) yield page.slice(start, start + PART);
}

/** The same members with the names of their groups, from a directory that is read once per run; null for a group that is gone. */
export async function withGroupNames(page: Member[], groups: GroupDirectory): Promise<Member[]> {
	const names = await groups.namesOf(page.map(({ listId }) => listId));
	return page.map(({ id, listId, customerId, customer, dateCreated, lastUpdated }) => {
		const groupName = names.get(listId) ?? null;
		return customer === undefined
			? { id, listId, groupName, customerId, dateCreated, lastUpdated }
			: { id, listId, groupName, customerId, customer, dateCreated, lastUpdated };
	});
}
