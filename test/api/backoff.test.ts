import { Refusal, type RefusalFacts } from '../../nodes/api/errors';
import type { Request } from '../../nodes/api/request';
import { connect } from '../../nodes/api/sending/connect';
import { Pace } from '../../nodes/api/sending/pace';

const read: Request = { method: 'GET', path: '/v1/lists', read: (body) => body };
const add: Request = { method: 'POST', path: '/v1/listMembers', repeat: 'never', read: (body) => body };
const remove: Request = { method: 'DELETE', path: '/v1/lists/1', repeat: 'goneIsDone', read: (body) => body };

const busy: RefusalFacts = { kind: 'busy', message: 'busy', httpStatus: 503, work: 'unknown' };
const lost: RefusalFacts = { kind: 'connection', message: 'cut', work: 'unknown' };
const limited: RefusalFacts = { kind: 'busy', message: 'slow down', httpStatus: 429, work: 'undone' };
const gone: RefusalFacts = { kind: 'refused', work: 'undone', message: 'gone', code: '40201' };

/** Sends that meet these refusals one after the other, and succeed then. */
function script(
	refusals: RefusalFacts[],
	deadline?: number,
	onAttempt = (_pace: Pace, _attempt: number) => {},
) {
	const left = [...refusals];
	const attempts: number[] = [];
	let retries = 0;
	const send = async () => {
		attempts.push(Date.now());
		onAttempt(pace, attempts.length);
		const next = left.shift();
		if (next) throw new Refusal(next);
		return 'done' as never;
	};
	const pace = new Pace(1);
	const connection = connect({ send }, pace, () => (retries += 1), deadline);
	return { send: connection.send, attempts, retries: () => retries };
}
const times = (count: number, facts: RefusalFacts) => Array.from({ length: count }, () => facts);

test('a read is tried five times', async () => {
	const patient = script(times(4, busy));
	await expect(patient.send(read)).resolves.toBe('done');
	expect([patient.attempts.length, patient.retries()]).toEqual([5, 4]);
	await expect(script(times(5, busy)).send(read)).rejects.toThrow('busy, 5 times in a row');
});

test('the waits are random, at most 0.5, 1, 2 and 4 seconds', async () => {
	const seen = new Set<number>();
	for (let round = 0; round < 20; round += 1) {
		const { send, attempts } = script(times(4, busy));
		await send(read);
		attempts.slice(1).forEach((at, index) => {
			const gap = at - attempts[index];
			seen.add(gap);
			expect(gap).toBeLessThanOrEqual(500 * 2 ** index + 100);
		});
	}
	expect(seen.size).toBeGreaterThan(20);
});

test('the wait that the server asks for is added, up to a minute', async () => {
	const before = Date.now();
	const { send, attempts } = script([{ ...limited, retryAfterMs: 60_000 }]);
	await send(add);
	expect(attempts[1] - attempts[0]).toBeGreaterThanOrEqual(60_000);
	expect(Date.now() - before).toBeLessThan(62_000);
});

test.each([
	[60_001, '61 seconds'],
	[119_000, '119 seconds'],
	[120_000, '2 minutes'],
	[120_001, '3 minutes'],
	[3_600_000, '60 minutes'],
])('of a longer wait (%i ms) the message says how long it is, rounded up', async (retryAfterMs, words) => {
	await expect(script([{ ...limited, retryAfterMs }]).send(add)).rejects.toThrow(
		`asks to be called again in ${words}`,
	);
});

test('the time budget of a poll wins over what the server asks for', async () => {
	const { send, attempts } = script([{ ...busy, retryAfterMs: 30_000 }], Date.now() + 20_000);
	await expect(send(read)).rejects.toThrow('busy');
	expect(attempts).toHaveLength(1);
});

test('a write is sent again only where it was certainly not done', async () => {
	await expect(script(times(3, limited)).send(add)).resolves.toBe('done');
	await expect(script([busy]).send(add)).rejects.toMatchObject({ work: 'unknown' });
	await expect(script([{ ...busy, work: 'doubtful' }]).send(add)).rejects.toMatchObject({ work: 'doubtful' });
});

test('a removal is sent again; 40201 to the repeat leaves open whether the first one did it', async () => {
	await expect(script([lost]).send(remove)).resolves.toBe('done');
	await expect(script([lost, gone]).send(remove)).rejects.toMatchObject({ work: 'unknown', code: '40201' });
	await expect(script([gone]).send(remove)).rejects.toMatchObject({ work: 'undone', message: 'gone' });
});

test('40201 to a removal after a 429 or a 503 is a refusal: those answers were not lost', async () => {
	await expect(script([limited, gone]).send(remove)).rejects.toMatchObject({
		work: 'undone',
		message: 'gone',
	});
	const tooBusy = { ...busy, work: 'doubtful' } as const;
	await expect(script([tooBusy, gone]).send(remove)).rejects.toMatchObject({
		work: 'doubtful',
		message: 'gone',
	});
});

test('no refusal of the repeat settles what became of the first request', async () => {
	const no: RefusalFacts = { kind: 'refused', work: 'undone', message: 'no', code: '40004' };
	await expect(script([lost, no]).send(remove)).rejects.toMatchObject({
		work: 'unknown',
		message: 'no. It is not known whether it was done',
	});
});

test('a removal whose every answer is lost is reported as unknown, even when the last attempt was refused', async () => {
	await expect(script(times(5, lost)).send(remove)).rejects.toThrow('It is not known whether it was done');
	await expect(script([...times(4, lost), limited]).send(remove)).rejects.toMatchObject({
		outcome: 'unknown',
	});
	await expect(script(times(5, limited)).send(remove)).rejects.not.toThrow('not known');
});

test('what may have been done already is repeated after the run has been stopped, and nothing else is', async () => {
	const stopAt = (attempt: number) => (pace: Pace, at: number) => {
		if (at === attempt) pace.stopStarting();
	};
	const removal = script([limited, lost], undefined, stopAt(2));
	await expect(removal.send(remove)).resolves.toBe('done');
	expect(removal.attempts).toHaveLength(3);
	const refused = script([limited, lost], undefined, stopAt(1));
	await expect(refused.send(remove)).rejects.toMatchObject({ kind: 'stopped', work: 'undone' });
	expect(refused.attempts).toHaveLength(1);
});

test.each([
	'refused',
	'token',
	'contested',
	'credential',
	'size',
	'unreadable',
	'setup',
	'absent',
	'stopped',
] as const)('%s is never tried again', async (kind) => {
	const { send, attempts } = script([{ kind, work: 'undone', message: 'no' }]);
	await expect(send(read)).rejects.toThrow('no');
	expect(attempts).toHaveLength(1);
});

test('a wait ends when the run is stopped', async () => {
	const stop = new AbortController();
	const pace = new Pace(1, stop.signal);
	const waiting = pace.wait(3_600_000);
	stop.abort();
	await expect(waiting).rejects.toMatchObject({ kind: 'stopped' });
});
