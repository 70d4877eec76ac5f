import { randomUUID } from 'node:crypto';

/**
 * JSON whose integers are exact. DM Hub's ids are Java Longs and go over the wire as bare numbers;
 * beyond 2^53 `JSON.parse` would round them, so every integer is a bigint here, in both directions.
 */
export type Json = null | boolean | number | bigint | string | Json[] | { [key: string]: Json };

const mark = `${randomUUID()}:`;
// A string that never ends swallows the rest, or a mark put inside it would end it.
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;
const integer = /^-?(?:0|[1-9]\d*)$/;
const beforeColon = /\s*:/y;

/** Throws SyntaxError, as JSON.parse does. */
export function parseExactly(text: string): Json {
	const marked = text.replace(stringOrNumber, (token: string, at: number) => {
		if (!integer.test(token)) return token;
		beforeColon.lastIndex = at + token.length;
		// A bare number as a key is malformed: left as it is, for JSON.parse to refuse.
		return beforeColon.test(text) ? token : `"${mark}${token}"`;
	});
	return JSON.parse(marked, (_key, value: unknown) =>
		typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
	) as Json;
}

export function writeExactly(value: Json): string {
	if (typeof value === 'bigint') return value.toString();
	if (Array.isArray(value)) return `[${value.map(writeExactly).join(',')}]`;
	if (value === null || typeof value !== 'object') return JSON.stringify(value);
	const fields = Object.entries(value).map(([key, field]) => `${JSON.stringify(key)}:${writeExactly(field)}`);
	return `{${fields.join(',')}}`;
}

export type LongLike = bigint | number | string;

const longest = 2n ** 63n - 1n;

/** undefined for anything that is not the decimal text of a Java Long. */
export function readLong(text: string): bigint | undefined {
	if (!/^-?\d{1,19}$/.test(text)) return undefined;
	const value = BigInt(text);
	return value <= longest && value >= -longest - 1n ? value : undefined;
}

/** For ids a test hands in. A number that has already lost digits is a mistake in the test: say so. */
export function toLong(value: LongLike): bigint {
	if (typeof value === 'number' && !Number.isSafeInteger(value)) {
		throw new RangeError(`${value} is not an exact integer: write the id as a string or a bigint`);
	}
	const long = readLong(String(value));
	if (long === undefined) throw new RangeError(`${value} is not a Java Long`);
	return long;
}

/** With ordinary numbers where they are exact, and text where they would not be. */
export function plain(value: Json): Json {
	if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
	if (Array.isArray(value)) return value.map(plain);
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, plain(field)]));
}
