import fc from 'fast-check';
import { DateTime } from 'luxon';
import { readDay } from '../../nodes/values/day';
import { isUnreadable, type Reading } from '../../nodes/values/reading';
import { runs } from '../properties/runs';

const [shanghai, newYork] = ['Asia/Shanghai', 'America/New_York'];

const told = (reading: Reading<unknown>): unknown =>
	isUnreadable(reading)
		? reading.isMissing
			? null
			: `refused: ${reading.wrong}. ${reading.advice}`
		: reading.value;

test.each([
	...[
		'1990-05-31',
		'1990/05/31',
		'1990.05.31',
		'1990/5/31',
		'19900531',
		19900531,
		'1990年5月31日',
		'1990年05月31号',
	],
	...[
		'1990 年 5 月 31 日',
		'１９９０－０５－３１',
		'\ufeff1990-05-31 ',
		"'1990-05-31",
		'1990-05-31 00:00:00',
	],
	...[
		'1990/5/31 0:00',
		'1990-05-31T18:30',
		'1990-05-31 18:30:00.000',
		'1990年5月31日 18:30',
		33024,
		'33024',
		33024.75,
	],
	...['1990年5月31', '1990年5月31日 下午6:30:00', '1990年5月31日18时30分', '1990年5月31日18点30分15秒'],
	...['1990年5月31日星期四', '1990-05-31 星期四', '1990/5/31（周四）18:30', '1990–05–31'],
	// Which of the two is the day shows where one of them is no month.
	...['31.05.1990', '31/5/1990', '5/31/1990', '05-31-1990', '5/31/1990, 6:30:00 PM', '31/05/1990 18:30'],
	...[
		'31 May 1990',
		'31-May-1990',
		'May 31, 1990',
		'May 31st, 1990',
		'Thu May 31 1990',
		'Thursday, 31 May 1990',
	],
	...[
		'1990-05-31 6:30 PM',
		'1990/5/31 下午6:30',
		'1990/5/31下午18:30',
		'1990/5/31 上午0:30',
		'1990/5/31 上午 12:00:00',
		'May 31, 1990 6:30 p.m.',
	],
	...['1990-05-31T23:59:59', 'Thu May 31 1990 00:00:00 GMT+0900 (China Daylight Time)'],
	...['Thu, 31 May 1990 00:00:00 +0900', '1990-05-31T00:00:00.000000+00'],
])('%p is 31 May 1990 in every time zone', (written) => {
	for (const zone of [shanghai, newYork, 'Pacific/Kiritimati'])
		expect([zone, told(readDay(written, zone))]).toEqual([zone, '1990-05-31']);
});

test.each([
	// A moment is the day of it where the workflow is.
	['1985-01-14T16:00:00.000Z', shanghai, '1985-01-15'],
	['1985-01-14T16:00:00.000Z', newYork, '1985-01-14'],
	['1985-01-14 16:00:00Z', shanghai, '1985-01-15'],
	['Mon, 14 Jan 1985 16:00:00 GMT', shanghai, '1985-01-15'],
	[new Date('1985-01-14T16:00:00Z'), shanghai, '1985-01-15'],
	[DateTime.fromISO('1985-01-14T16:00:00Z'), shanghai, '1985-01-15'],
	// Summer time: Shanghai’s until 1991, New York’s.
	['1990-05-30T15:00:00.000Z', shanghai, '1990-05-31'],
	['1990-05-30T14:59:59Z', shanghai, '1990-05-30'],
	['1992-05-30T15:00:00Z', shanghai, '1992-05-30'],
	['1992-05-30T16:00:00Z', shanghai, '1992-05-31'],
	['2024-07-01T03:30:00Z', newYork, '2024-06-30'],
	['2024-07-01T04:30:00Z', newYork, '2024-07-01'],
	['2024-01-01T04:30:00Z', newYork, '2023-12-31'],
	// Midnight with an offset of its own stays that day, however it is written.
	['1990-05-31T00:00:00+08:00', newYork, '1990-05-31'],
	['1990-05-31T00:00:00Z', newYork, '1990-05-31'],
	[new Date('1990-05-31T00:00:00Z'), newYork, '1990-05-31'],
	[DateTime.fromISO('1990-05-31T00:00:00', { zone: shanghai }), newYork, '1990-05-31'],
	['1990-05-31T00:00:01+08:00', newYork, '1990-05-30'],
	['2000-02-29', shanghai, '2000-02-29'],
	['09/09/1999', shanghai, '1999-09-09'],
	['Sept. 9, 1999', shanghai, '1999-09-09'],
	['1990-05-31 11:30 PM +08:00', newYork, '1990-05-31'],
	['1990-05-31 12:30 AM +08:00', newYork, '1990-05-30'],
	['1990-05-31 下午11:30+08:00', 'Asia/Tokyo', '1990-06-01'],
])('%p in %s is %s', (written, zone, day) => {
	expect(told(readDay(written, zone))).toBe(day);
});

test.each([
	...[
		'0000-00-00',
		'0000-00-00 00:00:00',
		'00000000',
		'0001-01-01',
		'0001-01-01T00:00:00Z',
		'1900-01-00',
		'1900/1/0',
		'00/00/0000',
		'0-0-0000',
		'00.00.0000 00:00:00',
		'1/1/0001 12:00:00 AM',
	],
	...['', ' ', '-', '无', 'null', 'NaT', 'n/a', null, undefined],
])('%p is no birthday, and no mistake', (written) => {
	expect(told(readDay(written, shanghai))).toBeNull();
});

test('a day number of a spreadsheet is its day, with the leap day that 1900 never had', () => {
	const days = [1, 59, 61, 33024, 45_000, 80_000].map((day) => told(readDay(day, shanghai)));
	expect(days).toEqual(['1900-01-01', '1900-02-28', '1900-03-01', '1990-05-31', '2023-03-15', '2119-01-11']);
});

test('every calendar date is read in every form, and no form gives another day', () => {
	const first = Date.UTC(1900, 2, 1);
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 60_000 }), (days) => {
			const date = new Date(first + days * 86_400_000);
			const iso = date.toISOString().slice(0, 10);
			const [year, month, day] = iso.split('-').map(Number);
			const forms = [
				...[
					iso,
					iso.replace(/-/g, '/'),
					iso.replace(/-/g, ''),
					`${year}/${month}/${day}`,
					`${year}年${month}月${day}日`,
				],
				...[
					`${iso} 00:00:00`,
					`${iso}T00:00:00.000Z`,
					date,
					date.toUTCString(),
					// With a fixed offset: Shanghai had days without a midnight.
					DateTime.fromISO(iso, { zone: 'UTC+8' }),
				],
				...(days + 61 >= 1900 && days + 61 <= 2100 ? [] : [days + 61, String(days + 61), `${days + 61}.0`]),
			];
			for (const form of forms) expect([form, told(readDay(form, newYork))]).toEqual([form, iso]);
		}),
		runs(500),
	);
});
