import { wireDate } from '../wire/dates';
import { toLong, type LongLike } from '../wire/longs';
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
import { makeCustomers, putCustomer, type NewCustomer } from './newCustomer';
import type { World } from './world';

/** All fields, null where unset; the id and the identities' customer as decimal texts. */
export type CustomerState = Record<CustomerField, FieldValue> & {
	id: string;
	displayName: string | null;
	attr: Record<string, FieldValue>;
	identities: Array<Omit<Identity, 'customerId'>>;
	dateCreated: string;
	lastUpdated: string;
};

/** Reading and writing the server's customers, past its API. */
export class CustomerContents {
	constructor(protected readonly world: World) {}

	/** Only what is given is set; doesn't look for others with the same mobile number. */
	addCustomer(customer: NewCustomer = {}): { id: string } {
		return { id: String(putCustomer(this.world, customer)) };
	}

	/**
	 * So many, counting up from firstCustomerId, or those with these ids: each has a name, a mobile number and
	 * an email that follow from the id. Or customers as for addCustomer. Answers how many are new.
	 */
	addCustomers(
		customers: number | Array<LongLike | NewCustomer>,
		{ firstCustomerId = 1 }: { firstCustomerId?: LongLike } = {},
	): number {
		if (typeof customers === 'number') return makeCustomers(this.world, customers, toLong(firstCustomerId));
		const before = this.customerCount;
		const ids: LongLike[] = [];
		for (const each of customers) {
			if (typeof each === 'object') putCustomer(this.world, each);
			else ids.push(each);
		}
		makeCustomers(this.world, ids, 1n);
		return this.customerCount - before;
	}

	/** Their memberships stay, as they may do in a real tenant. */
	deleteCustomer(id: LongLike): void {
		this.world.store.customers.delete(toLong(id));
	}

	get customerCount(): number {
		return this.world.store.customers.ids.size;
	}

	customer(id: LongLike): CustomerState | undefined {
		const customer = this.world.store.customers.get(toLong(id));
		return customer && this.state(customer);
	}

	/** By id. */
	customers(): CustomerState[] {
		const { customers } = this.world.store;
		return [...customers.ids.from()].flatMap((id) => this.customer(id) ?? []);
	}

	/** The id given out next; those in use are passed over. */
	set nextCustomerId(id: LongLike) {
		this.world.store.customers.nextId = toLong(id);
	}

	private state(customer: Customer): CustomerState {
		const { id, fields, attr, dateCreated, lastUpdated } = customer;
		const mobile = textOf(customer, 'mobile');
		const values = Object.fromEntries(writtenFields.map((field) => [field, fields[field] ?? null]));
		const identities = this.world.store.customers.identities.of(id);
		return {
			...(values as Record<CustomerField, FieldValue>),
			...(mobile === undefined ? {} : { mobile: shownMobile(mobile, this.world.quirks) }),
			id: String(id),
			displayName: displayName(customer),
			attr: { ...attr },
			identities: identities.map(({ customerId: _own, ...identity }) => identity),
			dateCreated: wireDate(dateCreated),
			lastUpdated: wireDate(lastUpdated),
		};
	}
}
