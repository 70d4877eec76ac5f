import { isUnreadable, readWritten, type Reading, type Unreadable } from './reading';

/** A date as it was written, in parts; what it means may depend on a time zone. */
export interface WrittenDate {
	/** `1990-05-31`, a calendar date. */
	day: string;
	/** `18:30:00.000`, undefined for a date alone. `24:00:00.000` is the end of the day. */
	time?: string;
	/** `Z` or `+08:00`, where one was written. */
	offset?: string;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NAMED_MONTH =
	'(?<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)[.]?';
const WEEKDAY = '(?:(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?';
/** Behind a date: 星期四, （周四）. */
const CHINESE_WEEKDAY = '(?: ?[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?)?';

const SECOND = String.raw`(?<second>\d{2})(?:[.,](?<fraction>\d+))?秒?`;
const CLOCK = String.raw`(?<hour>\d{1,2})[:时点](?<minute>\d{2})(?:[:分]${SECOND}|分)?`;
/** Twelve hours have their half in front in Chinese, and behind in English. */
const TIME = String.raw`(?:(?<half>上午|下午) ?)?${CLOCK}(?: ?(?<behind>[AP][.]?M[.]?))?`;
const OFFSET = String.raw`(?<offset>Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}(?::?\d{2})?)`;
const MOMENT = `${TIME}(?: ?${OFFSET})?`;
const MARK = '(?<mark>[-/.‐–—−])';

const FORMS = [
	String.raw`(?<year>\d{4})${MARK}(?<month>\d{1,2})\k<mark>(?<date>\d{1,2})${CHINESE_WEEKDAY}(?:(?:T| +|(?<!\d)|(?=[上下]午))${MOMENT})?`,
	String.raw`(?<year>\d{4}) ?年 ?(?<month>\d{1,2}) ?月 ?(?<date>\d{1,2})(?: ?[日号]${CHINESE_WEEKDAY}(?: *${MOMENT})?)?`,
	String.raw`(?<year>\d{4})(?<month>\d{2})(?<date>\d{2})(?:(?:T| +)${MOMENT})?`,
	// Day and month, in whichever order.
	String.raw`(?<first>\d{1,2})${MARK}(?<other>\d{1,2})\k<mark>(?<year>\d{4})(?:,? +${MOMENT})?`,
	// RFC 2822, and what JavaScript makes of a Date.
	String.raw`${WEEKDAY}(?<date>\d{1,2})(?:st|nd|rd|th)?[ -]${NAMED_MONTH},?[ -](?<year>\d{4})(?:,? +${MOMENT})?`,
	String.raw`${WEEKDAY}${NAMED_MONTH} (?<date>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4})(?:,? +${MOMENT}(?: \([^()]*\))?)?`,
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
	const { year, minute, second = '00', fraction = '', offset } = parts;
	const two = (digits: string | number | undefined) => String(digits).padStart(2, '0');
	const inYear = monthAndDate(parts);
	if (inYear === undefined) return EITHER_ORDER;
	const day = `${year}-${inYear.map(two).join('-')}`;
	if (!isDay(day)) return { wrong: 'is not a calendar date' };
	if (parts.hour === undefined) return { value: { day } };
	const hour = hourOf(Number(parts.hour), parts.half ?? parts.behind);
	const time = `${two(hour)}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}`;
	const zone = offsetOf(offset);
	if (!/^(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}|24:00:00\.000)$/.test(time) || zone === null)
		return { wrong: 'has a time that does not exist' };
	return { value: { day, time, ...(zone === undefined ? {} : { offset: zone }) } };
}

/** Undefined where either number may be the day: `05/06/1990`. `31/05/1990` and `05/31/1990` are one day. */
function monthAndDate({ first, other, month, name, date }: Record<string, string | undefined>) {
	if (first === undefined)
		return [
			name === undefined ? Number(month) : MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1,
			Number(date),
		];
	const [one, two] = [Number(first), Number(other)];
	if (one !== two && one <= 12 && two <= 12) return undefined;
	return one > 12 ? [two, one] : [one, two];
}

/** @returns NaN for an hour that this half of the day does not have */
function hourOf(hour: number, half: string | undefined): number {
	if (half === undefined) return hour;
	const isAfternoon = /^(?:p|下)/i.test(half);
	// 下午18:30 says it twice.
	if (isAfternoon && hour > 12 && hour < 24) return hour;
	if (hour > 12 || (isAfternoon && hour === 0)) return Number.NaN;
	return (hour % 12) + (isAfternoon ? 12 : 0);
}

/** @returns null for one that no place has */
function offsetOf(written: string | undefined): string | undefined | null {
	if (written === undefined) return undefined;
	const [, sign, hours, minutes = '00'] = /([+-])(\d{2}):?(\d{2})?$/.exec(written) ?? [];
	if (sign === undefined) return 'Z';
	const exists = Number(`${hours}${minutes}`) <= (sign === '+' ? 1400 : 1200) && Number(minutes) < 60;
	return exists ? `${sign}${hours}:${minutes}` : null;
}

/** JavaScript takes 30 February for 1 March, and years below 100 for those of the last century. */
function isDay(iso: string): boolean {
	const date = new Date(`${iso}T00:00:00Z`);
	return (
		Number(iso.slice(0, 4)) >= 100 && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)
	);
}

const YEAR_FIRST = 'Write the year first, such as 2024-05-31.';

const EITHER_ORDER: Unreadable = {
	wrong: 'is ambiguous: day and month could be swapped',
	advice: YEAR_FIRST,
};

/** `90-05-31`: the year may stand in front or behind. */
const NO_ORDER: Unreadable = {
	wrong: 'is a date whose order of day, month and year is unclear',
	advice: YEAR_FIRST,
};

const whyNoDate = (text: string): Unreadable =>
	/^\d{1,2}[-/. ]\d{1,2}[-/. ](?:\d{4}|\d{2})(?!\d)/.test(text) ? NO_ORDER : { wrong: 'is not a date' };
