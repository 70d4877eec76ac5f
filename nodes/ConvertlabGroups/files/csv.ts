/** CSV as RFC 4180 has it, and cells that a spreadsheet program shows instead of running them. */

/** What Excel, LibreOffice and Google Sheets begin a formula with; the wide forms too, where Chinese or Japanese is typed. */
const FORMULA = /^[=+\-@＝＋－＠]/;
/** They run a formula behind these as well. */
const PASSED_OVER = /^[\s\0\u200b\ufeff]+/;
const BREAKS_OUT = /^[\t\r\n]/;
/** `-5`, `+3.14`, `-1,234.50`, `1.38E+10`, `+12%` */
const NUMBER = /^[+-]?\d[\d,]*(\.\d+)?(e[+-]?\d+)?%?$/i;
/** `+86 138 0013 8000`, `+1 (555) 123-4567`: without letters it can call nothing. */
const PHONE = /^\+ ?[\d(][\d ().-]*$/;
/**
 * A formula behind a separator within a cell: where a semicolon or a tab separates columns, a spreadsheet program sees a
 * cell of its own there. Only one that calls something; a list with hyphens stays as it is.
 */
const INNER_FORMULA = /([;\t\r\n] *)(?=[=+\-@＝＋－＠][^;\t\r\n]*[(|!（｜！])/g;
/** LibreOffice takes semicolons and tabs for separators beside the comma, unless they stand in quotes. */
const TO_QUOTE = /[",\r\n;\t]/;

/** One cell. @param escapes whether to put an apostrophe in front of what would run as a formula */
export function cell(value: unknown, escapes: boolean): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	const plain = typeof value === 'string' ? value : JSON.stringify(value);
	const text = escapes ? asText(plain) : plain;
	return TO_QUOTE.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function asText(text: string): string {
	const safe = text.replace(INNER_FORMULA, "$1'");
	const visible = safe.replace(PASSED_OVER, '').trimEnd();
	if (!FORMULA.test(visible) && !BREAKS_OUT.test(safe)) return safe;
	return NUMBER.test(visible) || PHONE.test(visible) ? safe : `'${safe}`;
}
