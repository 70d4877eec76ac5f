import { readWireId, type WireId } from '../ids';
import type { Customer } from '../types';
import { unexpectedShape } from './rows';

/** Parses the answers of the customer calls. */

/** `{"records":1,"rows":[…]}` */
export function readCustomers(answer: unknown): Customer[] {
	const rows = (answer as { rows?: unknown } | null | undefined)?.rows;
	if (!Array.isArray(rows)) throw unexpectedShape('a list of customers');
	return rows.map(readCustomer);
}

/** One customer, with all fields that the server gave. */
export function readCustomer(answer: unknown): Customer {
	if (typeof answer !== 'object' || answer === null) throw unexpectedShape('a customer');
	const id = readWireId((answer as { id?: unknown }).id);
	if (id === undefined) throw unexpectedShape('a customer');
	const customer = answer as Customer;
	return customer.id === id ? customer : { ...customer, id };
}

/** A bare array, with `customerId` as a string. Identities without a customer are left out. */
export function readIdentities(
	answer: unknown,
): Array<{ customerId: WireId; identityType: string; identityValue: string }> {
	if (!Array.isArray(answer)) throw unexpectedShape('a list of identities');
	return answer.flatMap((row: unknown) => {
		const { customerId, identityType, identityValue } = (row ?? {}) as Record<string, unknown>;
		const id = readWireId(customerId);
		return id === undefined
			? []
			: [{ customerId: id, identityType: String(identityType), identityValue: String(identityValue) }];
	});
}
