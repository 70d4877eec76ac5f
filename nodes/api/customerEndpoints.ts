import { unexpectedShape } from './errors';
import { readWireId, type Id, type WireId } from './ids';
import { readCount, type Request } from './request';
import type { Customer } from './types';

/** The customer calls of the same service that find, create and name people; then the readers of their answers. */

/** What a customer is searched by. Some servers honour only `mobile`, and answer anything else with all customers. */
export interface CustomerFilter {
	mobile?: string;
	email?: string;
	/** As many as fit into a request line. */
	idList?: Id[];
}

/**
 * @param select fields to answer with, or none for all; some servers ignore it
 * @param page from 1
 */
export const searchCustomers = (
	{ mobile, email, idList }: CustomerFilter,
	select: readonly string[],
	{ rows, page = 1 }: { rows: number; page?: number },
): Request<Customer[]> => ({
	method: 'GET',
	path: '/v1/customers',
	query: {
		mobile,
		email,
		idList: idList?.join(','),
		select: select.length > 0 ? select.join(',') : undefined,
		rows,
		page,
		sidx: 'id',
		sord: 'asc',
	},
	read: readCustomers,
});

export const countCustomers = (): Request<number> => ({
	method: 'GET',
	path: '/v1/customers/count',
	read: readCount,
});

/** Undefined where the answer is empty. */
export const getCustomer = (id: Id): Request<Customer | undefined> => ({
	method: 'GET',
	path: `/v1/customers/${id}`,
	read: readOneCustomer,
	isRecord: true,
});

/** An identity of a customer: `wechat` is an OpenID, `wechat-unionid` a UnionID; tenants add types of their own. */
export interface Identity {
	identityType: string;
	identityValue: string;
}

export const customersByIdentity = ({
	identityType,
	identityValue,
}: Identity): Request<IdentityOfCustomer[]> => ({
	method: 'GET',
	path: '/v1/customeridentities',
	query: { identityType, identityValue },
	read: readIdentities,
});

/** As many customers as fit into a request line; each may have several identities, also of one type. */
export const identitiesOfCustomers = (customerIds: Id[]): Request<IdentityOfCustomer[]> => ({
	method: 'GET',
	path: '/v1/customeridentities',
	query: { customerIds: customerIds.join(',') },
	read: readIdentities,
});

/** A customer as it is sent: DM Hub's own field names, tenants' fields under `attr`. */
export type CustomerDraft = { [field: string]: string | number | Record<string, string> };

/** Finds by mobile number, then by email, before it creates, so a repeat creates nobody twice. Overwrites the fields it names. */
export const saveCustomer = (customer: CustomerDraft): Request<Saved> => ({
	method: 'POST',
	path: '/v1/customers',
	body: JSON.stringify(customer),
	repeat: 'byCaller',
	read: readSaved,
	isRecord: true,
});

/** Finds by identity, then by mobile number and email, before it creates. */
export const saveCustomerWithIdentity = (customer: CustomerDraft, identity: Identity): Request<Saved> => ({
	method: 'POST',
	path: '/v1/customerandidentities',
	body: JSON.stringify({ customer, customerIdentities: [identity] }),
	repeat: 'byCaller',
	read: readSaved,
	isRecord: true,
});

/** `{"records":1,"rows":[…]}`; every field of a customer is kept, since the user chooses which are output. */
function readCustomers(answer: unknown): Customer[] {
	const rows = (answer as { rows?: unknown } | null | undefined)?.rows;
	if (!Array.isArray(rows)) throw unexpectedShape('a list of customers');
	return rows.map(readCustomer);
}

/** One customer, with all fields that the server gave. */
function readCustomer(answer: unknown): Customer {
	if (typeof answer !== 'object' || answer === null) throw unexpectedShape('a customer');
	const id = readWireId((answer as { id?: unknown }).id);
	if (id === undefined) throw unexpectedShape('a customer');
	const customer = answer as Customer;
	return customer.id === id ? customer : { ...customer, id };
}

export interface IdentityOfCustomer {
	customerId: WireId;
	identityType: string;
	identityValue: string;
}

/** A bare array, with `customerId` as a string. Identities that are nobody's are left out. */
function readIdentities(answer: unknown): IdentityOfCustomer[] {
	if (!Array.isArray(answer)) throw unexpectedShape('a list of identities');
	return answer.flatMap((row: unknown) => {
		if (typeof row !== 'object' || row === null) throw unexpectedShape('an identity');
		const { customerId, identityType, identityValue } = row as Record<string, unknown>;
		if (customerId === undefined || customerId === null || customerId === '') return [];
		const id = readWireId(customerId);
		// Left out, somebody would count as unknown, and be created a second time.
		if (id === undefined) throw unexpectedShape('an identity');
		return [{ customerId: id, identityType: String(identityType), identityValue: String(identityValue) }];
	});
}

/** A customer whom a call created or updated, and which of the two: 201 when they are new. */
export interface Saved {
	httpStatus: number;
	customer: Customer;
}

const readSaved = (answer: unknown, httpStatus: number): Saved => ({
	httpStatus,
	customer: readCustomer(answer),
});

/** A customer who may be gone: undefined where the answer is empty. */
const readOneCustomer = (answer: unknown): Customer | undefined =>
	answer === undefined || answer === null || answer === '' || JSON.stringify(answer) === '{}'
		? undefined
		: readCustomer(answer);
