import { hasLength, lengthsOf, MAINLAND, nationalsIn, splitCountryCode } from './countryCodes';
import { isUnreadable, type Reading, type Unreadable } from './reading';

/** A phone number as the code holds it. */
export interface Mobile {
	/**
	 * One for all spellings of one number: `13800138000` of the mainland, `+44 2079460958` of any other country, the bare
	 * digits where no country is named.
	 */
	key: string;
	/** No country is named, and it is no mobile number of the mainland: good for finding, never for creating. */
	onlyToFind: boolean;
}

/** What a number without its country may have: short numbers, landlines with and without an area code, numbers from abroad. */
const [FEWEST, MOST] = [7, 12];

/** Zeros behind a dot at the end, which may be a spreadsheet’s. */
const DECIMAL = /^\+?\d+\.0+$|^[^.]*\.00?$|\.0$/;

/**
 * The number that digits and separators make: blanks, hyphens, dots and brackets between groups of digits, and `+`. Nothing
 * else may be in the text. Digits are never left out to make a number of them.
 */
export function readDigits(text: string): Reading<Mobile> {
	if (DECIMAL.test(text)) return readDecimal(text);
	const parts = text.split('+').map(digitsOf);
	if (parts.length > 1) return readInternational(parts, text);
	const [digits] = parts;
	return /^\D*00/.test(text) ? readInternational([digits.slice(2)], text) : readDomestic(digits, text);
}

export const digitsOf = (text: string): string => text.replace(/[^0-9]/g, '');

/**
 * `13800138000.0`: spreadsheets and pandas write numbers so. Only the number in front of it counts, and only where the
 * zero can be no digit of it: of `+4420794609.0` nobody knows.
 */
function readDecimal(text: string): Reading<Mobile> {
	const dot = text.lastIndexOf('.');
	const inFront = text.slice(0, dot);
	// No spreadsheet writes two; taken off one after another, they would take time that grows with the square of the length.
	if (DECIMAL.test(inFront)) return EITHER_ZERO;
	const whole = readDigits(inFront);
	const joined = readDigits(`${inFront}${text.slice(dot + 1)}`);
	const isEither = !isUnreadable(joined) && !joined.value.onlyToFind;
	if (!isUnreadable(whole))
		return whole.value.onlyToFind || isEither || !IN_ONE_PIECE.test(inFront) ? EITHER_ZERO : whole;
	// Among blanks and hyphens the dot may part the last group.
	return isEither && /[^\d+]/.test(inFront) ? EITHER_ZERO : whole;
}

/** A number as a spreadsheet may hold it. Among other groups, such as `13 800 138 00.0`, the dot may part one digit too many. */
const IN_ONE_PIECE = /^\D*(?:(?:00)?86\D+)?(?:\d{5,}|\d{3}\D?\d{4}\D?\d{4})$|^\+\d{1,3}\D+\d{5,}$/;

const EITHER_ZERO: Unreadable = {
	wrong: 'ends in “.0”, which may be part of the number or a spreadsheet’s',
	advice: 'Format the column as text in the spreadsheet.',
};

/** @param parts the digits around each `+`; of several, the first may only be the same country code once more */
function readInternational(parts: string[], text: string): Reading<Mobile> {
	const digits = (parts.at(-1) as string).replace(/^00|^0(?=86)/, '');
	const split = splitCountryCode(digits);
	if (split === undefined) return { wrong: 'begins with a country code that does not exist', advice: ADVICE };
	const { code, national: written } = split;
	if (parts.slice(0, -1).some((part) => part !== '' && part.replace(/^0+/, '') !== code))
		return { wrong: 'has a “+” inside it', advice: ADVICE };
	const [national, other] = nationalsIn(code, written);
	if (national === undefined) return wrongLength(code, written);
	if (other !== undefined)
		return { wrong: `may have its country code twice (+${code} ${code}…)`, advice: 'Leave one of them out.' };
	if (MAINLAND.test(national) && code === '86') return { value: { key: national, onlyToFind: false } };
	if (code === '86' && neighbourIn(national) !== undefined)
		return { wrong: 'begins with two calling codes', advice: 'Leave one of the two codes out.' };
	if (code === '1' && !isNorthAmerican(national, text))
		return {
			wrong: 'may be a mainland number or one of North America',
			advice: 'Write +86 before a mainland number, and +1 with a space before one of North America.',
		};
	return { value: { key: `+${code} ${national}`, onlyToFind: false } };
}

/**
 * `+13800138000` is a mainland number that somebody has put a plus in front of. `+14155552671` has the shape of North
 * America’s numbers, and `00` in front of eleven digits shows nothing, unless the 1 stands apart.
 */
function isNorthAmerican(national: string, text: string): boolean {
	if (/^\D*(?:\+|00)\D*1[^\d]/.test(text)) return true;
	if (!MAINLAND.test(`1${national}`)) return true;
	return text.includes('+') && /^\D*1\d{10}\D*$|^\D*1\d{3}\D/.test(text) && /^\d{3}[2-9]/.test(national);
}

function wrongLength(code: string, written: string): Unreadable {
	const { length } = written;
	if (code === '86' && /^0?(?:86)?0?1[3-9]/.test(written))
		return { wrong: `has ${length} digits after +86: a mainland number has 11`, advice: ADVICE };
	if (MAINLAND.test(written))
		return {
			wrong: `is a mainland number with the code of another country (+${code})`,
			advice: 'Write +86 before a mainland number.',
		};
	if (code === '86' && length === 11)
		return { wrong: 'is not a mainland number: those of mobile phones begin with 13 to 19', advice: ADVICE };
	if (hasLength(code, length))
		return {
			wrong: `is not a phone number: no number with the country code +${code} has these digits`,
			advice: 'Check the digits and the country code.',
		};
	return {
		wrong: `has ${length} digits after +${code}, where numbers have ${lengthsOf(code)}`,
		advice: 'Check the country code, and leave an extension out.',
	};
}

function readDomestic(digits: string, text: string): Reading<Mobile> {
	const mainland = /^(?:0?86)?0?(1[3-9]\d{9})$/.exec(digits)?.[1];
	if (mainland !== undefined)
		// 1 415 555 2671 is a line of a list, or of North America.
		return /^\D*1\D/.test(text)
			? {
					wrong: 'begins with a 1 that stands apart: a list number, or a country code without its +',
					advice: ADVICE,
				}
			: { value: { key: mainland, onlyToFind: false } };
	const neighbour = neighbourIn(digits);
	if (neighbour !== undefined) return { value: { key: neighbour, onlyToFind: false } };
	return refusalOfLocal(digits, text) ?? { value: { key: digits, onlyToFind: true } };
}

/** Hong Kong, Macau and Taiwan, often written without `+`: their codes begin no number of the mainland. */
function neighbourIn(digits: string): string | undefined {
	const code = /^85[23]|^886/.exec(digits)?.[0];
	const [national] = code === undefined ? [] : nationalsIn(code, digits.slice(3));
	return national === undefined ? undefined : `+${code} ${national}`;
}

/** Why digits that name no country are not even a landline: what is looked for must never be part of a mobile number. */
function refusalOfLocal(digits: string, text: string): Unreadable | undefined {
	const count = digits.length;
	if (count < FEWEST)
		return { wrong: `is not a phone number: ${count} ${count === 1 ? 'digit is' : 'digits are'} too few` };
	// A list’s number, never an area code: `2. 62345678`, `(12) 62345678`.
	if (/^(?:[([](?!0|86)\d{1,2}[)\]]|[1-9]\d{0,2}\. |[1-9]\d?\.[^.]*$)/.test(text)) return NUMBERED;
	const isLikeMainland = /^0?1[3-9]/.test(digits) || (count > 8 && /^0?861[3-9]/.test(digits));
	if (isLikeMainland || /1[3-9]\d{9}/.test(digits)) return tooManyOrFew(digits);
	if (count > 15) return { wrong: `is not a phone number: ${count} digits are too many` };
	if (count > MOST || (count === MOST && digits.startsWith('1'))) return tooManyOrFew(digits);
	// After a group of seven digits or more comes nothing but an extension.
	return /\d{7,}[^0-9]+\d/.test(text)
		? { wrong: 'has an extension after the number', advice: ADVICE }
		: undefined;
}

export const SEVERAL: Unreadable = {
	wrong: 'holds several numbers',
	advice: 'Put one number into each value; in a list, put a comma between them.',
};

const tooManyOrFew = (digits: string): Unreadable =>
	/1[3-9]\d{9}.*1[3-9]\d{9}/.test(digits)
		? SEVERAL
		: { wrong: `has ${digits.length} digits: a mainland number has 11`, advice: ADVICE };

export const NUMBERED: Unreadable = {
	wrong: 'begins with list numbering',
	advice: 'Remove the numbering, so that only the phone number is left.',
};

const ADVICE =
	'Check the digits, leave an extension out, and write numbers of other countries with + and the country code.';
