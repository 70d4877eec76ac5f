import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import { notKnown } from './refusedBatch';

/** An answer without an error left out customers who are not in the group either. */
export function leftOut(customers: Id[]): Refusal {
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
	notKnown(explained(refusal), lookUp, NOT_KNOWN);

/** For customers who are not in the group, though an earlier request to add them got no answer. */
export const mayStillBeAdded = (refusal: Refusal): Refusal =>
	notKnown(explained(refusal), undefined, `${NOT_KNOWN}: a request without an answer may still take effect`);

const NOT_KNOWN = 'It is not known whether the customers were added';

const explained = (refusal: Refusal): Refusal =>
	refusal.with({
		description: `${refusal.description} Adding a member again does no harm.`.trim(),
	});
