import type { Reading } from './reading';
import { withoutPair, withoutUnseenEnds } from './cleaning';

/** New lines, tabs, commas and semicolons of all widths, and the Chinese enumeration comma. */
const SEPARATOR = /[\n-\r\t\x85\u2028\u2029,;，；、､﹐﹑﹔]/;
const QUOTES = new Map(['""', "''", '“”', '‘’', '「」', '＂＂'].map((pair) => [pair[0], pair[1]]));
/** No value is longer. To look for the end of every quotation further on takes time that grows with the square. */
const LONGEST_QUOTATION = 500;
/** Deeper than anybody wraps a list. */
const MOST_LAYERS = 8;

/**
 * The values of a list, none of them read: an array; text that is a JSON list; or text, split at separators and, only where
 * it has none, at blanks, if every part is a whole value by itself. `13800138000 13900139000` is two numbers,
 * `138 0013 8000` is one. Brackets or quotes around the whole are no part of it; around each value, its reader drops them.
 */
export function valuesIn(raw: unknown, isWhole: (value: unknown) => boolean): Reading<unknown[]> {
	if (Array.isArray(raw)) return { value: raw };
	if (raw === undefined || raw === null) return { value: [] };
	if (typeof raw === 'object')
		return { wrong: 'is an object, not a list', advice: 'Choose the field inside it that holds the list.' };
	return { value: typeof raw === 'string' ? valuesOfText(raw, isWhole) : [raw] };
}

function valuesOfText(written: string, isWhole: (value: unknown) => boolean, layer = 0): unknown[] {
	const text = withoutUnseenEnds(written);
	const json = jsonListIn(text);
	if (json !== undefined) return json;
	// What a program left instead of a value is one, for its reader to refuse: `[object Object]`, `{{ $json.mobiles }}`.
	const isArtifact = /^(?:\[object |\{\{|\{\s*"(?:[^"\\]|\\.)*"\s*:)/.test(text);
	const inner = isArtifact || layer === MOST_LAYERS ? text : withoutPair(text);
	if (inner !== text) return valuesOfText(inner, isWhole, layer + 1);
	const pieces = [...piecesOf(text)];
	if (pieces.length !== 1 || isArtifact || SEPARATOR.test(text)) return pieces;
	const parts = pieces[0].split(/\s+/);
	return parts.length > 1 && parts.every(isWhole) ? parts : pieces;
}

/**
 * JSON’s numbers lose digits beyond 2^53−1; their text has them all, and is split like any other. A list that was written
 * as JSON twice is a text in quotes.
 */
function jsonListIn(text: string): unknown[] | undefined {
	if (!/^(?:\[.*\]|"\s*\[.*\]\s*")$/s.test(text)) return undefined;
	try {
		const list = JSON.parse(text) as unknown[] | string;
		if (typeof list === 'string') return jsonListIn(list.trim());
		return list.some((value) => typeof value === 'number' && !Number.isSafeInteger(value)) ? undefined : list;
	} catch {
		return undefined;
	}
}

/** What stands between separators. A value in quotes of its own keeps those inside it. */
function* piecesOf(text: string): Generator<string> {
	const separator = new RegExp(SEPARATOR, 'g');
	for (let from = 0; from < text.length;) {
		separator.lastIndex = endOfQuotation(text, from);
		const end = separator.exec(text)?.index ?? text.length;
		const piece = text.slice(from, end).trim();
		if (piece !== '') yield piece;
		from = end + 1;
	}
}

/** Where the quotation ends that begins here, if one does, and a separator follows it, or the address of `"Wang, Li" <a@b.cn>`. */
function endOfQuotation(text: string, from: number): number {
	const start = pastSpaces(text, from);
	const close = QUOTES.get(text[start]);
	if (close === undefined) return from;
	const length = text.slice(start + 1, start + 1 + LONGEST_QUOTATION).indexOf(close);
	if (length === -1) return from;
	const end = start + 1 + length + 1;
	const next = pastSpaces(text, end);
	return next === text.length || SEPARATOR.test(text[next]) || '<＜'.includes(text[next]) ? end : from;
}

function pastSpaces(text: string, from: number): number {
	let at = from;
	while (text[at] === ' ') at += 1;
	return at;
}
