import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import { namedIn } from './customers';

/** What a refused or lost add is cut into, and what is said of it. */

/** Those whom the server names apart from the others, else the two halves. */
export function parted(batch: Id[], refusal: Refusal): Id[][] {
	const named = new Set(namedIn(refusal, batch));
	if (named.size > 0 && named.size < batch.length)
		return [[...named], batch.filter((customer) => !named.has(customer))];
	const half = Math.ceil(batch.length / 2);
	return [batch.slice(0, half), batch.slice(half)];
}

/** What the server said, for a refusal that says more. */
export const cited = ({ code, httpStatus, words }: Refusal) => ({ code, httpStatus, words });

/** An answer without an error that leaves customers out who are no members either. */
export function leftOut(customers: Id[]): Refusal {
	return new Refusal({
		kind: 'refused',
		work: 'undone',
		message: `DM Hub accepted the request but did not add customer ${customers[0]}${customers.length > 1 ? ` and ${customers.length - 1} more` : ''}`,
		description: 'There is probably no such customer in DM Hub. Check the customer ID.',
	});
}

export function unknown(refusal: Refusal): Refusal {
	return refusal.with({
		message: `${refusal.message}. It is not known whether the customers were added`,
		description: `${refusal.description} Adding a member again does no harm.`,
	});
}

export function unseen(refusal: Refusal, { message }: Refusal): Refusal {
	return refusal.with({
		message: `${refusal.message}. It is not known who is a member now, since that could not be looked up: ${message}`,
		description: `${refusal.description} Adding a member again does no harm.`,
	});
}
