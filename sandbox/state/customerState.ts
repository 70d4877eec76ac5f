import { wireDate } from '../wire/dates';
import { shownMobile } from './contacts';
import {
	displayName,
	textOf,
	writtenFields,
	type Customer,
	type CustomerField,
	type FieldValue,
	type Identity,
} from './customer';
import type { World } from './world';

/** All fields, null where unset; the id as a decimal text, the identities without it. */
export type CustomerState = Record<CustomerField, FieldValue> & {
	id: string;
	displayName: string | null;
	attr: Record<string, FieldValue>;
	identities: Array<Omit<Identity, 'customerId'>>;
	dateCreated: string;
	lastUpdated: string;
};

export function customerState({ store, quirks }: World, customer: Customer): CustomerState {
	const { id, fields, attr, dateCreated, lastUpdated } = customer;
	const mobile = textOf(customer, 'mobile');
	const values = Object.fromEntries(writtenFields.map((field) => [field, fields[field] ?? null]));
	return {
		...(values as Record<CustomerField, FieldValue>),
		...(mobile === undefined ? {} : { mobile: shownMobile(mobile, quirks) }),
		id: String(id),
		displayName: displayName(customer),
		attr: { ...attr },
		identities: store.customers.identities.of(id).map(({ customerId: _own, ...identity }) => identity),
		dateCreated: wireDate(dateCreated),
		lastUpdated: wireDate(lastUpdated),
	};
}
