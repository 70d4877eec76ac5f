import type { Refusal } from '../../api/errors';
import type { CustomerReference } from '../../editor/identifierTypes';
import type { Run } from '../run/run';

const MOBILE = /^1[3-9]\d{9}$/;
const ADVICE = 'To find customers by their number, set “Identify Customers By” to “Mobile Number”.';

/**
 * Phone numbers that were dragged into Customer ID look like valid ids there, but belong to no customer: they are sent as
 * asked, with a warning.
 * @returns adds the advice to a refusal, where most of the ids look like numbers
 */
export function phoneNumberAdvice(
	run: Run,
	mentions: Iterable<{ reference: CustomerReference }>,
): (refusal: Refusal) => Refusal {
	let ids = 0;
	let numbers = 0;
	for (const { reference } of mentions) {
		if (typeof reference !== 'string') continue;
		ids += 1;
		if (MOBILE.test(reference)) numbers += 1;
	}
	if (numbers * 2 <= ids) return (refusal) => refusal;
	run.summary.warn(`The customer IDs look like mobile numbers. ${ADVICE}`);
	return (refusal) => refusal.with({ description: `${ADVICE} ${refusal.description}`.trim() });
}
