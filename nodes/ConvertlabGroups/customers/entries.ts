import type { Id } from '../../api/ids';
import { isIdentifier, type CustomerReference } from '../../editor/identifierTypes';
import { InvalidParameter } from '../../editor/invalidParameter';
import type { CustomerLookup } from './lookup';
import { CustomerReader } from './readRows';
import type { Task } from '../run/operation';
import { attempt, type Parameters } from '../run/parameters';
import type { FailedCustomer } from '../run/results';

/** A customer that an input item names; `position` is its place in the item's list. */
export interface Entry {
	item: number;
	position?: number;
	customerId: Id;
	/** As the input names them, where it does not give their id. */
	given?: string | number;
	/** Whether this run created them. */
	created?: boolean;
}

/** What a run asks for one group. */
export interface GroupOfCustomers {
	listId: Id;
	/** In the order of the input; a customer may occur more than once. */
	entries: Iterable<Entry>;
}

/** Each customer once, in the order of their first mention. */
export function distinctCustomers({ entries }: GroupOfCustomers): Set<Id> {
	const customers = new Set<Id>();
	for (const { customerId } of entries) customers.add(customerId);
	return customers;
}

/** How a failed item names its customer, where it names a single one. */
export function failedCustomer(
	customers: Array<CustomerReference | InvalidParameter>,
	lookup?: CustomerLookup,
): FailedCustomer {
	const [reference] = customers;
	if (customers.length !== 1 || reference instanceof InvalidParameter) return {};
	const found = isIdentifier(reference) ? lookup?.of(reference) : { customerId: reference };
	return {
		customer: isIdentifier(reference) ? reference.given : undefined,
		customerId: found && 'customerId' in found ? found.customerId : undefined,
	};
}

/** The customer that each item names, for a run that ends before anything is planned. */
export function customerIn(parameters: Parameters): (item: number) => FailedCustomer {
	const reader = attempt(() => new CustomerReader(parameters));
	return (item) => {
		const customers = 'value' in reader ? attempt(() => reader.value.read(item)) : reader;
		return 'value' in customers ? failedCustomer(customers.value) : {};
	};
}

/** How each item names its customer. Gathered when something has failed, since there may be a million. */
export function customerByItem(
	names: () => Iterable<{ item: number } & FailedCustomer>,
): NonNullable<Task['customerOf']> {
	let known: Map<number, FailedCustomer> | undefined;
	return (item) => {
		if (known) return known.get(item);
		known = new Map();
		// An item with a list names several.
		for (const { item: at, customer, customerId } of names())
			known.set(at, known.has(at) ? {} : { customer, customerId });
		return known.get(item);
	};
}
