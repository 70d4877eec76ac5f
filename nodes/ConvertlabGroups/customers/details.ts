import type { IDataObject } from 'n8n-workflow';
import { toWireId, type Id } from '../../api/ids';
import type { CustomerDetails } from '../../api/types';
import { readDetails } from '../../api/reading/memberDetails';
import type { Run } from '../run/run';

/** The chosen fields of a customer; `null` for one who is gone or unknown. */
export type DetailsOf = (customerId: Id | null) => IDataObject | null;

/** Reads the chosen fields of customers. Throws a Refusal. */
export async function customerDetails(
	run: Run,
	customers: Set<Id>,
	chosen: CustomerDetails,
): Promise<DetailsOf> {
	const found = await readDetails(run.customers, customers, chosen);
	return (customerId) => (customerId === null ? null : (found.get(toWireId(customerId)) ?? null));
}

/** The same JSON with the customer right behind its `customerId`. Items must not share their data. */
export function withCustomer(json: IDataObject, customer: IDataObject | null): IDataObject {
	const withDetails: IDataObject = {};
	for (const [name, value] of Object.entries(json)) {
		withDetails[name] = value;
		if (name === 'customerId') withDetails.customer = customer && { ...customer };
	}
	return withDetails;
}
