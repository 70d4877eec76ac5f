import { tryToParseDateTime } from 'n8n-workflow';
import { advised, isUnreadable, type Reading } from './reading';
import { readWrittenDate } from './writtenDate';

/** A moment that becomes exact once the workflow’s time zone is known, where it was written without an offset. */
export interface Moment {
	/** Whether it was written without an offset. */
	needsZone: boolean;
	/** As DM Hub expects it: UTC, `2016-11-11T11:11:11`, without a zone suffix. @param zone IANA name */
	inUtc(zone: string): string;
}

const ADVICE =
	'Enter it as 2024-05-31 or 2024-05-31T18:30:00, with an offset such as +08:00 where it is not in the workflow’s time zone.';

/** Only an empty field leaves a range open: an end that came out as `n/a` must not mean everything. */
const noWordIsMissing = () => false;

/**
 * One end of a range of time. Both ends belong to it: a date alone is the beginning of that day, or its end.
 */
export function readMoment(raw: unknown, dateAloneIs: 'start' | 'end'): Reading<Moment> {
	const date = readWrittenDate(raw, noWordIsMissing);
	if (isUnreadable(date)) return advised(date, ADVICE);
	const { day, time, offset } = date.value;
	return {
		value: {
			needsZone: offset === undefined,
			inUtc: (zone) => {
				const parsed = tryToParseDateTime(`${day}T${time ?? '00:00:00'}${offset ?? ''}`, zone);
				// Where clocks are set back an hour comes twice: a range holds both.
				const times = offset === undefined ? parsed.getPossibleOffsets() : [parsed];
				times.sort((one, other) => one.toMillis() - other.toMillis());
				const moment = dateAloneIs === 'start' ? times[0] : times[times.length - 1];
				return (time === undefined && dateAloneIs === 'end' ? moment.endOf('day') : moment)
					.toUTC()
					.toFormat("yyyy-MM-dd'T'HH:mm:ss");
			},
		},
	};
}
