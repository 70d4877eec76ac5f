import { MAINLAND } from './countryCodes';
import {
	advised,
	isShortened,
	isUnreadable,
	readWritten,
	SHORTENED,
	type Reading,
	type Unreadable,
} from './reading';
import { digitsOf, NUMBERED, readDigits, SEVERAL, type Mobile } from './phoneDigits';
import { unwrapped } from './cleaning';

export type { Mobile } from './phoneDigits';

const EXAMPLE =
	'Enter it as 13800138000 or +86 13800138000; numbers of other countries with the country code, such as +1 415 555 2671.';

/** Dots and hyphens of all kinds. A wave dash says “from … to”. */
const DOT = '.·•‧∙⋅・';
const DASH = '\\-‐‑‒–—―−⁃﹘﹣';
const ANY_DOT = new RegExp(`[${DOT}]`, 'g');
/** A dot that no spreadsheet writes, before zeros at the end: they are digits, and no decimals. */
const ODD_DOT_OF_ZEROS = new RegExp(`[${DOT.replace('.', '')}](?=0+[)\\] ]*$)`);
const SHAPE = new RegExp(`^[([ ]*\\+?[([ ]*\\d(?:[\\d+ ()\\[\\]${DOT}${DASH}]*\\d)?[)\\] ]*$`);

/** A phone number: text, or a whole number. `+86 138-0013-8000`, `13800138000.0` and `086 13800138000` are `13800138000`. */
export function readMobile(raw: unknown): Reading<Mobile> {
	// Nearly all are written so: a million customers need no look for what people write around a number.
	const bare = typeof raw === 'string' ? raw.replace(/^\+86 /, '') : '';
	if (MAINLAND.test(bare)) return { value: { key: bare, onlyToFind: false } };
	const written = readWritten(raw);
	if (isUnreadable(written)) return advised(written, EXAMPLE);
	const text = withoutScheme(withoutStop(written.value.plain)).replace(/【/g, '[').replace(/】/g, ']');
	const number =
		SHAPE.test(text) && areBracketsPaired(text)
			? readDigits(text.replace(ODD_DOT_OF_ZEROS, '-').replace(ANY_DOT, '.'))
			: whyNoNumber(text);
	if (!isUnreadable(number)) return number;
	return advised(MASK.test(text) ? HIDDEN : number, EXAMPLE);
}

/** Whether a value is a whole number even where blanks part the numbers of a list: with its country, or of the mainland. */
export function isWholeMobile(raw: unknown): boolean {
	const number = readMobile(raw);
	return !isUnreadable(number) && !number.value.onlyToFind;
}

/**
 * How DM Hub may have stored a number: as typed, or, in tenants with global numbers, with plus, country code, one space
 * and number. The digits of `+1 4155552671` are left out: they are those of a mainland number, which is somebody else.
 */
export function storedForms(key: string): string[] {
	if (MAINLAND.test(key)) return [key, `+86 ${key}`];
	const digits = digitsOf(key);
	return digits === key || MAINLAND.test(digits) ? [key] : [key, digits];
}

/** A sentence or a list ends after the number. */
const withoutStop = (text: string): string => unwrapped(text.replace(/ ?[,.;。、｡]$/, '').trim());

const withoutScheme = (text: string): string => text.replace(/^tel: ?/i, '');

function areBracketsPaired(text: string): boolean {
	let open = '';
	for (const char of text.replace(/[^()[\]]/g, ''))
		if (char === '(' || char === '[') {
			if (open !== '') return false;
			open = char;
		} else if (open !== (char === ')' ? '(' : '[')) return false;
		else open = '';
	return open === '';
}

const HIDDEN: Unreadable = {
	wrong: 'has hidden digits',
	advice: 'Take the number from a source that shows all its digits.',
};

/** `138••••8000`, `138....8000`: one sign again and again, where digits are missing. */
const MASK = new RegExp(`^(?=(?:\\D*\\d){3,10}\\D*$).*([${DOT}${DASH}_#□■])\\1{2}`, 'u');

const REASONS: Array<[found: RegExp, refusal: Unreadable]> = [
	[/[*●○]|\d[x×]{2,}\d/i, HIDDEN],
	[
		/\d ?(?:转|轉|分机|分機|ext|x|#|,,|;)\D{0,10}\d{1,6}$/i,
		{
			wrong: 'has text beside the number: an extension',
			advice: 'Leave the extension out; it is no part of a mobile number.',
		},
	],
	[/\d[\d ()-]{5,}\d[ )]*[/,;、|&或和及与~〜]+[ (+]*\d[\d ()-]{5,}\d|1[3-9]\d{9}\D.*1[3-9]\d{9}/u, SEVERAL],
	[/^(?:[\p{No}\p{Nl}]|no\b|第|#|[([]?\d{1,2} ?[)\].:、]|\d{3}[)\]:、])/iu, NUMBERED],
	[
		/^\d{1,3}(?:,\d{3})+(?:\.0+)?$/,
		{
			wrong: 'has thousands separators: a spreadsheet formatted it as a number',
			advice: 'Format the column as text in the spreadsheet.',
		},
	],
	[/(?![0-9])\p{Nd}/u, { wrong: 'has digits of another script', advice: 'Write it with the digits 0 to 9.' }],
];

/** What is wrong with a text that is more than digits and what parts them. */
function whyNoNumber(text: string): Unreadable {
	if (isShortened(text.replace(/ /g, ''))) return SHORTENED;
	const refusal = REASONS.find(([found]) => found.test(text))?.[1];
	if (refusal !== undefined) return refusal;
	if (!/\d/.test(text)) return { wrong: 'is not a phone number' };
	const runs = text.match(new RegExp(`[^\\d+ ()[\\]${DOT}${DASH}]+`, 'gu')) ?? [];
	const [beside] = runs;
	if (beside === undefined)
		return { wrong: 'has a separator at its beginning or end, or a bracket without the other one' };
	const first = [...beside].slice(0, 20).join('');
	// Without them digits are missing: to leave them out would be the wrong advice.
	if (runs.every((run) => /^[OoIl]+$/.test(run)))
		return {
			wrong: `has letters among its digits: “${first}”`,
			advice: 'Write the digits 0 and 1, not letters that look like them.',
		};
	return {
		wrong: `has text beside the number: “${first}”`,
		advice: 'Leave everything but the number out.',
	};
}
