import type { INodeParameters } from 'n8n-workflow';
import { customers, upFrom } from '../../support/inputs';
import { byId, byName, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { requestLines, useSandbox, writes } from '../../support/sandbox';

const hub = useSandbox();
const any = { options: { removalLimit: 100 } } as INodeParameters;
const changes = { options: { removalLimit: 100, output: 'changes' } } as INodeParameters;
const start = (count = 10) => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, count);
	return id;
};
const inGroup = (id: string) => [...hub().customersIn(id)].map(Number).sort((a, b) => a - b);

test('the group ends up with exactly these customers, and the summary tells what was done', async () => {
	const id = start();
	const { items } = await runNode(hub(), {
		input: customers(...upFrom(2, 12)),
		parameters: member('sync', byId(id)),
	});
	expect(inGroup(id)).toEqual(upFrom(2, 12));
	expect(items).toEqual([
		{
			json: {
				listId: 1,
				dryRun: false,
				wanted: 12,
				before: 10,
				added: 3,
				removed: 1,
				unchanged: 9,
				failed: 0,
			},
			pairedItem: { item: 0 },
		},
	]);
	expect(writes(hub())).toEqual([
		'POST /v1/listMembersBatch {"items":[{"customerId":11,"listId":1},{"customerId":12,"listId":1},{"customerId":13,"listId":1}]}',
		'POST /v1/listservice/removeFromList?customerIds=1&listId=1',
	]);
});

test('a second run changes nothing', async () => {
	const id = start();
	const run = { input: customers(...upFrom(2, 10)), parameters: member('sync', byId(id)) };
	await runNode(hub(), run);
	hub().clearLog();
	const { json } = await runNode(hub(), run);
	expect(json).toMatchObject([{ wanted: 10, before: 10, added: 0, removed: 0, unchanged: 10 }]);
	expect(writes(hub())).toEqual([]);
});

test('the figures count distinct customers', async () => {
	const id = start(3);
	const { json } = await runNode(hub(), {
		input: customers(1, 1, 2, '2', 3, 4, '04', 4),
		parameters: member('sync', byId(id)),
	});
	expect(json).toMatchObject([{ wanted: 4, before: 3, added: 1, removed: 0, unchanged: 3 }]);
});

test('a customer who is a member twice counts once, and leaves whole', async () => {
	const id = start(2);
	hub().quirks.existingMember = 'second';
	await runNode(hub(), { input: customers(1, 2), parameters: member('add', byId(id)) });
	expect(hub().members(id)).toHaveLength(4);
	const { json } = await runNode(hub(), { input: customers(2), parameters: member('sync', byId(id), any) });
	expect(json).toMatchObject([{ wanted: 1, before: 2, added: 0, removed: 1, unchanged: 1 }]);
	expect(inGroup(id)).toEqual([2]);
});

test('Changes lists additions first, linked to the item that asked, and removals linked to the group’s first item', async () => {
	for (const name of ['金卡会员', '银卡会员', '沉睡客户']) hub().addMembers(hub().addGroup({ name }).id, 2);
	hub().addCustomers(['1627652953215191041']);
	const { items } = await runNode(hub(), {
		input: [
			{ customerId: 2, to: '银卡会员' },
			{ customerId: 8, to: '金卡会员' },
			{ customerId: 9, to: '银卡会员' },
			{ customerId: '1627652953215191041', to: '金卡会员' },
		],
		parameters: member('sync', byName('={{ $json.to }}'), changes),
	});
	const long = '1627652953215191041';
	expect(items.map(({ json, pairedItem }) => [json, pairedItem])).toEqual([
		[{ listId: 2, customerId: 9, change: 'added', dryRun: false }, { item: 2 }],
		[{ listId: 2, customerId: 1, change: 'removed', dryRun: false }, { item: 0 }],
		[{ listId: 1, customerId: 8, change: 'added', dryRun: false }, { item: 1 }],
		[{ listId: 1, customerId: long, change: 'added', dryRun: false }, { item: 3 }],
		[{ listId: 1, customerId: 1, change: 'removed', dryRun: false }, { item: 1 }],
		[{ listId: 1, customerId: 2, change: 'removed', dryRun: false }, { item: 1 }],
	]);
	// A group that the input doesn't name is not touched.
	expect(inGroup('3')).toEqual([1, 2]);
});

test('a list of IDs is a source, too, and several lists for one group are one source', async () => {
	const id = start(2);
	const { items } = await runNode(hub(), {
		input: [{ ids: '1；2' }, { ids: [3, '4'] }],
		parameters: member('sync', byId(id), { customersFrom: 'list', customerIds: '={{ $json.ids }}' }),
	});
	expect(inGroup(id)).toEqual([1, 2, 3, 4]);
	expect(items).toMatchObject([{ json: { wanted: 4, added: 2 }, pairedItem: { item: 0 } }]);
});

test('a dry run reports and changes nothing', async () => {
	const id = start();
	const run = {
		input: customers(9, 10, 11),
		parameters: member('sync', byId(id), { ...changes, dryRun: true }),
	};
	const { json } = await runNode(hub(), run);
	expect(json).toEqual([
		{ listId: 1, customerId: 11, change: 'added', dryRun: true },
		...upFrom(1, 8).map((customerId) => ({ listId: 1, customerId, change: 'removed', dryRun: true })),
	]);
	const summary = await runNode(hub(), { ...run, parameters: member('sync', byId(id), { dryRun: true }) });
	expect(summary.json).toEqual([
		{
			listId: 1,
			dryRun: true,
			wanted: 3,
			before: 10,
			added: 1,
			removed: 8,
			unchanged: 2,
			failed: 0,
			wouldRefuse: 'Sync would remove 8 of the 10 members of group 1, more than the removal limit of 20 %.',
		},
	]);
	expect(summary.hints.join()).toContain('the real run would be refused');
	expect(writes(hub())).toEqual([]);
	expect(inGroup(id)).toEqual(upFrom(1, 10));
});

test('12,000 members are synced in few requests on a server that caps its pages', async () => {
	const id = start(12_000);
	hub().quirks.memberRowCap = 1000;
	const { json } = await runNode(hub(), {
		input: customers(...upFrom(1001, 12_000)),
		parameters: member('sync', byId(id)),
	});
	expect(json).toMatchObject([
		{ wanted: 12_000, before: 12_000, added: 1000, removed: 1000, unchanged: 11_000 },
	]);
	expect(inGroup(id)).toEqual(upFrom(1001, 12_000));
	expect(requestLines(hub()).length).toBeLessThan(60);
});
