import { customers } from '../../support/inputs';
import { byId, byName, fromList, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { requestLines, useSandbox, writes } from '../../support/sandbox';

const hub = useSandbox();
const groupNames = ['金卡会员', '银卡会员', '2024'];
beforeEach(() => groupNames.forEach((name) => hub().addGroup({ name })));

test.each([
	['picked from the list', fromList('2')],
	['by id', byId('2')],
	['by a number as id', byId(2)],
	['by id with spaces and zeros', byId(' 002 ')],
	['by name', byName('银卡会员')],
	['by name with spaces around', byName('  银卡会员\n')],
])('a group is found %s', async (_, group) => {
	await runNode(hub(), { input: customers(5), parameters: member('add', group) });
	expect(writes(hub())).toEqual(['POST /v1/listMembers {"data":{"customerId":5,"listId":2}}']);
});

test('a name that looks like a number is still a name', async () => {
	await runNode(hub(), { input: customers(5), parameters: member('add', byName(2024)) });
	expect(writes(hub())).toEqual(['POST /v1/listMembers {"data":{"customerId":5,"listId":3}}']);
});

test('each item names its own group; each group has one batch, and outputs follow the input', async () => {
	const { items } = await runNode(hub(), {
		input: [
			{ customerId: 1, to: '银卡会员' },
			{ customerId: 2, to: '金卡会员' },
			{ customerId: 3, to: '银卡会员' },
			{ customerId: 1, to: '金卡会员' },
		],
		parameters: member('add', byName('={{ $json.to }}')),
	});
	expect(requestLines(hub()).filter((line) => line.startsWith('GET'))).toHaveLength(2);
	expect(writes(hub()).sort()).toEqual([
		'POST /v1/listMembersBatch {"items":[{"customerId":1,"listId":2},{"customerId":3,"listId":2}]}',
		'POST /v1/listMembersBatch {"items":[{"customerId":2,"listId":1},{"customerId":1,"listId":1}]}',
	]);
	expect(items.map(({ json, pairedItem }) => [json.listId, json.customerId, pairedItem])).toEqual([
		[2, 1, { item: 0 }],
		[1, 2, { item: 1 }],
		[2, 3, { item: 2 }],
		[1, 1, { item: 3 }],
	]);
});

test('a name that several groups have is refused with the candidates, and nothing is written', async () => {
	const twin = hub().addGroup({ name: '金卡会员', dateCreated: '2017-05-23T02:42:14Z' });
	const { error } = await runNode(hub(), {
		input: customers(5),
		parameters: member('add', byName('金卡会员')),
	});
	expect(error).toBeRefused({
		item: 0,
		reason: 'ambiguous',
		names: ['“金卡会员”', `ID ${twin.id}`, '2017-05-23T02:42:14Z', 'ID 1'],
	});
	expect(writes(hub())).toEqual([]);
});

test('a name that no group has is refused with similar names', async () => {
	const { error } = await runNode(hub(), {
		input: [
			{ customerId: 5, to: '金卡会员' },
			{ customerId: 6, to: '金卡' },
		],
		parameters: member('add', byName('={{ $json.to }}')),
	});
	expect(error).toBeRefused({
		item: 1,
		reason: 'groupNotFound',
		names: ['“金卡”', '“金卡会员” (ID 1, created '],
	});
	expect(writes(hub())).toEqual([]);
});

test('only the items of a missing name fail when the run goes on', async () => {
	const { json, refused } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		input: [
			{ customerId: 5, to: 'nowhere' },
			{ customerId: 6, to: '金卡会员' },
		],
		parameters: member('add', byName('={{ $json.to }}')),
	});
	expect(json).toMatchObject([{ listId: 1, customerId: 6 }]);
	expect(refused).toMatchObject([{ json: { to: 'nowhere' } }]);
	expect(refused[0]).toBeRefused({ item: 0, reason: 'groupNotFound', names: ['“nowhere”'] });
});

test.each([byName('  '), byId('={{ "" }}'), fromList('={{ null }}'), byId('={{ $json.nothing }}')])(
	'an empty group (%j) is refused before anything is sent',
	async (group) => {
		const { error } = await runNode(hub(), { input: customers(5), parameters: member('add', group) });
		expect(error).toBeRefused({ item: 0, reason: 'invalid', field: 'Group', says: 'isEmpty' });
		expect(hub().requests).toEqual([]);
	},
);

test('an invalid group ID is refused with the name of the field', async () => {
	const { error } = await runNode(hub(), {
		input: customers(5),
		parameters: member('add', byId('金卡会员')),
	});
	expect(error).toBeRefused({ item: 0, reason: 'invalid', field: 'Group', names: ['“金卡会员”'] });
	expect(hub().requests).toEqual([]);
});
