import { advised, isShortened, isUnreadable, readWritten, SHORTENED, type Reading } from './reading';

const LARGEST_LONG = '9223372036854775807';
const EXAMPLE = `An ID in DM Hub consists of digits only, at most ${LARGEST_LONG}.`;

/** Whether decimal digits without leading zeros fit into a Java Long. */
export const isLong = (digits: string): boolean =>
	digits.length < LARGEST_LONG.length || (digits.length === LARGEST_LONG.length && digits <= LARGEST_LONG);

/**
 * An id of DM Hub, as the decimal digits of a Java Long without leading zeros. Numbers above 2^53−1 have lost digits, and
 * one with decimals may have.
 */
export function readLongId(raw: unknown): Reading<string> {
	// Nearly all are bare digits: a million of them need no look for what people write around a value.
	const bare = typeof raw === 'number' && Number.isSafeInteger(raw) ? String(raw) : raw;
	if (typeof bare === 'string' && /^[1-9]\d*$/.test(bare) && isLong(bare)) return { value: bare };
	if (Object.is(raw, -0)) return { wrong: NOT_WHOLE, advice: EXAMPLE };
	const written = readWritten(raw);
	if (isUnreadable(written)) return advised(written, EXAMPLE);
	const { plain } = written.value;
	if (isShortened(plain)) return SHORTENED;
	if (/^\d+\.0+$/.test(plain))
		return {
			wrong: 'ends in “.0”: a spreadsheet has read it as a number, and long IDs lose digits then',
			advice: 'Format the column as text in the spreadsheet.',
		};
	if (!/^\d+$/.test(plain)) return { wrong: NOT_WHOLE, advice: EXAMPLE };
	const digits = plain.replace(/^0+(?=\d)/, '');
	return isLong(digits) ? { value: digits } : { wrong: 'is larger than any ID', advice: EXAMPLE };
}

const NOT_WHOLE = 'is not a whole number such as 103446';
