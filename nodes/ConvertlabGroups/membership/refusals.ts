import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';

/** What the refusal of several customers in one request says about each of them. */

/** The customers that the server's own words name. */
export function customersNamedIn(refusal: Refusal, customers: Id[]): Id[] {
	const digits = new Set(refusal.serverMessage?.match(/\d+/g));
	return digits.size === 0 ? [] : customers.filter((customer) => digits.has(customer));
}

/** Those whom the server names apart from the others, else the two halves. */
export function split(customers: Id[], refusal: Refusal): Id[][] {
	const named = new Set(customersNamedIn(refusal, customers));
	if (named.size > 0 && named.size < customers.length)
		return [[...named], customers.filter((customer) => !named.has(customer))];
	const half = Math.ceil(customers.length / 2);
	return [customers.slice(0, half), customers.slice(half)];
}

/**
 * For customers whose outcome is unknown; `details.outcome` lets a workflow tell that from a failure.
 * @param lookUp why they could not be looked up
 * @param sentence says that it is not known, where the refusal does not
 */
export function outcomeUnknown(refusal: Refusal, lookUp?: Refusal, sentence = ''): Refusal {
	const why = lookUp && lookUp.message !== refusal.message ? `. Looking it up failed: ${lookUp.message}` : '';
	return refusal.with({
		work: 'unknown',
		message: `${refusal.message}${sentence && `. ${sentence}`}${why}`,
	});
}

/** An answer without an error left out customers who are not in the group either. */
export function omittedByServer(customers: Id[]): Refusal {
	return new Refusal({
		kind: 'refused',
		work: 'undone',
		message: `DM Hub accepted the request but did not add customer ${customers[0]}${customers.length > 1 ? ` and ${customers.length - 1} more` : ''}`,
		description:
			'There is probably no such customer in DM Hub, or the group was deleted meanwhile. Check the customer ID and the group.',
	});
}

/** For customers whose look-up failed. */
export const notLookedUp = (refusal: Refusal, lookUp?: Refusal): Refusal =>
	outcomeUnknown(explained(refusal), lookUp, NOT_KNOWN);

/** For customers who are not in the group, though an earlier request to add them got no answer. */
export const mayStillBeAdded = (refusal: Refusal): Refusal =>
	outcomeUnknown(
		explained(refusal),
		undefined,
		`${NOT_KNOWN}: a request without an answer may still take effect`,
	);

const NOT_KNOWN = 'It is not known whether the customers were added';

const explained = (refusal: Refusal): Refusal =>
	refusal.with({
		description: `${refusal.description} Adding a member again does no harm.`.trim(),
	});
