import { tryToParseDateTime } from 'n8n-workflow';
import { advised, isMissingDay, isUnreadable, readWritten, type Reading } from './reading';
import { readWrittenDate, type WrittenDate } from './writtenDate';

const ADVICE = 'Enter it as 1990-05-31.';

/**
 * A day such as `1990-05-31`: a date, a spreadsheet’s day number, or a moment, which is the day of it in the time zone.
 * Midnight with an offset of its own stays the day it was written as: that is how programs write days.
 * @param zone IANA name, `Asia/Shanghai`
 */
export function readDay(raw: unknown, zone: string): Reading<string> {
	const number = dayNumberIn(raw);
	const day = number === undefined ? dayOfDate(raw, zone) : dayOfSpreadsheet(number);
	return isUnreadable(day) ? advised(day, ADVICE) : day;
}

function dayOfDate(raw: unknown, zone: string): Reading<string> {
	const date = readWrittenDate(raw, isMissingDay);
	if (isUnreadable(date)) return date;
	const { day, time, offset } = date.value;
	if (time?.startsWith('24')) return { wrong: 'ends at 24:00, which could mean either of two days' };
	return time === undefined || offset === undefined || time === '00:00:00.000'
		? { value: day }
		: dayInZone(date.value, zone);
}

function dayInZone({ day, time, offset }: WrittenDate, zone: string): Reading<string> {
	const there = tryToParseDateTime(`${day}T${time}${offset}`, zone).setZone(zone).toISODate();
	return there === null
		? { wrong: `is a point in time whose date in the time zone ${zone} cannot be determined` }
		: { value: there };
}

const DAY_IN_MS = 24 * 60 * 60 * 1000;
const LAST_DAY_NUMBER = 80_000;
/** A year alone: as day numbers they are days of 1905, when nobody’s customer was born. */
const [FIRST_YEAR, LAST_YEAR] = [1900, 2100];

/** The number where a value has too few digits for year, month and day. `0531` is no number of a spreadsheet. */
function dayNumberIn(raw: unknown): number | undefined {
	if (typeof raw === 'number') return raw < 1_000_000 ? raw : undefined;
	const written = typeof raw === 'string' ? readWritten(raw, isMissingDay) : undefined;
	if (written === undefined || isUnreadable(written)) return undefined;
	return /^[1-9]\d{0,5}(?:\.\d+)?$/.test(written.value.plain) ? Number(written.value.plain) : undefined;
}

/** Decimals are a time, but `5.31` and `1990.5` are no days of 1900. Excel’s days count from 1 January 1900, and it believes in a 29 February of that year, day 60. */
function dayOfSpreadsheet(number: number): Reading<string> {
	const day = Math.floor(number);
	if (number === day && day >= FIRST_YEAR && day <= LAST_YEAR) return { wrong: 'is a year, not a day' };
	const isEarly = number !== day && day <= LAST_YEAR;
	if (day < 1 || day > LAST_DAY_NUMBER || day === 60 || isEarly) return { wrong: 'is not a date' };
	const daysFrom1970 = day - (day < 60 ? 25_568 : 25_569);
	return { value: new Date(daysFrom1970 * DAY_IN_MS).toISOString().slice(0, 10) };
}
