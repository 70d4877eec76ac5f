import { quote } from '../api/quote';
import { plainWidth, visible } from '../values/cleaning';
import { readEmail } from '../values/email';
import { isWholeMobile } from '../values/mobile';
import { isUnreadable } from '../values/reading';
import { idIn, readId } from './fields';
import { readers, type CustomerReference, type IdentifierBy, type ReadReference } from './identifiers';
import { InvalidParameter, invalidCustomer, namedValue } from './invalidParameter';

/** Reads what names a customer; where it is a value of another kind, the error says which setting reads that. */

type OtherKind = 'Email' | 'Mobile Number';

const SAID: Record<OtherKind, string> = { Email: 'an email', 'Mobile Number': 'a phone number' };

const FOR_MODEL = 'Only a person can change that setting of the tool: ask for it, or for the customer’s ID.';

export const readReference =
	(by: IdentifierBy): ReadReference =>
	(raw, name) =>
		readers[by](raw, name, (unreadable) => {
			const error = invalidCustomer(unreadable, raw, name);
			const kind = otherKindOf(by, raw);
			if (kind === undefined) return error;
			return error.with({
				description: `It is ${SAID[kind]}: to find customers by that, set “Identify Customers By” to “${kind}”.`,
				forModel: FOR_MODEL,
			});
		});

function otherKindOf(by: IdentifierBy, raw: unknown): OtherKind | undefined {
	if (by !== 'email' && !isUnreadable(readEmail(raw))) return 'Email';
	return by !== 'mobile' && isWholeMobile(raw) ? 'Mobile Number' : undefined;
}

const LOOKS_LIKE_A_NUMBER = /(?:\+ ?|^\W*00)86|^\+ ?\d(?:[ -]?\d){6}/;

/** A phone number or an email in Customer ID gets an error that names the right setting. */
export function readCustomerId(raw: unknown, name: string): CustomerReference {
	if (typeof raw === 'string' && !/^\s*\d+\s*$/.test(raw)) {
		const seen = plainWidth(visible(raw));
		const isNumber = LOOKS_LIKE_A_NUMBER.test(seen) || (idIn(raw) === undefined && isWholeMobile(raw));
		const kind: OtherKind | undefined = seen.includes('@') ? 'Email' : isNumber ? 'Mobile Number' : undefined;
		if (kind !== undefined)
			throw new InvalidParameter(
				`${name} ${quote(raw.trim())} is ${SAID[kind]}: set “Identify Customers By” to “${kind}”`,
				'The node then finds the customer in DM Hub.',
				{ customer: namedValue(raw), forModel: FOR_MODEL },
			);
	}
	return readId(raw, name, invalidCustomer);
}
