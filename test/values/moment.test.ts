import { DateTime } from 'luxon';
import { readMoment } from '../../nodes/values/moment';
import { isUnreadable } from '../../nodes/values/reading';

const [shanghai, newYork] = ['Asia/Shanghai', 'America/New_York'];

const inUtc = (written: unknown, zone: string, end: 'start' | 'end' = 'start'): unknown => {
	const moment = readMoment(written, end);
	if (!isUnreadable(moment)) return [moment.value.inUtc(zone), moment.value.needsZone];
	return moment.isMissing ? null : `refused: ${moment.wrong}. ${moment.advice}`;
};

test.each([
	['2024-05-31T18:30:00', shanghai, '2024-05-31T10:30:00', true],
	['2024-05-31 18:30', shanghai, '2024-05-31T10:30:00', true],
	['2024-05-31 6:30 PM', shanghai, '2024-05-31T10:30:00', true],
	['2024/5/31下午6:30:00', shanghai, '2024-05-31T10:30:00', true],
	['5/31/2024 12:05 AM', shanghai, '2024-05-30T16:05:00', true],
	['2024/5/31 18:30', shanghai, '2024-05-31T10:30:00', true],
	['2024年5月31日 18:30', shanghai, '2024-05-31T10:30:00', true],
	['20240531', shanghai, '2024-05-30T16:00:00', true],
	['2024-05-31', shanghai, '2024-05-30T16:00:00', true],
	['2024-05-31T18:30:00', newYork, '2024-05-31T22:30:00', true],
	['2024-05-31T24:00:00', shanghai, '2024-05-31T16:00:00', true],
	['2024-05-31T18:30:00+08:00', newYork, '2024-05-31T10:30:00', false],
	['2024-05-31 18:30:00+08', newYork, '2024-05-31T10:30:00', false],
	['2024-05-31T18:30:00.999Z', newYork, '2024-05-31T18:30:00', false],
	['Mon, 06 May 2024 10:00:00 GMT', shanghai, '2024-05-06T10:00:00', false],
	[new Date('2024-05-31T18:30:00Z'), shanghai, '2024-05-31T18:30:00', false],
	[DateTime.fromISO('2024-05-31T18:30:00+08:00', { setZone: true }), newYork, '2024-05-31T10:30:00', false],
	// The hour that New York skips.
	['2024-03-10T02:30:00', newYork, '2024-03-10T07:30:00', true],
])('the moment %p in %s is %s in UTC', (written, zone, utc, needsZone) => {
	expect(inUtc(written, zone)).toEqual([utc, needsZone]);
});

test('an hour that comes twice is in the range as a whole', () => {
	expect(inUtc('2026-11-01 01:30', newYork)).toEqual(['2026-11-01T05:30:00', true]);
	expect(inUtc('2026-11-01 01:30', newYork, 'end')).toEqual(['2026-11-01T06:30:00', true]);
	expect(inUtc('2026-11-01 01:30-05:00', newYork)).toEqual(['2026-11-01T06:30:00', false]);
});

test('a date alone as the end of a range is the end of that day, even of one of 25 hours', () => {
	expect(inUtc('2024-05-31', shanghai, 'end')).toEqual(['2024-05-31T15:59:59', true]);
	expect(inUtc('2024-11-03', newYork, 'end')).toEqual(['2024-11-04T04:59:59', true]);
	expect(inUtc('2024-05-31 00:00', shanghai, 'end')).toEqual(['2024-05-30T16:00:00', true]);
});

test.each([
	...[
		'soon',
		'2024-02-30',
		'2024-05-31T25:00:00',
		'2024-05-31 18:30 AM',
		'05/06/2024',
		'05-06-2024',
		'1717150200',
	],
	...['05/06/2024 10:00:00 +08:00', 'n/a', '无', '0000-00-00', 33024, {}, [], true, new Date('x')],
])('the moment %p is refused: only an empty field leaves a range open', (written) => {
	expect(inUtc(written, shanghai)).toMatch(/^refused: .*\. .*2024-05-31|^refused: .*year first/);
	for (const empty of ['', ' ', null, undefined]) expect(inUtc(empty, shanghai)).toBeNull();
});
