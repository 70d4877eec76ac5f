import type { EventRecord, Source } from '../../nodes/ConvertlabGroupsTrigger/events';
import { readNew, startWatching } from '../../nodes/ConvertlabGroupsTrigger/poll';
import { advance } from '../../nodes/ConvertlabGroupsTrigger/position';

/** A membership `minute` minutes after midnight. */
const record = (id: number, minute: number, second = 0): EventRecord => ({
	id,
	listId: 1,
	customerId: id,
	dateCreated: new Date(Date.UTC(2026, 0, 1, 0, minute, second)).toISOString(),
	lastUpdated: '',
});

function sourceOf(records: EventRecord[], pageSize = 2): Source {
	async function* paged(all: EventRecord[]) {
		for (let at = 0; at < all.length; at += pageSize) yield all.slice(at, at + pageSize);
	}
	return {
		newestFirst: () => paged(records.toReversed()),
		after: (cursor) => paged(records.filter(({ id }) => Number(id) > Number(cursor))),
	};
}

describe('the position after a poll', () => {
	test('trails the newest record that an earlier poll gave by five minutes', () => {
		const read = [record(1, 0), record(2, 1), record(3, 5, 59), record(4, 6, 1)];
		const known = { cursor: '0', seen: [1, 2, 3, 4] };
		expect(advance(known, read, [])).toEqual({ cursor: '2', seen: [3, 4] });
	});

	test('takes a record that is just five minutes old for younger, since dates have whole seconds', () => {
		const read = [record(1, 0), record(2, 5)];
		expect(advance({ cursor: '0', seen: [1, 2] }, read, [])).toEqual({ cursor: '0', seen: [1, 2] });
	});

	test('does not move past what only just came, however old it is', () => {
		const read = [record(1, 0), record(2, 60)];
		expect(advance({ cursor: '0', seen: [] }, read, read)).toEqual({ cursor: '0', seen: [1, 2] });
	});

	test('does not move past a record that is not emitted yet', () => {
		const read = [record(1, 0), record(2, 1), record(3, 60)];
		expect(advance({ cursor: '0', seen: [1, 3] }, read, [])).toEqual({ cursor: '1', seen: [3] });
	});

	test('remembers at most 10,000 IDs and moves the cursor instead', () => {
		const read = Array.from({ length: 10_005 }, (_, at) => record(at + 1, 0));
		const { cursor, seen } = advance({ cursor: '0', seen: [] }, read, read);
		expect([cursor, seen.length, seen[0]]).toEqual(['5', 10_000, 6]);
	});

	test('lets the next poll go on where a poll ran out of time without anything new', () => {
		const read = [record(1, 0), record(2, 1)];
		const newest = Date.UTC(2026, 0, 1, 0, 1);
		const known = { cursor: '0', seen: [1, 2, 3] };
		expect(advance(known, read, [], true)).toEqual({ ...known, resumeAfter: '2', newest });
	});

	test('returns to the cursor after something new, so that whoever shows late is not passed over', () => {
		const [first, second] = [record(1, 0), record(2, 1)];
		const resumed = { cursor: '0', seen: [1], resumeAfter: '1' };
		expect(advance(resumed, [second], [second], true)).toEqual({
			cursor: '0',
			seen: [1, 2],
			newest: Date.UTC(2026, 0, 1, 0, 1),
		});
		expect(advance({ cursor: '0', seen: [] }, [first], [first], true).resumeAfter).toBeUndefined();
	});

	test('does not move past what a poll that went on from there has not read', () => {
		const resumed = { cursor: '0', seen: [1, 2, 3, 4], resumeAfter: '2' };
		expect(advance(resumed, [record(3, 0), record(4, 60)], []).cursor).toBe('0');
	});

	test('knows the time from a record that a poll in parts does not reach', () => {
		const known = { cursor: '0', seen: [1, 2, 9], newest: Date.UTC(2026, 0, 1, 1) };
		expect(advance(known, [record(1, 0), record(2, 1)], [], true)).toMatchObject({ cursor: '2', seen: [9] });
	});

	test('treats an invalid date as no time at all', () => {
		const odd = { ...record(1, 0), dateCreated: 'yesterday' };
		expect(advance({ cursor: '0', seen: [1] }, [odd], [])).toEqual({ cursor: '0', seen: [1] });
	});
});

describe('a first poll', () => {
	test('takes nothing that exists for new', async () => {
		const records = [record(1, 0), record(2, 30), record(3, 31)];
		const position = await startWatching(sourceOf(records));
		expect((await readNew(sourceOf(records), position, Infinity)).fresh).toEqual([]);
	});

	test('starts at 0 where there is nothing', async () => {
		expect(await startWatching(sourceOf([]))).toEqual({ cursor: '0', seen: [] });
	});
});

describe('reading on', () => {
	test('gives what was not emitted, oldest first', async () => {
		const records = [record(1, 0), record(2, 1), record(3, 2)];
		const position = { cursor: '0', seen: [2] };
		const { read, fresh } = await readNew(sourceOf(records), position, Infinity);
		expect(fresh.map(({ id }) => id)).toEqual([1, 3]);
		expect(advance(position, read, fresh).seen).toEqual([1, 2, 3]);
	});

	test('ends after a page when the time is up', async () => {
		const records = [1, 2, 3, 4, 5].map((id) => record(id, id));
		const { fresh } = await readNew(sourceOf(records), { cursor: '0', seen: [] }, 0);
		expect(fresh.map(({ id }) => id)).toEqual([1, 2]);
	});

	test('reads what was emitted, too, but gives it once', async () => {
		const { read, fresh } = await readNew(sourceOf([record(1, 0)]), { cursor: '0', seen: [1] }, Infinity);
		expect([read.length, fresh.length]).toEqual([1, 0]);
	});
});
