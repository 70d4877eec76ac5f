import { tryToParseDateTime } from 'n8n-workflow';
import { isBlank, kindOf, quote, type Field } from './fields';
import { Misuse } from './misuse';

/** A moment that becomes exact once the workflow's time zone is known, where it was written without an offset. */
export interface Moment {
	/** As DM Hub wants it: UTC, `2016-11-11T11:11:11`, no zone suffix. */
	inUtc(zone: string): string;
	/** Whether it was written without an offset. */
	needsZone: boolean;
}

const ISO = /^\d{4}[-/]\d{2}[-/]\d{2}/;
const DATE_ONLY = /^\d{4}[-/]\d{2}[-/]\d{2}$/;
const WITH_OFFSET = /(Z|GMT|UTC|[+-]\d{2}(:?\d{2})?)$/i;

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
			raw instanceof Date ||
			(typeof raw === 'object' && typeof (raw as { toISO?: unknown }).toISO === 'function');
		const text = typeof raw === 'string' ? raw.trim() : '';
		// Other forms, such as 05/06/2024, would be read in the time zone of the server and in an order nobody chose.
		if (!isDate && !ISO.test(text) && !WITH_OFFSET.test(text)) throw notADate(shown.displayName, raw);
		const value = isDate ? raw : ISO.test(text) ? text.replaceAll('/', '-') : text;
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
			needsZone: !isDate && (DATE_ONLY.test(text) || !WITH_OFFSET.test(text)),
			inUtc: (zone) => inZone(zone).toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss"),
		};
	},
});

const notADate = (name: string, raw: unknown): Misuse =>
	new Misuse(
		`${name} is not a date: ${typeof raw === 'object' ? kindOf(raw) : quote(raw)}`,
		'Enter it as 2024-05-31 or 2024-05-31T18:30:00, with an offset such as +08:00 where it is not in the workflow’s time zone.',
	);
