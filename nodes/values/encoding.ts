/** Chinese text that was read in an encoding it was not written in, and still has characters, only wrong ones. */

/** What Windows-1252 has between 0x80 and 0x9f, where Latin-1 has control characters. */
const WINDOWS = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
/**
 * Two Chinese characters in UTF-8, three bytes each, and the byte order mark: `å¼ ä¸‰` was 张三. In GBK the mark is 锘, and
 * its last byte one character with the first of the text, or none: `锘縒ang`, `锘挎潕` (李), `锘?138`. Others are names.
 */
const UTF_8 = new RegExp(`(?:[ã-é][\\x80-\\xbf${WINDOWS}]{2}){2}|ï»¿|^锘[緀-縹夸垮挎跨胯块柯棵库裤匡?]`);
/** A Chinese character in GBK, two bytes: `ÕÅÈý` was 张三. */
const GBK = /[\xb0-\xf7][\xa1-\xfe]/g;
const TWO_OF_GBK = /(?:[\xb0-\xf7][\xa1-\xfe]){2}/;
const TWO_LETTERS = /[À-ÖØ-öø-þ].*[À-ÖØ-öø-þ]/s;
/** One of the 3,755 frequent characters, as every name and most words have. */
const FREQUENT = /^[\xb0-\xd7]/;
const GERMAN_ALONE = /^[\x20-\x7eÄÖÜäöüß\s]*$/;
const ASCII_ALONE = /^[\x20-\x7e\s]*$/;

/** The encoding that a text was written in, where it was plainly read in another. */
export function writtenIn(text: string): 'UTF-8' | 'GBK' | undefined {
	if (UTF_8.test(text)) return 'UTF-8';
	if (!TWO_OF_GBK.test(text) || GERMAN_ALONE.test(text)) return undefined;
	// What is none of theirs has an odd letter somewhere (`für åäö`), or none, as `138····8000`.
	const isTheirs = TWO_LETTERS.test(text) && ASCII_ALONE.test(text.replace(GBK, ''));
	return isTheirs && text.match(GBK)?.some((pair) => FREQUENT.test(pair)) ? 'GBK' : undefined;
}
