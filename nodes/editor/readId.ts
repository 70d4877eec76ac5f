import { isLong, type Id } from '../api/ids';
import { InvalidParameter } from './invalidParameter';
import { isBlank } from './rawValue';
import { quote } from '../api/quote';

/** The id in a value, as digits without leading zeros; throws an InvalidParameter that says why it is not one. */
export function readId(raw: unknown, name: string): Id {
	const id = idIn(raw);
	if (id !== undefined) return id;
	if (isBlank(raw)) throw new InvalidParameter(`${name} is empty`, '', { isMissing: true });
	if (typeof raw === 'number' && Number.isInteger(raw) && raw > Number.MAX_SAFE_INTEGER)
		throw new InvalidParameter(
			`${name} ${raw} has lost its last digits: it is too long for a number`,
			'Read it as text from the start (in a spreadsheet: format the column as text).',
			{ forModel: 'Give it as text, with all its digits.' },
		);
	throw new InvalidParameter(
		`${name} must be a whole number such as 103446, not ${Object.is(raw, -0) ? '“-0”' : quote(raw)}`,
		'An ID in DM Hub consists of digits only, at most 9223372036854775807.',
	);
}

/**
 * The id in a value, or undefined. Ids are Java Longs: a number above 2^53−1 has already lost its last digits, so it is
 * not one; a string of digits may have any length of a Long.
 */
export function idIn(raw: unknown): Id | undefined {
	if (typeof raw === 'number')
		return Number.isSafeInteger(raw) && raw >= 0 && !Object.is(raw, -0) ? String(raw) : undefined;
	if (typeof raw !== 'bigint' && typeof raw !== 'string') return undefined;
	const text = String(raw).trim();
	if (!/^\d+$/.test(text)) return undefined;
	const digits = text.startsWith('0') ? text.replace(/^0+(?=\d)/, '') : text;
	return isLong(digits) ? digits : undefined;
}
