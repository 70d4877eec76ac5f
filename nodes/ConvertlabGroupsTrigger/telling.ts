import { CustomersById } from '../api/reading/customersById';
import { told } from '../api/reading/memberDetails';
import type { Send } from '../api/request';
import type { CustomerDetails, Membership } from '../api/types';
import { customerDetailFields } from '../editor/customerDetails';
import { collectionField, shownWhen } from '../editor/fields';
import type { Happening } from './events';

export const optionsField = shownWhen(
	collectionField(
		{ displayName: 'Options', name: 'options', placeholder: 'Add option' },
		customerDetailFields,
	),
	{ event: ['memberAdded'] },
);

/** So many at a time: where customers have to be asked for one by one, a poll may have no time for all. */
const SLICE = 100;

/** Gives as many of the records as there is time for, from the first on; ms since 1970. */
export type Tell = (records: Happening[], deadline: number) => Promise<Happening[]>;

export const asTheyAre: Tell = async (records) => await Promise.resolve(records);

/** Newcomers with the fields of their customers; those whom there is no time for are left to the next poll. */
export function telling(send: Send, urlBytes: number, details: CustomerDetails): Tell {
	const customers = new CustomersById(send, 1, urlBytes, () => undefined);
	return async (records, deadline) => {
		const given: Happening[] = [];
		let took = 0;
		while (given.length < records.length && (given.length === 0 || Date.now() + took < deadline)) {
			const begun = Date.now();
			// Only customers who join are told of.
			const slice = records.slice(given.length, given.length + SLICE) as Membership[];
			given.push(...(await told(slice, customers, details)));
			took = Date.now() - begun;
		}
		return given;
	};
}
