/** What nobody sees in a text, and what only looks different. */

/** Line breaks and tabs are control characters, too, but part words. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]|(?![\t-\r\x85])\p{Cc}/gu;
const BLANK = /[\p{Z}\t-\r\x85]/gu;

/**
 * The text without what nobody sees, wherever it stands, every blank a plain space, no blank outside, and a no-break hyphen
 * a plain one.
 * An emoji of several people or colours falls apart into its parts: what joins them is a format character,
 * which in a number or a name is far more often dirt.
 */
export const visible = (text: string): string =>
	text
		.replace(UNSEEN, '')
		.replace(BLANK, ' ')
		.replace(/\u2011/g, '-')
		.trim();

/** The text without blanks and what nobody sees at its ends; what stands inside stays, line breaks too. */
export function withoutUnseenEnds(text: string): string {
	let [from, to] = [0, text.length];
	while (from < to && isUnseen(text[from])) from += 1;
	while (from < to && isUnseen(text[to - 1])) to -= 1;
	return text.slice(from, to);
}

const isUnseen = (char: string): boolean => visible(char) === '';

/** Full-width forms as ASCII: `１３８＠（` is `138@(`. Nothing else is folded, so that ① still shows that it numbers a line. */
export const plainWidth = (text: string): string =>
	text
		.replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
		.replace(/\u3000/g, ' ');

const NAMES = new Map([
	[0x09, 'a tab'],
	[0x0a, 'a line break'],
	[0x0d, 'a line break'],
	[0x20, 'a space'],
	[0xa0, 'a no-break space'],
	[0xad, 'an invisible soft hyphen'],
	[0x200b, 'an invisible zero-width space'],
	[0x200c, 'an invisible zero-width non-joiner'],
	[0x200d, 'an invisible zero-width joiner'],
	[0x2060, 'an invisible word joiner'],
	[0x2800, 'an empty braille pattern'],
	[0x3000, 'a full-width space'],
	[0x3164, 'an invisible Hangul filler'],
	[0xfeff, 'an invisible byte order mark'],
]);

const FIRST_UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\u2800]|(?! )\p{Z}|^ | $/u;

/**
 * Where a text holds something unseen, and what: `begins with an invisible byte order mark (U+FEFF)`. Undefined where it
 * holds nothing of the kind; a plain space counts only outside.
 */
export function describeUnseen(text: string): string | undefined {
	const found = FIRST_UNSEEN.exec(text);
	if (found === null) return undefined;
	const isLast = found.index + found[0].length === text.length;
	return `${found.index === 0 ? 'begins with' : isLast ? 'ends with' : 'holds'} ${nameUnseen(text)}`;
}

/** The name of the first thing in a text that nobody sees: `an invisible byte order mark (U+FEFF)`. */
export function nameUnseen(text: string): string | undefined {
	const char = FIRST_UNSEEN.exec(text)?.[0];
	if (char === undefined) return undefined;
	const code = char.codePointAt(0) as number;
	return `${NAMES.get(code) ?? kindOfUnseen(char)} (U+${code.toString(16).toUpperCase().padStart(4, '0')})`;
}

function kindOfUnseen(char: string): string {
	if (/\p{Variation_Selector}/u.test(char)) return 'an invisible variation selector';
	if (/\p{Bidi_Control}/u.test(char)) return 'an invisible direction mark';
	if (/\p{Cc}/u.test(char)) return 'an invisible control character';
	return /\p{Z}/u.test(char) ? 'an unusual space' : 'an invisible character';
}
