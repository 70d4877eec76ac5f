import { CustomersById } from '../api/reading/customersById';
import { told } from '../api/reading/memberDetails';
import type { Send } from '../api/request';
import type { CustomerDetails, Membership } from '../api/types';
import { customerDetailFields } from '../editor/customerDetails';
import { collectionField, shownWhen } from '../editor/fields';
import type { EventRecord } from './events';

export const optionsField = shownWhen(
	collectionField(
		{ displayName: 'Options', name: 'options', placeholder: 'Add option' },
		customerDetailFields,
	),
	{ event: ['memberAdded'] },
);

/** Records completed at a time: where customers are read one by one, a poll may not have time for all. */
const SLICE = 100;

/** Completes as many of the records as it has time for, in order. `deadline` is in ms since 1970. */
export type Enrich = (records: EventRecord[], deadline: number) => Promise<EventRecord[]>;

export const unchanged: Enrich = async (records) => await Promise.resolve(records);

/** Adds the chosen fields of the customer to each new member; members it has no time for are left to the next poll. */
export function enriching(send: Send, urlBytes: number, details: CustomerDetails): Enrich {
	const customers = new CustomersById(send, 1, urlBytes, () => undefined);
	return async (records, deadline) => {
		const given: EventRecord[] = [];
		let took = 0;
		while (given.length < records.length && (given.length === 0 || Date.now() + took < deadline)) {
			const begun = Date.now();
			// Customer fields are offered for new members only.
			const slice = records.slice(given.length, given.length + SLICE) as Membership[];
			given.push(...(await told(slice, customers, details)));
			took = Date.now() - begun;
		}
		return given;
	};
}
