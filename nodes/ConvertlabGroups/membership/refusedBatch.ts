import type { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';

/** What a refusal of several customers in one request says of each of them. */

/** The customers that the server's own words name. */
export function namedIn(refusal: Refusal, customers: Id[]): Id[] {
	const digits = new Set(refusal.words?.match(/\d+/g));
	return digits.size === 0 ? [] : customers.filter((customer) => digits.has(customer));
}

/** Those whom the server names apart from the others, else the two halves. */
export function divided(customers: Id[], refusal: Refusal): Id[][] {
	const named = new Set(namedIn(refusal, customers));
	if (named.size > 0 && named.size < customers.length)
		return [[...named], customers.filter((customer) => !named.has(customer))];
	const half = Math.ceil(customers.length / 2);
	return [customers.slice(0, half), customers.slice(half)];
}

/** The refusal of a write to a group that turned out to be gone; the server's words stay, since they may name a customer. */
export const groupIsGone = (gone: Refusal, { code, httpStatus, words, message }: Refusal): Refusal =>
	gone.with({ code, httpStatus, words, message: `${gone.message}; ${message}` });

/**
 * For customers of whom nobody can tell. The flag is how a workflow tells that from a failure.
 * @param lookUp why they could not be looked up
 * @param sentence where the refusal does not say yet that it is not known
 */
export function notKnown(refusal: Refusal, lookUp?: Refusal, sentence = ''): Refusal {
	const why = lookUp && lookUp.message !== refusal.message ? `. Looking it up failed: ${lookUp.message}` : '';
	return refusal.with({
		work: 'unknown',
		message: `${refusal.message}${sentence && `. ${sentence}`}${why}`,
	});
}
