/**
 * JSON without lost digits. DM Hub's ids are Java Longs, and `JSON.parse` silently rounds those above 2^53−1. In Node 20
 * a reviver gets no source text, so the text itself is changed before it is parsed.
 */

/** The fewest digits of an integer that a number may not hold. */
const LONG = 16;
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
	/** Where the last string before the digits ends, and where the next one opens. */
	let outside = 0;
	let opens = text.indexOf('"');
	for (const [start, end] of longRuns(text)) {
		while (opens !== -1 && opens < start) {
			outside = closingQuote(text, opens) + 1;
			opens = text.indexOf('"', outside);
		}
		if (outside > start || !isWholeInteger(text, start, end) || isExact(text, start, end)) continue;
		const signed = text[start - 1] === '-' ? start - 1 : start;
		quoted += `${text.slice(copied, signed)}"${text.slice(signed, end)}"`;
		copied = end;
	}
	return copied === 0 ? text : quoted + text.slice(copied);
}

/**
 * Where 16 digits and more stand in a row. Such a run covers every sixteenth character, so the others need no look: most
 * pages have no long integers, and cost next to nothing.
 */
function* longRuns(text: string): Generator<[start: number, end: number]> {
	for (let at = LONG - 1; at < text.length; at += LONG) {
		if (!isDigit(text, at)) continue;
		let start = at;
		while (isDigit(text, start - 1)) start -= 1;
		let end = at + 1;
		while (isDigit(text, end)) end += 1;
		if (end - start >= LONG) yield [start, end];
		if (end - at > LONG) at = end;
	}
}

function isDigit(text: string, at: number): boolean {
	const code = text.charCodeAt(at);
	return code >= 48 && code <= 57;
}

function closingQuote(text: string, opens: number): number {
	for (let at = text.indexOf('"', opens + 1); at !== -1; at = text.indexOf('"', at + 1)) {
		let backslashes = 0;
		while (text[at - 1 - backslashes] === '\\') backslashes += 1;
		if (backslashes % 2 === 0) return at;
	}
	return text.length;
}

const isExact = (text: string, start: number, end: number): boolean =>
	end - start === LONG && Number.isSafeInteger(Number(text.slice(start, end)));

/** Whether JSON has an integer there: no leading zero, no fraction, no exponent. */
function isWholeInteger(text: string, start: number, end: number): boolean {
	const before = text[start - 1] === '-' ? text[start - 2] : text[start - 1];
	return (
		text[start] !== '0' && ![before ?? '', text[end] ?? ''].some((each) => CONTINUES_A_NUMBER.test(each))
	);
}
