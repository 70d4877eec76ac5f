import type { FaultKind } from '../../sandbox';
import { group } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const sandbox = useSandbox();
const create = (more = {}) => group('create', { name: '金卡会员', ifNameExists: 'create', ...more });
const creates = () => asked(sandbox(), '/v1/lists', 'POST');

test.each(['lost', 'lostHtml', 'truncated', 'badJson'] as FaultKind[])(
	'a create whose answer is %s is found by its name and not sent twice',
	async (kind) => {
		const hub = sandbox();
		hub.addGroup({ name: '金卡会员', dateCreated: '2020-01-01T00:00:00Z' });
		hub.faults.add({ kind, match: { method: 'POST' } });
		const result = await runNode(hub, { parameters: create() });
		expect(result.json).toMatchObject([{ id: 2, name: '金卡会员' }]);
		expect(hub.groups()).toHaveLength(2);
		expect(creates()).toHaveLength(1);
	},
);

test.each([3_600_000, -3_600_000])(
	'the server’s clock decides what is new, even %i ms off',
	async (serverClockOffset) => {
		const hub = sandbox();
		hub.quirks.serverClockOffset = serverClockOffset;
		hub.addGroup({ name: '金卡会员', dateCreated: new Date(Date.now() - 7_200_000).toISOString() });
		hub.faults.add({ kind: 'lost', match: { method: 'POST' } });
		const result = await runNode(hub, { parameters: create() });
		expect(result.json).toMatchObject([{ id: 2 }]);
	},
);

test('a create that left nothing to see is never sent a second time', async () => {
	const hub = sandbox();
	hub.faults.add({ kind: 'cut', match: { method: 'POST' } });
	const result = await runNode(hub, { parameters: create() });
	expect(result).toBeRefused({
		item: 0,
		outcome: 'unknown',
		says: 'notKnownWhetherCreated',
		names: ['“金卡会员”', '“Use Existing”'],
	});
	expect(creates()).toHaveLength(1);
	const again = await runNode(hub, { parameters: create({ ifNameExists: 'useExisting' }) });
	expect(again.json).toMatchObject([{ name: '金卡会员', created: true }]);
	expect(hub.groups()).toHaveLength(1);
});

test('a create is sent again where a busy server certainly did not take it', async () => {
	const hub = sandbox();
	hub.faults.add({ kind: 'busy', status: 429, match: { method: 'POST' }, times: 2 });
	const result = await runNode(hub, { parameters: create() });
	expect(result.json).toMatchObject([{ id: 1 }]);
	expect(hub.groups()).toHaveLength(1);
	expect(creates()).toHaveLength(3);
});

test('a create answered with 503 is sent again only after a look that finds nothing', async () => {
	const hub = sandbox();
	hub.faults.add({ kind: 'busy', status: 503, match: { method: 'POST' } });
	const result = await runNode(hub, { parameters: create() });
	expect(result.json).toMatchObject([{ id: 1 }]);
	expect(hub.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'POST']);
});

test('a create that was done behind a 503 is found', async () => {
	const hub = sandbox();
	hub.faults.add({ kind: 'busy', status: 503, work: true, match: { method: 'POST' } });
	const result = await runNode(hub, { parameters: create() });
	expect(result.json).toMatchObject([{ id: 1 }]);
	expect(hub.groups()).toHaveLength(1);
});

test.each([502, 504, 408])(
	'a create that was done behind HTTP %i is found and not sent twice',
	async (status) => {
		const hub = sandbox();
		hub.faults.add({ kind: 'lostHtml', status, match: { method: 'POST' } });
		const result = await runNode(hub, { parameters: create() });
		expect(result.json).toMatchObject([{ id: 1 }]);
		expect(hub.groups()).toHaveLength(1);
		expect(creates()).toHaveLength(1);
	},
);

describe('where it is said not to be known after a 503, the details say so, too', () => {
	test('whether a group was created, as the look for it failed', async () => {
		const hub = sandbox();
		hub.faults.add({ kind: 'busy', status: 503, match: { method: 'POST' } });
		hub.faults.add({ kind: 'busy', status: 503, match: { method: 'GET' }, times: 5 });
		const { refused } = await runNode(hub, { parameters: create(), onError: 'continueErrorOutput' });
		expect(refused[0]).toBeRefused({
			item: 0,
			outcome: 'unknown',
			says: 'notKnownWhetherCreated',
			names: ['“金卡会员”'],
		});
	});

	test('which group is the new one, as there are two', async () => {
		const hub = sandbox();
		hub.faults.add({ kind: 'busy', status: 503, work: true, match: { method: 'POST' } });
		hub.faults.plan(({ method }) => {
			if (method === 'GET' && hub.groups().length === 1) hub.addGroup({ name: '金卡会员' });
			return undefined;
		});
		const { refused } = await runNode(hub, { parameters: create(), onError: 'continueErrorOutput' });
		expect(refused[0]).toBeRefused({
			item: 0,
			outcome: 'unknown',
			says: 'notKnownWhichIsNew',
			names: ['“金卡会员”'],
		});
	});
});

test('each of eight creates of one name has its own group, though every second answer is lost', async () => {
	const hub = sandbox();
	let sent = 0;
	hub.faults.plan(({ method }) => (method === 'POST' && (sent += 1) % 2 === 0 ? 'lost' : undefined));
	const result = await runNode(hub, { input: Array.from({ length: 8 }, () => ({})), parameters: create() });
	expect(result.json.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
	expect(hub.groups()).toHaveLength(8);
	expect(hub.maxInFlight).toBe(1);
});

test('a create of which it is not known whether it was done: the next item of that name looks again, and uses the group', async () => {
	const hub = sandbox();
	hub.faults.add({ kind: 'truncated', match: { method: 'POST' } });
	hub.faults.add({ kind: 'badJson', match: { method: 'GET' }, after: 2 });
	const { json, refused } = await runNode(hub, {
		input: [{}, {}],
		parameters: create({ ifNameExists: 'useExisting' }),
		onError: 'continueErrorOutput',
	});
	expect(refused.map(({ json: failed }) => failed.error)).toEqual([
		expect.stringContaining('It is not known whether “金卡会员” was created'),
	]);
	expect(json).toMatchObject([{ id: 1, created: false }]);
	expect(hub.groups()).toHaveLength(1);
});

test('a create that may still show is not sent again for the next item of that name', async () => {
	const hub = sandbox();
	hub.faults.add({ kind: 'cut', match: { method: 'POST' } });
	const { refused } = await runNode(hub, {
		input: [{}, {}],
		parameters: create({ ifNameExists: 'useExisting' }),
		onError: 'continueErrorOutput',
	});
	expect(refused).toHaveLength(2);
	expect(refused).toBeRefused({ outcome: 'unknown', says: 'notKnownWhetherCreated', names: ['“金卡会员”'] });
	expect(creates()).toHaveLength(1);
});

describe('another group of that name, created in the same second', () => {
	/** Somebody creates a group of the same name just before the create is answered for the nth time. */
	const beside = (nth: number, kind: FaultKind) => {
		const hub = sandbox();
		let sent = 0;
		hub.faults.plan(({ method }) => {
			if (method !== 'POST' || (sent += 1) !== nth) return undefined;
			hub.addGroup({ name: '金卡会员' });
			return kind;
		});
		return hub;
	};

	test('leaves it unknown which is the new one, so both are listed', async () => {
		const hub = beside(1, 'lost');
		const { error, json } = await runNode(hub, { parameters: create() });
		expect(json).toEqual([]);
		expect(error).toBeRefused({
			item: 0,
			outcome: 'unknown',
			says: 'notKnownWhichIsNew',
			names: ['“金卡会员” (ID 1, created ', '“金卡会员” (ID 2, created '],
		});
		expect(creates()).toHaveLength(1);
	});

	test('is not the new one where its ID is below one that the run has created', async () => {
		const hub = sandbox();
		let sent = 0;
		hub.addGroup({ name: '金卡会员' });
		hub.faults.plan(({ method }) => (method === 'POST' && (sent += 1) === 2 ? 'lost' : undefined));
		const result = await runNode(hub, { input: [{}, {}], parameters: create() });
		expect(result.json.map(({ id }) => id)).toEqual([2, 3]);
	});

	test('is not the new one where the run had read the groups before', async () => {
		const hub = sandbox();
		for (const name of ['银卡会员', '金卡会员']) hub.addGroup({ name });
		hub.faults.add({ kind: 'lost', match: { method: 'POST' } });
		const { json } = await runNode(hub, {
			input: [
				{ name: '银卡会员', mode: 'useExisting' },
				{ name: '金卡会员', mode: 'create' },
			],
			parameters: create({ name: '={{ $json.name }}', ifNameExists: '={{ $json.mode }}' }),
		});
		expect(json.map(({ id }) => id)).toEqual([1, 3]);
	});
});
