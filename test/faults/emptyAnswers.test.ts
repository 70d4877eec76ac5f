import type { INodeParameters } from 'n8n-workflow';
import { byName, group, member } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox, writes } from '../support/sandbox';

const sandbox = useSandbox();
const gold = byName('金卡会员');

const operations: Array<[string, INodeParameters]> = [
	['count', member('count', gold)],
	['check', member('check', gold, { customerId: 5 })],
	['getAll', member('getAll', gold, { returnAll: true })],
	['exportToFile', member('exportToFile', gold)],
	['sync', member('sync', gold, { customerId: 5 })],
];

test.each(operations)(
	'%s does not take a group for empty that was deleted after its name was looked up',
	async (_, parameters) => {
		const hub = sandbox();
		const { id } = hub.addGroup({ name: '金卡会员' });
		hub.addMembers(id, 3);
		hub.faults.plan(({ path }) => {
			if (path !== '/v1/lists' && hub.groups().length > 0) hub.deleteGroup(id);
			return undefined;
		});
		const { error } = await runNode(hub, { parameters });
		expect(error).toBeRefused({ item: 0, reason: 'groupNotFound', names: [id] });
		expect(writes(hub)).toEqual([]);
	},
);

test.each(operations)('%s believes an empty group that is there', async (_, parameters) => {
	const hub = sandbox();
	hub.addGroup({ name: '金卡会员' });
	const { error, items } = await runNode(hub, { parameters });
	expect(error).toBeUndefined();
	expect(items.length).toBe(parameters.operation === 'getAll' ? 0 : 1);
});

const emptyOnce = {
	kind: 'refuse',
	body: '{"items":[]}',
	match: { method: 'GET', path: '/v1/listMembers' },
} as const;

describe('one empty answer about members is believed by nobody', () => {
	/** Three members: customers 1 to 3. */
	const groupOfThree = () => {
		const hub = sandbox();
		hub.addMembers(hub.addGroup({ name: '金卡会员' }).id, 3);
		return hub;
	};

	test('Only If Empty deletes no group that has members', async () => {
		const hub = groupOfThree();
		hub.faults.add(emptyOnce);
		const { error } = await runNode(hub, {
			parameters: group('delete', { group: gold, options: { onlyIfEmpty: true } }),
		});
		expect(error).toBeRefused({ item: 0, reason: 'guard' });
		expect(hub.groups()).toHaveLength(1);
	});

	test('Check Membership finds the member', async () => {
		const hub = groupOfThree();
		hub.faults.add(emptyOnce);
		const { json } = await runNode(hub, { parameters: member('check', gold, { customerId: 2 }) });
		expect(json).toMatchObject([{ customerId: 2, isMember: true }]);
	});

	test('a removal that was lost is not known to be done', async () => {
		const hub = groupOfThree();
		hub.faults.add({ kind: 'cut', match: { path: '/v1/listservice/removeFromList' }, times: 5 }, emptyOnce);
		const { error } = await runNode(hub, { parameters: member('remove', gold, { customerId: 2 }) });
		expect(error).toBeRefused({ item: 0, outcome: 'unknown' });
		expect(hub.customersIn(hub.groups()[0].id)).toContain('2');
	});

	test.each([
		['one empty answer', 'current'],
		['a server that ignores sinceId', 'old'],
	] as const)('nor is a lost removal of a membership, by %s', async (_, edition) => {
		const hub = groupOfThree();
		hub.quirks.edition = edition;
		const membershipId = hub.members(hub.groups()[0].id)[2].id;
		hub.faults.add(
			{ kind: 'cut', match: { method: 'DELETE' } },
			{
				kind: 'refuse',
				status: 500,
				body: { error_code: 40201, error_description: 'permission is not enough' },
				match: { method: 'DELETE' },
			},
		);
		if (edition === 'current') hub.faults.add(emptyOnce);
		const { error } = await runNode(hub, {
			parameters: { resource: 'member', operation: 'remove', removeBy: 'membership', membershipId },
		});
		expect(error).toBeRefused({ item: 0, outcome: 'unknown' });
		expect(hub.customersIn(hub.groups()[0].id).size).toBe(3);
	});
});

/** A list of 1,001 groups: while its pages are read somebody deletes the first, and the last moves up a page. */
function shifting(name = '金卡会员') {
	const hub = sandbox();
	const groups = Array.from({ length: 1_001 }, (_, at) =>
		hub.addGroup({ name: at === 1_000 ? name : `${at}` }),
	);
	hub.faults.plan(({ path, query }) => {
		if (path === '/v1/lists' && query.page === '2' && hub.groups().length > 1_000)
			hub.deleteGroup(groups[0].id);
		return undefined;
	});
	return { hub, id: Number(groups[1_000].id) };
}

test('Use Existing makes no second group of a name that moved to a page read already', async () => {
	const { hub, id } = shifting();
	const { json } = await runNode(hub, {
		parameters: group('create', { name: '金卡会员', ifNameExists: 'useExisting' }),
	});
	expect(json).toMatchObject([{ id, created: false }]);
	expect(writes(hub)).toEqual([]);
});

test('a group is found by its name that moved to a page read already', async () => {
	const { hub, id } = shifting();
	const { json } = await runNode(hub, { parameters: group('get', { group: gold }) });
	expect(json).toMatchObject([{ id }]);
});

test('an outage while the groups are listed fails whoever waits for it, and nobody after it', async () => {
	const hub = sandbox();
	hub.faults.add({ kind: 'busy', status: 503, match: { method: 'GET', path: '/v1/lists' }, times: 5 });
	const { json, refused } = await runNode(hub, {
		input: [{ name: 'A' }, { name: 'B' }, { name: 'C' }],
		parameters: group('create', { name: '={{ $json.name }}', ifNameExists: 'useExisting' }),
		onError: 'continueErrorOutput',
	});
	expect(refused.map(({ json: { name } }) => name)).toEqual(['A']);
	expect(json.map(({ name }) => name)).toEqual(['B', 'C']);
});

test.each([1, 2, 3])('no group of a long list is lost where answer %d is empty once', async (nth) => {
	const hub = sandbox();
	const ids = Array.from({ length: 25 }, (_, at) => Number(hub.addGroup({ name: `${at}` }).id));
	hub.quirks.groupRowCap = 10;
	for (const options of [{}, { sortDirection: 'desc' }, { sortBy: 'name' }]) {
		hub.faults.add({
			kind: 'refuse',
			body: '{"page":1,"records":0,"rows":[],"total":0}',
			after: nth - 1,
			match: { path: '/v1/lists' },
		});
		const { json } = await runNode(hub, { parameters: group('getAll', { returnAll: true, options }) });
		expect(new Set(json.map(({ id }) => id))).toEqual(new Set(ids));
		hub.faults.clear();
	}
});
