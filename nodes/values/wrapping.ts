/** Quotes, brackets and spreadsheets’ marks around a whole value: no part of it. */

const BRACKETS = new Map(
	'() [] {} <> （） ［］ ｛｝ ＜＞ 【】 「」 『』 《》 〈〉 〔〕 〖〗 «» ‹›'
		.split(' ')
		.map((pair) => [pair[0], pair[1]]),
);
/** A family of quotes, and what shows that a text is not one quotation in them. The apostrophe of a name ends none. */
const QUOTES = ['"＂“”„‟', "'＇‘’‚‛"].map((family) => ({
	family,
	ended: new RegExp(`(?<!\\p{L})[${family}]|[${family}](?!\\p{L})`, 'u'),
}));
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
	if (/^['＇]./u.test(text)) return text.slice(1).trim();
	const quoted = /^[=＝]\s*(?=["＂“”])/u.exec(text);
	const inner = quoted === null ? text : withoutPair(text.slice(quoted[0].length));
	return quoted !== null && inner.length < text.length - quoted[0].length ? inner : text;
}
