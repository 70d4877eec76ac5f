import type { IDataObject } from 'n8n-workflow';
import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox } from '../../support/sandbox';

const hub = useSandbox();
const shanghai = 'Asia/Shanghai';
const newYork = 'America/New_York';

async function sent(options: IDataObject, timezone: string) {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 1, { dateCreated: '2000-01-01T00:00:00Z' });
	const run = await runNode(hub(), {
		input: [{ at: '2024-05-31 18:30:00' }],
		parameters: member('count', byId(id), { options } as never),
		timezone,
	});
	const { joinListDateSince, joinListDateTo } = hub().requests[0]?.query ?? {};
	return { ...run, since: joinListDateSince, to: joinListDateTo, url: hub().requests[0]?.url };
}

test.each([
	['2024-05-31T18:30:00', shanghai, '2024-05-31T10:30:00'],
	['2024-05-31 18:30:00', shanghai, '2024-05-31T10:30:00'],
	['2024-05-31T18:30', shanghai, '2024-05-31T10:30:00'],
	['2024-05-31', shanghai, '2024-05-30T16:00:00'],
	['2024-05-31T18:30:00', newYork, '2024-05-31T22:30:00'],
	['2024-12-31T18:30:00', newYork, '2024-12-31T23:30:00'],
	['2024-05-31T18:30:00+08:00', newYork, '2024-05-31T10:30:00'],
	['2024-05-31T18:30:00Z', newYork, '2024-05-31T18:30:00'],
	['2024-05-31T18:30:00.999Z', newYork, '2024-05-31T18:30:00'],
	['2024-02-29T00:00:00', 'UTC', '2024-02-29T00:00:00'],
	['2024/05/31 18:30', shanghai, '2024-05-31T10:30:00'],
	['2024-05-31 6:30 PM', shanghai, '2024-05-31T10:30:00'],
	['Fri, 31 May 2024 18:30:00 GMT', shanghai, '2024-05-31T18:30:00'],
	// The hour that New York skips, and the one it has twice.
	['2024-03-10T02:30:00', newYork, '2024-03-10T07:30:00'],
	['2024-11-03T00:30:00', newYork, '2024-11-03T04:30:00'],
	['2024-11-03T03:30:00', newYork, '2024-11-03T08:30:00'],
	['={{ $json.at }}', shanghai, '2024-05-31T10:30:00'],
	['={{ DateTime.fromISO("2024-05-31T18:30:00+08:00") }}', newYork, '2024-05-31T10:30:00'],
	['={{ DateTime.fromISO("2024-05-31T18:30:00") }}', shanghai, '2024-05-31T10:30:00'],
	['={{ new Date("2024-05-31T18:30:00Z") }}', shanghai, '2024-05-31T18:30:00'],
])('Joined From is sent in UTC: %s in %s', async (joinedFrom, timezone, utc) => {
	const { since, to, json, url } = await sent({ joinedFrom }, timezone);
	expect([since, to]).toEqual([utc, undefined]);
	expect(url).toContain(`joinListDateSince=${utc}`);
	expect(json).toEqual([{ listId: 1, count: expect.any(Number) as number, joinListDateSince: utc }]);
});

test('a date alone as the end includes that day, even one of 25 hours', async () => {
	expect((await sent({ joinedUntil: '2024-05-31' }, shanghai)).to).toBe('2024-05-31T15:59:59');
	hub().reset();
	expect((await sent({ joinedUntil: '2024-11-03' }, newYork)).to).toBe('2024-11-04T04:59:59');
	hub().reset();
	const zulu = await sent({ joinedUntil: '2024-05-31T18:30:00Z' }, shanghai);
	expect(zulu.json).toMatchObject([{ joinListDateTo: '2024-05-31T18:30:00' }]);
});

test('both ends are inclusive, to the second', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	for (const second of ['29', '30', '31', '32'])
		hub().addMembers(id, [second], { dateCreated: `2024-05-31T10:30:${second}Z` });
	const { json, hints } = await runNode(hub(), {
		parameters: member('count', byId(id), {
			options: { joinedFrom: '2024-05-31T18:30:30', joinedUntil: '2024-05-31T18:30:31' },
		}),
		timezone: shanghai,
	});
	expect(json).toEqual([
		{
			listId: 1,
			count: 2,
			joinListDateSince: '2024-05-31T10:30:30',
			joinListDateTo: '2024-05-31T10:30:31',
		},
	]);
	expect(hints).toHaveLength(1);
	expect(hints[0]).toMatch(
		/2024-05-31 10:30:30 until 2024-05-31 10:30:31 UTC, both included;.*Asia\/Shanghai/,
	);
});

test.each([
	['joinedFrom', 'from 2024-05-31 10:30:00 UTC, inclusive;'],
	['joinedUntil', 'until 2024-05-31 10:30:00 UTC, inclusive;'],
])('the hint says of one end alone that it is included: %s', async (end, words) => {
	const { hints } = await sent({ [end]: '2024-05-31T18:30:00' }, shanghai);
	expect(hints[0]).toContain(words);
});

test('the hint leaves out the workflow’s time zone where the range has its own offset', async () => {
	const { hints } = await sent({ joinedFrom: '2024-05-31T18:30:00+08:00' }, newYork);
	expect(hints[0]).toContain('from 2024-05-31 10:30:00 UTC');
	expect(hints[0]).not.toContain('New_York');
});

test('each item has its own dates', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 3, { dateCreated: '2024-05-31T10:30:00Z' });
	const { json } = await runNode(hub(), {
		input: [{ from: '2024-05-31T00:00:00Z' }, { from: '2024-06-01T00:00:00Z' }, {}],
		parameters: member('count', byId(id), { options: { joinedFrom: '={{ $json.from }}' } }),
	});
	expect(json.map(({ count }) => count)).toEqual([3, 0, 3]);
});

test.each([
	['soon', 'Joined From “soon” is not a date'],
	['2024-02-30', 'Joined From “2024-02-30” is not a calendar date'],
	['2024-02-30T10:00:00+08:00', 'Joined From “2024-02-30T10:00:00+08:00” is not a calendar date'],
	['2024-05-31T25:00:00', 'Joined From “2024-05-31T25:00:00” has a time that does not exist'],
	['2024-05-31 18:30 AM', 'Joined From “2024-05-31 18:30 AM” has a time that does not exist'],
	// Read in an order nobody chose, if read at all.
	['05/06/2024', 'Joined From “05/06/2024” is ambiguous: day and month could be swapped'],
	['05-06-2024', 'Joined From “05-06-2024” is ambiguous: day and month could be swapped'],
	['1717150200', 'Joined From “1717150200” is not a date'],
	['={{ ({}) }}', 'Joined From is not a date'],
])('a Joined From of %s is refused before anything is sent', async (joinedFrom, message) => {
	const { error, since } = await sent({ joinedFrom }, shanghai);
	expect(error?.message).toBe(`${message} [item 0]`);
	expect([since, hub().requests]).toEqual([undefined, []]);
});

test('a range that ends before it begins is refused before anything is sent', async () => {
	const { error } = await sent({ joinedFrom: '2024-06-01', joinedUntil: '2024-05-31' }, shanghai);
	expect(error).toBeRefused({ item: 0, reason: 'invalid', field: 'Joined From', names: ['Joined Until'] });
	expect(hub().requests).toEqual([]);
});
