import { tryToParseDateTime } from 'n8n-workflow';
import type { Field } from './fields';
import { InvalidParameter } from './invalidParameter';
import { isBlank } from './rawValue';
import { kindOf, quote } from '../api/quote';

/** A moment that becomes exact once the workflow's time zone is known, where it was written without an offset. */
export interface Moment {
	/** As DM Hub expects it: UTC, `2016-11-11T11:11:11`, without a zone suffix. */
	inUtc(zone: string): string;
	/** Whether it was written without an offset. */
	needsZone: boolean;
}

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;
const ISO = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?( ?(Z|[+-]\d{2}(:?\d{2})?))?)?$/i;
const WITH_OFFSET = /\d{2}:\d{2}(:\d{2}([.,]\d+)?)? ?(Z|GMT|UTC|[+-]\d{2}(:?\d{2})?)$/i;

/**
 * A date and time. A date alone is the beginning of that day, or its end for the `end` of a range, since both ends
 * of a range are part of it.
 */
export const momentField = (
	shown: { displayName: string; name: string; description: string },
	dateAloneIs: 'start' | 'end',
): Field<Moment | undefined> => ({
	property: { ...shown, type: 'dateTime', default: '' },
	read: (raw) => {
		if (isBlank(raw)) return undefined;
		const isDate =
			Object.prototype.toString.call(raw) === '[object Date]' ||
			(typeof raw === 'object' && typeof (raw as { toISO?: unknown }).toISO === 'function');
		const text = typeof raw === 'string' ? raw.trim().replace(/^(\d{4})\/(\d{2})\/(\d{2})/, '$1-$2-$3') : '';
		// Other forms, such as 05/06/2024, would be read in the server's time zone and with day and month in an unknown order.
		if (!isDate && !(ISO.test(text) && isDay(text)) && !(WITH_OFFSET.test(text) && !/^\d{4}-/.test(text)))
			throw notADate(shown.displayName, raw);
		const value = isDate ? raw : text;
		const inZone = (zone: string) => {
			const moment = tryToParseDateTime(value, zone);
			return dateAloneIs === 'end' && DATE_ONLY.test(text) ? moment.endOf('day') : moment;
		};
		try {
			inZone('UTC');
		} catch {
			throw notADate(shown.displayName, raw);
		}
		return {
			needsZone: !isDate && !WITH_OFFSET.test(text),
			inUtc: (zone) => inZone(zone).toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss"),
		};
	},
});

/** JavaScript reads 30 February as 1 March. */
function isDay(text: string): boolean {
	const [year, month, day] = text.slice(0, 10).split('-').map(Number);
	const date = new Date(Date.UTC(year, month - 1, day));
	return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const notADate = (name: string, raw: unknown): InvalidParameter =>
	new InvalidParameter(
		`${name} is not a date: ${typeof raw === 'object' ? kindOf(raw) : quote(raw)}`,
		'Enter it as 2024-05-31 or 2024-05-31T18:30:00, with an offset such as +08:00 where it is not in the workflow’s time zone.',
	);
