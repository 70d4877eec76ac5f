/** CSV by RFC 4180, with cells that a spreadsheet program shows instead of running. */

/** How a formula starts in Excel, LibreOffice and Google Sheets; in full width with Chinese or Japanese input. */
const FORMULA = /^[=+\-@＝＋－＠]/;
/** They ignore these at the start of a cell. */
const SKIPPED = /^[\s\0\u200b\ufeff]+/;
const BREAKS_OUT = /^[\t\r\n]/;
/** `-5`, `+3.14`, `-1,234.50`, `-1.38E+10`, `+12%` */
const NUMBER = /^[+-]?(\d[\d,]*(\.\d+)?|\.\d+)(e[+-]?\d+)?%?$/i;
/** `+86 138 0013 8000`, `+1 (555) 123-4567`, seven digits at least; without letters it cannot call a function. */
const PHONE = /^[+＋] ?\(?\d(?:[ ().-]*\d){6,}[ ().-]*$/;
/** A quick test that most cells fail. */
const SUSPICIOUS = /^[\s\0\u200b\ufeff=+\-@＝＋－＠]/;
/** LibreOffice also splits at semicolons and tabs, unless they are quoted. */
const TO_QUOTE = /[",\r\n;\t]/;

/** One cell. @param escapes whether to put an apostrophe in front of what would run as a formula */
export function cell(value: unknown, escapes: boolean): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	const given = typeof value === 'string' ? value : JSON.stringify(value);
	const text = escapes && SUSPICIOUS.test(given) ? withoutFormulas(given) : given;
	return TO_QUOTE.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function withoutFormulas(text: string): string {
	const visible = text.replace(SKIPPED, '').trimEnd();
	if (!FORMULA.test(visible) && !BREAKS_OUT.test(text)) return text;
	return NUMBER.test(visible) || PHONE.test(visible) ? text : `'${text}`;
}
