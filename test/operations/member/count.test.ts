import { byId, byName, member } from '../../support/parameters';
import { goneGroup } from '../../support/refusals';
import { runNode } from '../../support/run';
import { requestLines, useSandbox } from '../../support/sandbox';

const hub = useSandbox();

test('counting sends the reference’s call and gives the number', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 42);
	const { items, hints } = await runNode(hub(), { parameters: member('count', byId(id)) });
	expect(requestLines(hub())).toEqual(['GET /v1/listservice/memberCount?listId=1']);
	expect(items).toEqual([{ json: { listId: 1, count: 42 }, pairedItem: { item: 0 } }]);
	expect(hints).toEqual([]);
});

test.each(['bare', 'object', 'string'] as const)(
	'a count is read from an answer of the shape “%s”',
	async (countShape) => {
		const { id } = hub().addGroup({ name: '金卡会员' });
		hub().addMembers(id, 42);
		hub().quirks.countShape = countShape;
		const { json } = await runNode(hub(), { parameters: member('count', byId(id)) });
		expect(json).toEqual([{ listId: 1, count: 42 }]);
	},
);

test.each(['{"total":42}', '"many"', '-1', '1.5', '[42]', 'null', '{"count":null}'])(
	'an answer of %s is refused as not a count',
	async (body) => {
		hub().addGroup({ name: '金卡会员' });
		hub().faults.add({ kind: 'refuse', body });
		const { error, items } = await runNode(hub(), { parameters: member('count', byId(1)) });
		expect(error).toBeRefused({ item: 0, reason: 'unreadable', says: 'notACount' });
		expect(items).toEqual([]);
	},
);

test('each item has its own group, and a group named twice has two outputs', async () => {
	hub().addGroup({ name: '金卡会员' });
	const { id } = hub().addGroup({ name: '银卡会员', id: '1627652953215190017' });
	hub().addMembers(id, 3);
	hub().addMembers(1, 2);
	const { items } = await runNode(hub(), {
		input: [{ of: '银卡会员' }, { of: '金卡会员' }, { of: '银卡会员' }],
		parameters: member('count', byName('={{ $json.of }}')),
	});
	expect(items).toEqual([
		{ json: { listId: '1627652953215190017', count: 3 }, pairedItem: { item: 0 } },
		{ json: { listId: 1, count: 2 }, pairedItem: { item: 1 } },
		{ json: { listId: '1627652953215190017', count: 3 }, pairedItem: { item: 2 } },
	]);
});

test('an empty group has zero members and is looked up once', async () => {
	hub().addGroup({ name: '金卡会员' });
	const { json } = await runNode(hub(), { input: [{}, {}], parameters: member('count', byId(1)) });
	expect(json).toEqual([
		{ listId: 1, count: 0 },
		{ listId: 1, count: 0 },
	]);
	expect(hub().requests.filter(({ path, query }) => path === '/v1/lists' && query.page === '1')).toHaveLength(
		1,
	);
});

test.each(['empty', 'refuse'] as const)(
	'a group that is gone is refused and never counted as zero (reads: %s)',
	async (reads) => {
		hub().addGroup({ name: '金卡会员' });
		hub().quirks.unknownGroupReads = reads;
		const { error, items } = await runNode(hub(), { parameters: member('count', byId(77)) });
		expect(items).toEqual([]);
		expect(error).toBeRefused({ item: 0, listId: 77, ...goneGroup(reads) });
	},
);

test('only the item of a missing group fails when the run goes on, with its ID', async () => {
	hub().addMembers(hub().addGroup({ name: '金卡会员' }).id, 3);
	const { items, refused } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		input: [{ of: 77 }, { of: 1 }],
		parameters: member('count', byId('={{ $json.of }}')),
	});
	expect(items).toEqual([{ json: { listId: 1, count: 3 }, pairedItem: { item: 1 } }]);
	expect(refused).toMatchObject([{ json: { details: { listId: 77 } }, pairedItem: { item: 0 } }]);
});
