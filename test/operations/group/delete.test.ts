import { byId, byName, fromList, group } from '../../support/parameters';
import { runNode } from '../../support/run';
import { requestLines, useSandbox, writes } from '../../support/sandbox';

const hub = useSandbox();
const groupIds = () =>
	hub()
		.groups()
		.map(({ id }) => id);

test('deleting sends the reference’s call, and takes a group with members', async () => {
	hub().addMembers(hub().addGroup({ name: '金卡会员' }).id, 3);
	const { items } = await runNode(hub(), { parameters: group('delete', { group: byId(1) }) });
	expect(requestLines(hub())).toEqual(['DELETE /v1/lists/1']);
	expect(items).toEqual([{ json: { deleted: true, id: 1 }, pairedItem: { item: 0 } }]);
	expect(groupIds()).toEqual([]);
});

test('a group is deleted by list, by name, and by 19 digits', async () => {
	for (const id of ['1627652953215190017', '1627652953215190018', '1627652953215190019'])
		hub().addGroup({ name: `g${id.slice(-2)}`, id });
	await runNode(hub(), { parameters: group('delete', { group: fromList('1627652953215190017') }) });
	const { json } = await runNode(hub(), { parameters: group('delete', { group: byName('g19') }) });
	expect(json).toEqual([{ deleted: true, id: '1627652953215190019' }]);
	expect(groupIds()).toEqual(['1627652953215190018']);
});

test('a group named by two items is deleted once, and each item has its output', async () => {
	for (const name of ['a', 'b', 'c']) hub().addGroup({ name });
	const { items } = await runNode(hub(), {
		input: [{ of: 1 }, { of: 3 }, { of: '1' }],
		parameters: group('delete', { group: byId('={{ $json.of }}') }),
	});
	expect(items.map(({ json, pairedItem }) => [json, pairedItem])).toEqual([
		[{ deleted: true, id: 1 }, { item: 0 }],
		[{ deleted: true, id: 3 }, { item: 1 }],
		[{ deleted: true, id: 1 }, { item: 2 }],
	]);
	expect(writes(hub()).sort()).toEqual(['DELETE /v1/lists/1', 'DELETE /v1/lists/3']);
});

test('a group that does not exist is refused; the others are deleted when the run goes on', async () => {
	hub().addGroup({ name: 'a' });
	const run = {
		input: [{ of: 77 }, { of: 1 }],
		parameters: group('delete', { group: byId('={{ $json.of }}'), options: { maxConcurrentRequests: 1 } }),
	};
	const stopped = await runNode(hub(), run);
	expect(stopped).toBeRefused({
		item: 0,
		code: '40201',
		httpStatus: 500,
		words: 'permission is not enough',
		names: ['DELETE /v1/lists/77'],
	});
	expect(groupIds()).toEqual(['1']);
	const { json, refused } = await runNode(hub(), { ...run, onError: 'continueErrorOutput' });
	expect(json).toEqual([{ deleted: true, id: 1 }]);
	expect(refused).toMatchObject([
		{ json: { details: { code: '40201', httpStatus: 500, listId: 77 } }, pairedItem: { item: 0 } },
	]);
});

test('Only If Empty refuses a group with members, which stays', async () => {
	hub().addMembers(hub().addGroup({ name: 'full' }).id, 1);
	hub().addGroup({ name: 'empty' });
	const { json, refused } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		input: [{ of: 1 }, { of: 2 }],
		parameters: group('delete', { group: byId('={{ $json.of }}'), options: { onlyIfEmpty: true } }),
	});
	expect(json).toEqual([{ deleted: true, id: 2 }]);
	expect(refused).toHaveLength(1);
	expect(refused[0]).toBeRefused({ item: 0, reason: 'guard', names: [1], says: 'stillHasMembers' });
	expect(groupIds()).toEqual(['1']);
});

test.each(['empty', 'refuse'] as const)(
	'Only If Empty refuses a group that is gone (reads: %s)',
	async (reads) => {
		hub().quirks.unknownGroupReads = reads;
		const { error } = await runNode(hub(), {
			parameters: group('delete', { group: byId(77), options: { onlyIfEmpty: true } }),
		});
		expect(error).toBeRefused({ item: 0, code: '40201' });
	},
);

test('each item says for itself whether the group has to be empty', async () => {
	hub().addMembers(hub().addGroup({ name: 'full' }).id, 1);
	const { items, refused } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		input: [{ careful: true }, { careful: false }],
		parameters: group('delete', { group: byId(1), options: { onlyIfEmpty: '={{ $json.careful }}' } }),
	});
	expect(items).toEqual([{ json: { deleted: true, id: 1 }, pairedItem: { item: 1 } }]);
	expect(refused).toMatchObject([{ json: { details: { listId: 1 } }, pairedItem: { item: 0 } }]);
});

test('nothing is deleted when the group of one item cannot be found', async () => {
	hub().addGroup({ name: 'a' });
	const { error } = await runNode(hub(), {
		input: [{ of: 'a' }, { of: 'b' }],
		parameters: group('delete', { group: byName('={{ $json.of }}') }),
	});
	expect(error).toBeRefused({ item: 1, reason: 'groupNotFound', names: ['“b”'] });
	expect(writes(hub())).toEqual([]);
});
