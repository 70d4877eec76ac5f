/** What is in a text or around it and no part of the value: what nobody sees, what only looks different, and wrapping. */

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

/** Brackets around a whole value. */
const BRACKETS = new Map(
	'() [] {} <> （） ［］ ｛｝ ＜＞ 【】 「」 『』 《》 〈〉 〔〕 〖〗 «» ‹›'
		.split(' ')
		.map((pair) => [pair[0], pair[1]]),
);
/** A family of quotes, and what shows that a text is not one quotation in them. */
const QUOTES = [
	// `“国庆”转“中秋”` closes one before it opens the next; `“上海“小明”公司”` holds one.
	{ family: '"＂“”„‟', ended: /["＂]|^[^“„]*[”‟]|(?<!\p{L})[“”„‟]|[“”„‟](?!\p{L})/u },
	// The apostrophe of a name ends none. No name has one before a Chinese character.
	{ family: "'＇‘’‚‛", ended: /(?<!\p{L})['＇‘’‚‛]|['＇‘’‚‛](?![^\P{L}\p{Script=Han}])/u },
];
/** The second quote of `'Gold' member`, whose first one is no mark. */
const CLOSING_QUOTE = /[^\s'＇‘’‚‛]['＇‘’‚‛](?![^\P{L}\p{Script=Han}])/u;
/** Deeper than anybody wraps a value, and few enough to keep the time in step with the length. */
const MOST_LAYERS = 8;

/** The value inside: `（“VIP-001”）`, `'VIP-001` and `="VIP-001"` are `VIP-001`. `(021) 1234 (5678)` is not wrapped. */
export function unwrapped(text: string): string {
	let inner = text;
	for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
		const outer = inner;
		inner = withoutTextMark(withoutPair(inner));
		if (inner === outer) break;
	}
	return inner;
}

/** Without one pair of brackets, or without the quotes, that hold the whole. */
export function withoutPair(text: string): string {
	const close = BRACKETS.get(text[0]);
	if (close !== undefined) return closesAtTheEnd(text, text[0], close) ? text.slice(1, -1).trim() : text;
	const quotes = QUOTES.find(({ family }) => text !== '' && family.includes(text[0]));
	if (quotes === undefined) return text;
	// Files that were quoted twice have `""VIP-001""`.
	let depth = 0;
	while (
		depth < text.length - 1 - depth &&
		quotes.family.includes(text[depth]) &&
		quotes.family.includes(text[text.length - 1 - depth])
	)
		depth += 1;
	const inner = text.slice(depth, text.length - depth);
	// `"VIP-001", "VIP-002"` begins and ends with a quote, and is no quotation.
	return quotes.ended.test(inner) ? text : inner.trim();
}

function closesAtTheEnd(text: string, open: string, close: string): boolean {
	let depth = 0;
	for (let at = 0; at < text.length; at += 1) {
		if (text[at] === open) depth += 1;
		else if (text[at] === close) depth -= 1;
		if (depth === 0) return at === text.length - 1;
	}
	return false;
}

/** Spreadsheets mark a number as text by `'` in front of it, and programs that write for them by `="…"`. */
function withoutTextMark(text: string): string {
	if (/^['＇]./u.test(text)) return CLOSING_QUOTE.test(text) ? text : text.slice(1).trim();
	const quoted = /^[=＝]\s*(?=["＂“”])/u.exec(text);
	const inner = quoted === null ? text : withoutPair(text.slice(quoted[0].length));
	return quoted !== null && inner.length < text.length - quoted[0].length ? inner : text;
}
