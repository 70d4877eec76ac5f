import { readWireId, type WireId } from './ids';
import { unexpectedShape } from './readers';
import type { Customer } from './types';

/** Parses answers about customers. Every field of one is kept, since the user chooses which are output. */

/** `{"records":1,"rows":[…]}` */
export function readCustomers(answer: unknown): Customer[] {
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

/** A bare array, with `customerId` as a string. Identities without a customer are left out. */
export function readIdentities(answer: unknown): IdentityOfCustomer[] {
	if (!Array.isArray(answer)) throw unexpectedShape('a list of identities');
	return answer.flatMap((row: unknown) => {
		const { customerId, identityType, identityValue } = (row ?? {}) as Record<string, unknown>;
		const id = readWireId(customerId);
		return id === undefined
			? []
			: [{ customerId: id, identityType: String(identityType), identityValue: String(identityValue) }];
	});
}

/** A customer whom a call created or updated, and which of the two: 201 when they are new. */
export interface Saved {
	httpStatus: number;
	customer: Customer;
}

export const readSaved = (answer: unknown, httpStatus: number): Saved => ({
	httpStatus,
	customer: readCustomer(answer),
});

/** A customer who may be gone: undefined where the answer is empty. */
export const readOneCustomer = (answer: unknown): Customer | undefined =>
	answer === undefined || answer === null || answer === '' || JSON.stringify(answer) === '{}'
		? undefined
		: readCustomer(answer);
