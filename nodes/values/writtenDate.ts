import { isUnreadable, readWritten, type Reading, type Unreadable } from './reading';

/** A date as it was written, in parts; what it means may depend on a time zone. */
export interface WrittenDate {
	/** `1990-05-31`, a day of the calendar. */
	day: string;
	/** `18:30:00.000`, undefined for a date alone. `24:00:00.000` is the end of the day. */
	time?: string;
	/** `Z` or `+08:00`, where one was written. */
	offset?: string;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const TIME = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d+))?)?`;
const OFFSET = String.raw`(?<offset>Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}(?::?\d{2})?)`;
const WEEKDAY = '(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?';
const NAMED_MONTH = `(?<name>${MONTHS.join('|')})`;

const FORMS = [
	String.raw`(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<date>\d{1,2})(?:(?:T| +)${TIME}(?: ?${OFFSET})?)?`,
	String.raw`(?<year>\d{4}) ?年 ?(?<month>\d{1,2}) ?月 ?(?<date>\d{1,2}) ?[日号](?: *${TIME}(?: ?${OFFSET})?)?`,
	String.raw`(?<year>\d{4})(?<month>\d{2})(?<date>\d{2})(?:(?:T| +)${TIME}(?: ?${OFFSET})?)?`,
	// RFC 2822, and what JavaScript makes of a Date.
	String.raw`${WEEKDAY}(?<date>\d{1,2}) ${NAMED_MONTH} (?<year>\d{4}) ${TIME} ${OFFSET}`,
	String.raw`${WEEKDAY}${NAMED_MONTH} (?<date>\d{1,2}) (?<year>\d{4}) ${TIME} ${OFFSET}(?: \([^()]*\))?`,
].map((form) => new RegExp(`^${form}$`, 'i'));

/** A date in any form whose day and month cannot be mistaken: text, digits, a Date or a DateTime of Luxon. */
export function readWrittenDate(raw: unknown, isMissing: (text: string) => boolean): Reading<WrittenDate> {
	const written = readWritten(isoOf(raw) ?? raw, isMissing);
	if (isUnreadable(written)) return written;
	const text = written.value.plain;
	const parts = FORMS.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
	return parts === undefined ? whyNoDate(text) : dateOf(parts);
}

/** Objects come from another realm (n8n’s expressions), so that `instanceof` says nothing. */
function isoOf(raw: unknown): string | undefined {
	if (typeof raw !== 'object' || raw === null) return undefined;
	const { toISO, toISOString } = raw as { toISO?: () => unknown; toISOString?: () => unknown };
	try {
		const iso = typeof toISO === 'function' ? toISO.call(raw) : toISOString?.call(raw);
		return typeof iso === 'string' ? iso : 'Invalid Date';
	} catch {
		return 'Invalid Date';
	}
}

function dateOf(parts: Record<string, string | undefined>): Reading<WrittenDate> {
	const { year, month, name, date, hour, minute, second = '00', fraction = '', offset } = parts;
	const two = (digits: string | number | undefined) => String(digits).padStart(2, '0');
	const monthNumber = name === undefined ? Number(month) : MONTHS.indexOf(name.toLowerCase()) + 1;
	const day = `${year}-${two(monthNumber)}-${two(date)}`;
	if (!isDay(day)) return { wrong: 'is not a day of the calendar' };
	if (hour === undefined) return { value: { day } };
	const time = `${two(hour)}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}`;
	const zone = offsetOf(offset);
	if (!/^(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}|24:00:00\.000)$/.test(time) || zone === null)
		return { wrong: 'has a time that does not exist' };
	return { value: { day, time, ...(zone === undefined ? {} : { offset: zone }) } };
}

/** @returns null for one that no place has */
function offsetOf(written: string | undefined): string | undefined | null {
	if (written === undefined) return undefined;
	const [, sign, hours, minutes = '00'] = /([+-])(\d{2}):?(\d{2})?$/.exec(written) ?? [];
	if (sign === undefined) return 'Z';
	return Number(hours) <= 14 && Number(minutes) < 60 ? `${sign}${hours}:${minutes}` : null;
}

/** JavaScript takes 30 February for 1 March, and years below 100 for those of the last century. */
function isDay(iso: string): boolean {
	const date = new Date(`${iso}T00:00:00Z`);
	return (
		Number(iso.slice(0, 4)) >= 100 && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)
	);
}

const whyNoDate = (text: string): Unreadable =>
	/^\d{1,2}[-/. ]\d{1,2}[-/. ](?:\d{4}|\d{2})(?!\d)/.test(text)
		? {
				wrong: 'is a date whose order of day, month and year nobody can tell',
				advice: 'Write the year first: 1990-05-31.',
			}
		: { wrong: 'is not a date' };
