import { Refusal } from '../../nodes/api/errors';
import type { Request } from '../../nodes/api/request';
import { settle } from '../../nodes/api/promises';
import { connect } from '../../nodes/api/sending/connect';
import { Pace } from '../../nodes/api/sending/pace';

const read: Request = { method: 'GET', path: '/v1/lists', read: (body) => body };
const turns = async () => await new Promise((resolve) => setImmediate(resolve));

/** Work that ends when it is told to. */
function openWork() {
	const ends: Array<() => void> = [];
	const work = async () => await new Promise<void>((end) => ends.push(end));
	return { work, started: () => ends.length, end: (at: number) => ends[at]() };
}

test('as many requests are in flight as there are slots, and the next starts when one ends', async () => {
	const pace = new Pace(2);
	const { work, started, end } = openWork();
	const all = [1, 2, 3].map(async () => await pace.run('send', work));
	await turns();
	expect(started()).toBe(2);
	end(1);
	await turns();
	expect(started()).toBe(3);
	end(0);
	end(2);
	await Promise.all(all);
});

test('a slot is given back when the work fails', async () => {
	const pace = new Pace(1);
	await expect(pace.run('send', async () => await Promise.reject(new Error('no')))).rejects.toThrow('no');
	await expect(pace.run('send', async () => await Promise.resolve('yes'))).resolves.toBe('yes');
});

test('while a refusal is judged, only verifying requests start, even when every slot is wanted', async () => {
	const pace = new Pace(1);
	const order: string[] = [];
	let sent: Promise<void> | undefined;
	await pace.pauseWhile(async () => {
		sent = pace.run('send', async () => void order.push('send'));
		await turns();
		await pace.run('verify', async () => void order.push('verify'));
	});
	await sent;
	expect(order).toEqual(['verify', 'send']);
});

describe('in a run that stops at its first refusal', () => {
	const write = (path: string): Request => ({ method: 'POST', path, repeat: 'never', read: (body) => body });
	/** Sends that are noted, and of which those to `/refused` are refused. */
	function sending(pace: Pace) {
		const order: string[] = [];
		const session = {
			send: async ({ path }: Pick<Request, 'path'>) => {
				order.push(`sent ${path}`);
				await turns();
				if (path === '/refused') throw new Refusal({ kind: 'refused', work: 'undone', message: 'no' });
				return true as never;
			},
		};
		return { order, ...connect(session, pace, () => undefined) };
	}

	test('nothing that waits for a slot starts between a refusal and its judging', async () => {
		const pace = new Pace(1, undefined, true);
		const { order, send } = sending(pace);
		const refused = (async () => {
			await settle(send(write('/refused')));
			await pace.pauseWhile(async () => {
				order.push('judged');
				await turns();
				pace.stopStarting();
			});
		})();
		const waiting = settle(send(write('/next')));
		await refused;
		expect(await waiting).toMatchObject({ kind: 'stopped' });
		expect(order).toEqual(['sent /refused', 'judged']);
	});

	test('what waits for a slot goes on after a refusal that nobody judges', async () => {
		const { order, send } = sending(new Pace(1, undefined, true));
		await Promise.all([settle(send(write('/refused'))), send(write('/next'))]);
		expect(order).toEqual(['sent /refused', 'sent /next']);
	});

	test('nothing that waits for the rate starts while a refusal is judged', async () => {
		const pace = new Pace(2, undefined, true);
		const { order, send } = sending(pace);
		pace.rateLimit.slowDown(1_000, Date.now());
		const waiting = settle(send(write('/next')));
		await turns();
		await pace.pauseWhile(async () => {
			await pace.wait(5_000);
			order.push('judged');
			pace.stopStarting();
		});
		expect(await waiting).toMatchObject({ kind: 'stopped' });
		expect(order).toEqual(['judged']);
	});

	test('what waits for the rate gives up soon after the run has ended', async () => {
		const pace = new Pace(2, undefined, true);
		const { order, send } = sending(pace);
		pace.rateLimit.slowDown(60_000, Date.now());
		const begun = Date.now();
		const waiting = settle(send(write('/next')));
		await turns();
		pace.stopStarting();
		expect(await waiting).toMatchObject({ kind: 'stopped' });
		expect(Date.now() - begun).toBeLessThanOrEqual(500);
		expect(order).toEqual([]);
	});

	test('a verifying request does not wait behind one that waits for the rate', async () => {
		const pace = new Pace(1, undefined, true);
		const { order, send, verify } = sending(pace);
		pace.rateLimit.slowDown(1_000, Date.now());
		const waiting = send(write('/next'));
		await turns();
		await pace.pauseWhile(async () => await verify(read));
		await waiting;
		expect(order).toEqual(['sent /v1/lists', 'sent /next']);
	});
});

test('after a stop, verifying requests still go out, and nothing else', async () => {
	const pace = new Pace(1);
	pace.stopStarting();
	await expect(pace.run('send', async () => await Promise.resolve(1))).rejects.toMatchObject({
		kind: 'stopped',
	});
	await expect(pace.run('verify', async () => await Promise.resolve(1))).resolves.toBe(1);
});

test('when the user stops the run, nothing goes out at all', async () => {
	const stop = new AbortController();
	const pace = new Pace(1, stop.signal);
	stop.abort();
	for (const purpose of ['send', 'verify'] as const)
		await expect(pace.run(purpose, async () => await Promise.resolve(1))).rejects.toMatchObject({
			kind: 'stopped',
		});
});

test('after a 429 nothing starts before the pause is over; then one by one, closer with every success', async () => {
	const pace = new Pace(4);
	const starts: number[] = [];
	const run = async () => await pace.run('send', async () => void starts.push(Date.now()));
	const begun = Date.now();
	pace.rateLimit.slowDown(2_000, begun);
	await Promise.all([run(), run(), run()]);
	expect(starts[0] - begun).toBeGreaterThanOrEqual(2_000);
	expect(starts[1] - starts[0]).toBeGreaterThanOrEqual(250);
	expect(starts[2] - starts[1]).toBeGreaterThanOrEqual(250);
	for (let success = 0; success < 60; success += 1) pace.rateLimit.succeeded();
	expect(pace.rateLimit.waitMs).toBeLessThanOrEqual(250);
	await run();
	const before = Date.now();
	await Promise.all([run(), run()]);
	expect(Date.now()).toBe(before);
});

test('several 429s to requests that were in flight together slow the pace down once', () => {
	const { rateLimit } = new Pace(4);
	const askedAt = Date.now() - 10;
	rateLimit.slowDown(0, askedAt);
	const wait = rateLimit.waitMs;
	rateLimit.slowDown(0, askedAt);
	expect(rateLimit.waitMs).toBeLessThanOrEqual(wait);
});

describe('a refusal that no other request could escape', () => {
	const refusing = (facts: ConstructorParameters<typeof Refusal>[0]) => {
		let asked = 0;
		const send = async () => {
			asked += 1;
			return await Promise.reject(new Refusal(facts));
		};
		return { ways: connect({ send: send as never }, new Pace(1), () => undefined), asked: () => asked };
	};

	test.each(['token', 'credential', 'setup'] as const)('(%s) is met once in a run', async (kind) => {
		const { ways, asked } = refusing({ kind, work: 'undone', message: 'no' });
		for (const send of [ways.send, ways.verify, ways.send])
			await expect(send(read)).rejects.toMatchObject({ kind });
		expect(asked()).toBe(1);
	});

	test('is not one whose words alone speak of the token', async () => {
		const { ways, asked } = refusing({
			kind: 'token',
			work: 'undone',
			guessedFromMessage: true,
			message: 'no',
		});
		for (const send of [ways.send, ways.send]) await expect(send(read)).rejects.toThrow('no');
		expect(asked()).toBe(2);
	});
});
