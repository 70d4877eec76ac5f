import type { CustomerReference } from '../../api/identification';
import type { Run } from '../run/run';

const MOBILE = /^1[3-9]\d{9}$/;

/** Phone numbers that were dragged into Customer ID look like valid ids there, but belong to no customer. */
export function warnOfPhoneNumbers(run: Run, asked: Iterable<{ reference: CustomerReference }>): void {
	let ids = 0;
	let numbers = 0;
	for (const { reference } of asked) {
		if (typeof reference !== 'string') continue;
		ids += 1;
		if (MOBILE.test(reference)) numbers += 1;
	}
	if (numbers * 2 > ids)
		run.notes.warn(
			'The customer IDs look like mobile numbers. To find customers by their number, set “Identify Customers By” to “Mobile Number”.',
		);
}
