/**
 * JSON without lost digits. DM Hub's ids are Java Longs, and `JSON.parse` silently rounds those above 2^53−1. In Node 20
 * a reviver gets no source text, so the text itself is changed before it is parsed.
 */

/** The look behind spares most of the tries in shorter numbers. */
const LONG_RUN = /(?<!\d)-?[1-9]\d{15,}/g;
const CONTINUES_A_NUMBER = /[\d.eE+-]/;

/** Parses JSON; an integer that a number cannot hold exactly comes back as the string of its digits. */
export function parseJson(text: string): unknown {
	return JSON.parse(quoteLongIntegers(text));
}

/** The same; without `json` where the text is not JSON. */
export function tryParseJson(text: string): { json?: unknown } {
	try {
		return { json: parseJson(text) };
	} catch {
		return {};
	}
}

/**
 * Walks the text once, string by string: digits inside a string (a name may hold digits and quotes) stay as they are;
 * an integer outside is quoted when a number would round it.
 */
function quoteLongIntegers(text: string): string {
	let quoted = '';
	let copied = 0;
	/** Where the last string before the match ends, and where the next one opens. */
	let outside = 0;
	let opens = text.indexOf('"');
	for (const { 0: digits, index } of text.matchAll(LONG_RUN)) {
		while (opens !== -1 && opens < index) {
			outside = closingQuote(text, opens) + 1;
			opens = text.indexOf('"', outside);
		}
		if (
			outside > index ||
			!isWholeInteger(text, index, digits.length) ||
			Number.isSafeInteger(Number(digits))
		)
			continue;
		quoted += `${text.slice(copied, index)}"${digits}"`;
		copied = index + digits.length;
	}
	return quoted + text.slice(copied);
}

function closingQuote(text: string, opens: number): number {
	for (let at = text.indexOf('"', opens + 1); at !== -1; at = text.indexOf('"', at + 1)) {
		let backslashes = 0;
		while (text[at - 1 - backslashes] === '\\') backslashes += 1;
		if (backslashes % 2 === 0) return at;
	}
	return text.length;
}

function isWholeInteger(text: string, index: number, length: number): boolean {
	const before = index > 0 ? text[index - 1] : '';
	const after = text[index + length] ?? '';
	return !CONTINUES_A_NUMBER.test(before) && !CONTINUES_A_NUMBER.test(after);
}
