/** CSV as RFC 4180 has it, with cells that a spreadsheet program shows instead of running them. */

/** What Excel, LibreOffice and Google Sheets begin a formula with; the wide forms where Chinese or Japanese is typed. */
const FORMULA = /^[=+\-@＝＋－＠]/;
/** They take what follows these for the beginning of the cell. */
const PASSED_OVER = /^[\s\0\u200b\ufeff]+/;
const BREAKS_OUT = /^[\t\r\n]/;
/** `-5`, `+3.14`, `-1,234.50`, `-1.38E+10`, `+12%` */
const NUMBER = /^[+-]?(\d[\d,]*(\.\d+)?|\.\d+)(e[+-]?\d+)?%?$/i;
/** `+86 138 0013 8000`, `+1 (555) 123-4567`: without letters it calls nothing. */
const PHONE = /^[+＋] ?[\d(][\d ().-]*$/;
/**
 * A formula behind a separator within the text. Where semicolons or tabs separate columns, as in Excel with German
 * settings, it has a cell of its own. Only one that calls something: a list with hyphens stays as it is.
 */
const INNER_FORMULA = /([;\t\r\n][ "]*)(?=[=+\-@＝＋－＠][^;\t\r\n]*[(|!（｜！])/g;
/** Most cells are none of all that. */
const SUSPICIOUS = /^[\s\0\u200b\ufeff=+\-@＝＋－＠]|[;\t\r\n]/;
/** LibreOffice splits at semicolons and tabs as well as at commas, unless they stand in quotes. */
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
	const visible = safe.replace(PASSED_OVER, '').trimEnd();
	if (!FORMULA.test(visible) && !BREAKS_OUT.test(safe)) return safe;
	return NUMBER.test(visible) || PHONE.test(visible) ? safe : `'${safe}`;
}
