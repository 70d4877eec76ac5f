import type { Person } from '../api/identification';
import { readMobile } from '../api/mobileNumber';
import { kindOf, quote } from '../api/quote';
import { InvalidParameter } from './invalidParameter';

/** Readers of what identifies a person: each reads one parameter value; throws an InvalidParameter with an example. */

const LONGEST_VALUE = 128;
export const LONGEST_TYPE = 32;

/** What forms, spreadsheets and programs write for a missing value. */
const PLACEHOLDER = /^(?:#?n\/a|null|undefined|nan|none|-+|—|无)$/i;
const SHORTENED = /^\d+(?:[.,]\d+)?e\+?\d+$/i;

export function mobilePerson(raw: unknown, name: string): Person {
	const given = textIn(raw, name, MOBILE_EXAMPLE);
	const key = readMobile(given);
	if (key !== undefined) return { key, given };
	if (SHORTENED.test(given))
		throw new InvalidParameter(
			`${name} ${quote(given)} has lost its digits: a spreadsheet has shortened it`,
			'Read the column as text: format it as text in the spreadsheet, then enter the numbers again.',
			{ forModel: 'Ask for the number with all its digits.' },
		);
	const digits = given.replace(/\D/g, '').length;
	const why =
		/[^\d\s()+.[\]\-‐‑‒–—−＋（）－．０-９\p{Cf}']/u.test(given) || digits === 0
			? ''
			: digits < 7
				? `: ${digits} digits are too few`
				: digits > 15
					? `: ${digits} digits are too many for one number`
					: '';
	throw new InvalidParameter(`${name} ${quote(given)} is not a phone number${why}`, MOBILE_EXAMPLE);
}

const MOBILE_EXAMPLE =
	'Enter it as 13800138000 or +86 13800138000; numbers of other countries with the country code, such as +1 4155552671.';

export function emailPerson(raw: unknown, name: string): Person {
	const given = textIn(raw, name, EMAIL_EXAMPLE);
	const text = given.normalize('NFKC').replace(/\p{Cf}/gu, '');
	if (!/^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(text))
		throw new InvalidParameter(`${name} ${quote(given)} is not an email address`, EMAIL_EXAMPLE);
	checkLength(text, name);
	return { key: text.toLowerCase(), given: text };
}

const EMAIL_EXAMPLE = 'Enter one address, such as name@example.com.';

export function wechatPerson(raw: unknown, name: string): Person {
	const example = 'It looks like o6_bmjrPTlm6_2sgVt7hMZOPfL2M: letters, digits, hyphens and underscores.';
	const given = textIn(raw, name, example);
	if (!/^[\w-]+$/.test(given)) throw new InvalidParameter(`${name} cannot be ${quote(given)}`, example);
	checkLength(given, name);
	return { key: given, given };
}

export function identityPerson(raw: unknown, name: string): Person {
	const given = textIn(raw, name, 'Enter the value exactly as in DM Hub, such as a member number.');
	checkLength(given, name);
	return { key: given, given };
}

function textIn(raw: unknown, name: string, example: string): string {
	if (typeof raw === 'number' && Number.isSafeInteger(raw)) return String(raw);
	if (typeof raw === 'bigint') return String(raw);
	if (typeof raw === 'number')
		throw new InvalidParameter(
			`${name} cannot be ${quote(raw)}: as a number it has lost digits`,
			`Pass it as text. ${example}`,
		);
	if (typeof raw !== 'string')
		throw new InvalidParameter(`${name} must be text, not ${kindOf(raw)}`, example);
	const text = raw.trim();
	if (PLACEHOLDER.test(text)) throw new InvalidParameter(`${name} cannot be ${quote(text)}`, example);
	return text;
}

function checkLength(text: string, name: string): void {
	if (text.length > LONGEST_VALUE)
		throw new InvalidParameter(
			`${name} has ${text.length} characters; DM Hub takes at most ${LONGEST_VALUE}`,
			'Check that the field holds one value only.',
		);
}
