/** CSV by RFC 4180, with cells that a spreadsheet program shows instead of running. */

/** How a formula starts in Excel, LibreOffice and Google Sheets; in full width with Chinese or Japanese input. */
const FORMULA = /^[=+\-@＝＋－＠]/;
/** They ignore these at the start of a cell. */
const SKIPPED = /^[\s\0\u200b\ufeff]+/;
const BREAKS_OUT = /^[\t\r\n]/;
/** `-5`, `+3.14`, `-1,234.50`, `-1.38E+10`, `+12%` */
const NUMBER = /^[+-]?(\d[\d,]*(\.\d+)?|\.\d+)(e[+-]?\d+)?%?$/i;
/** `+86 138 0013 8000`, `+1 (555) 123-4567`; without letters it cannot call a function. */
const PHONE = /^[+＋] ?[\d(][\d ().-]*$/;
/**
 * A formula after a separator inside the text. Where semicolons or tabs separate columns, as in Excel with German
 * settings, it gets its own cell. Only a formula that calls a function: a list with hyphens stays as it is.
 */
const INNER_FORMULA = /([;\t\r\n][ "]*)(?=[=+\-@＝＋－＠][^;\t\r\n]*[(|!（｜！])/g;
/** A quick test that most cells fail. */
const SUSPICIOUS = /^[\s\0\u200b\ufeff=+\-@＝＋－＠]|[;\t\r\n]/;
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
	const safe = text.replace(INNER_FORMULA, "$1'");
	const visible = safe.replace(SKIPPED, '').trimEnd();
	if (!FORMULA.test(visible) && !BREAKS_OUT.test(safe)) return safe;
	return NUMBER.test(visible) || PHONE.test(visible) ? safe : `'${safe}`;
}
