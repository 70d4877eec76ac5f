/**
 * A phone number as the code holds it: the eleven digits of a Chinese mobile number, `+1 4155552671` (plus, country
 * code, one space, number) of another country, or the bare digits where no country is named. One number has one form,
 * however it was written, so forms can be compared.
 */
export type MobileNumber = string;

const WRITTEN = /^\+?[\d\s.\-‐‑‒–—−]+$/u;
const FEWEST_DIGITS = 7;
const MOST_DIGITS = 15;
/** E.164: no country code begins with another one. All others have three digits. */
const SHORT_COUNTRY_CODES = /^(?:[17]|20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** The number in a text, however it is written, or undefined when there is none. */
export function readMobile(written: string): MobileNumber | undefined {
	const text = written
		.normalize('NFKC')
		// Phones copy numbers with invisible marks around them, and spreadsheets put an apostrophe in front of text.
		.replace(/\p{Cf}/gu, '')
		.trim()
		.replace(/^'/, '')
		// In +44 (0)20 … the zero is for callers at home.
		.replace(/(?<=\+.*)\(0\)/, '')
		.replace(/[()[\]]/g, '');
	if (!WRITTEN.test(text)) return undefined;
	const dialled = text.replace(/\D/g, '');
	const isInternational = text.startsWith('+') || /^00[1-9]/.test(dialled);
	const digits = isInternational ? dialled.replace(/^00/, '') : dialled;
	if (digits.length < FEWEST_DIGITS || digits.length > MOST_DIGITS) return undefined;
	if (/^86\d{11}$/.test(digits)) return digits.slice(2);
	if (!isInternational) return digits;
	const code = SHORT_COUNTRY_CODES.exec(digits)?.[0] ?? digits.slice(0, 3);
	return `+${code} ${digits.slice(code.length)}`;
}

/** How DM Hub may have stored a number: plain, or, in tenants with global numbers, with the country code in front. */
export const storedForms = (number: MobileNumber): string[] =>
	/^\d{11}$/.test(number) ? [number, `+86 ${number}`] : [number];
