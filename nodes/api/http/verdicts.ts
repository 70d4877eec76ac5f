import type { Request } from '../request';

const TOKEN_CODES = new Set(['40001', '40002', '40014', '42001']);
/** An illegal parameter, and an id that does not exist or may not be used. Recorded, and unrelated to the token. */
const OTHER_CODES = new Set(['40004', '40201']);
const TOKEN_WORDS = /token|令牌/i;
const SIZE_WORDS =
	/too many (items|customers|ids|members|records)|(uri|url|request|entity|body|batch)[\w -]{0,60}too (long|large|big)|at most \d+ (items|customers|ids)|超过.{0,12}(上限|最大)|数量过多/i;

/**
 * Whether a refusal is about the access token. The codes are customary but not documented, so words that mention the
 * token count, too. Words that only quote what was sent, such as a group named “Token Club”, do not.
 */
export function blamesToken(
	request: Request,
	httpStatus: number,
	code: string | undefined,
	words: string,
): 'surely' | 'by its words' | false {
	if (httpStatus === 401 || (code !== undefined && TOKEN_CODES.has(code))) return 'surely';
	if (code !== undefined && OTHER_CODES.has(code)) return false;
	if (!TOKEN_WORDS.test(words)) return false;
	const own = textsIn(request).reduce((text, sent) => text.replaceAll(sent, ''), words);
	return TOKEN_WORDS.test(own.replace(/access_token=\S*/g, '')) ? 'by its words' : false;
}

export const isSizeRefusal = (httpStatus: number, words: string): boolean =>
	httpStatus === 413 || httpStatus === 414 || SIZE_WORDS.test(words);

/** The texts of a request that mention a token and that a server may quote; the longest first, since one may contain another. */
function textsIn({ path, query, body }: Request): string[] {
	const texts = [path, ...Object.values(query ?? {}).map(String)];
	if (body !== undefined) {
		JSON.parse(body, (_key, value: unknown) => {
			if (typeof value === 'string') texts.push(value, value.trim(), JSON.stringify(value).slice(1, -1));
			return value;
		});
	}
	return texts.filter((text) => TOKEN_WORDS.test(text)).sort((one, other) => other.length - one.length);
}
