import { DateTime } from 'luxon';
import { readDay } from '../../nodes/values/day';
import { isUnreadable } from '../../nodes/values/reading';

/** What is no day, or not for certain, and the fact that its refusal tells. */

test.each([
	['1990-05-31abc', /not a date.*1990-05-31/],
	['05/06/1990', /ambiguous: day and month could be swapped.*year first/],
	['5-6-1990', /day and month could be swapped/],
	['12.05.1990', /day and month could be swapped/],
	['31.13.1990', /not a calendar date/],
	['30/2/1990', /not a calendar date/],
	['May 32, 1990', /not a calendar date/],
	['31 May 90', /not a date/],
	['31 Mayor 1990', /not a date/],
	['5月31日', /not a date/],
	['1990年5月31:30', /not a date/],
	['90-05-31', /order of day, month and year is unclear.*year first/],
	['05/06/1990 10:00:00 +08:00', /day and month could be swapped/],
	['1990-02-30', /not a calendar date/],
	['1900-02-29', /not a calendar date/],
	['1990-13-01', /not a calendar date/],
	['19900231', /not a calendar date/],
	['0090-05-31', /not a calendar date/],
	['1990-05/31', /not a date/],
	['1990-05', /not a date/],
	['1990年', /not a date/],
	['1990', /a year, not a day/],
	['1990.5', /not a date/],
	['5.31', /not a date/],
	['0531', /not a date/],
	['1990-05-31 星期八', /not a date/],
	['19900531000000', /not a date/],
	[1990, /a year, not a day/],
	[0, /not a date/],
	[60, /not a date/],
	[-5, /not a date/],
	[80_001, /not a date/],
	['643852800', /not a date/],
	[643852800000, /not a date/],
	['1990-05-31 25:00', /a time that does not exist/],
	['1990-05-31 10:60', /a time that does not exist/],
	['1990-05-31T10:00:00+25:00', /a time that does not exist/],
	['1990-05-31 24:00:00', /either of two days/],
	['1990-05-31 18:30 AM', /a time that does not exist/],
	['1990-05-31 0:30 PM', /a time that does not exist/],
	['1990-05-31 24:00 PM', /a time that does not exist/],
	['1990-05-31T', /not a date/],
	['今天', /not a date/],
	['1990-05-31\ufffd', /wrong encoding/],
	[new Date('x'), /not a date/],
	[DateTime.invalid('x'), /not a date/],
	[{}, /not a date/],
	[true, /true or false/],
])('%p is no birthday, and it says why', (written, fact) => {
	const day = readDay(written, 'Asia/Shanghai');
	expect(isUnreadable(day) ? `${day.wrong}. ${day.advice}` : `read as ${day.value}`).toMatch(fact);
});
