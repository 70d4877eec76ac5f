import { upFrom } from '../../support/inputs';
import { byId, byName, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { requestLines, useSandbox, writes } from '../../support/sandbox';
import { copying } from './copying';

const hub = useSandbox();
const { groupOf, inGroup, copy } = copying(hub);

test('everybody of a group goes into another, and nobody is sent who is there', async () => {
	const from = groupOf('门店活动', 1, 2, 3, 4);
	const to = groupOf('金卡会员', 3, 9);
	const { items, hints } = await runNode(hub(), { parameters: copy(from, to) });
	expect(items).toEqual([
		{
			json: {
				listId: Number(from),
				toListId: Number(to),
				dryRun: false,
				members: 4,
				chosen: 4,
				alreadyMembers: 1,
				added: 3,
				failed: 0,
			},
			pairedItem: { item: 0 },
		},
	]);
	expect(inGroup(to)).toEqual([1, 2, 3, 4, 9]);
	expect(inGroup(from)).toEqual([1, 2, 3, 4]);
	expect(writes(hub())).toEqual([
		`POST /v1/listMembersBatch {"items":[{"customerId":1,"listId":${to}},{"customerId":2,"listId":${to}},{"customerId":4,"listId":${to}}]}`,
	]);
	expect(hints).toContain(`Added 3 customers to group “金卡会员” (ID ${to}); 1 was a member already.`);
});

test('a second copy changes nothing', async () => {
	const from = groupOf('门店活动', 1, 2);
	const to = groupOf('金卡会员');
	await runNode(hub(), { parameters: copy(from, to) });
	hub().clearLog();
	const { json } = await runNode(hub(), { parameters: copy(from, to) });
	expect(json).toMatchObject([{ members: 2, chosen: 2, alreadyMembers: 2, added: 0 }]);
	expect(writes(hub())).toEqual([]);
});

test.each([
	['notIn', [1, 3], [1, 2, 3, 4]],
	['alsoIn', [2, 4], [1, 2, 3, 4]],
])('only members who are … another group (%s)', async (which, chosen) => {
	const from = groupOf('买过的人', 1, 2, 3, 4);
	const other = groupOf('收到邮件的人', 2, 4, 5);
	const to = groupOf('再发一次');
	const { json } = await runNode(hub(), {
		parameters: copy(from, to, { which, otherGroup: byName('收到邮件的人') }),
	});
	expect(json).toMatchObject([{ members: 4, chosen: 2, added: 2 }]);
	expect(inGroup(to)).toEqual(chosen);
	expect(inGroup(other)).toEqual([2, 4, 5]);
});

test('a dry run tells the figures and sends nothing', async () => {
	const from = groupOf('门店活动', 1, 2, 3);
	const to = groupOf('金卡会员', 3);
	const { json, hints } = await runNode(hub(), {
		parameters: copy(from, to, { dryRun: true, options: { removeFromSource: true } }),
	});
	expect(json).toMatchObject([
		{ dryRun: true, members: 3, chosen: 3, alreadyMembers: 1, added: 2, removed: 3 },
	]);
	expect(hints).toContain('This was a dry run: nothing was changed.');
	expect(writes(hub())).toEqual([]);
});

test('who is in the target leaves the first group, if asked for, and nobody else', async () => {
	const from = groupOf('待迁移', 1, 2, 3, 4);
	const skip = groupOf('不迁移', 4);
	const to = groupOf('金卡会员', 2);
	const { json } = await runNode(hub(), {
		parameters: copy(from, to, {
			which: 'notIn',
			otherGroup: byId(skip),
			options: { removeFromSource: true },
		}),
	});
	expect(json).toMatchObject([{ chosen: 3, alreadyMembers: 1, added: 2, removed: 3, failed: 0 }]);
	expect(inGroup(from)).toEqual([4]);
	expect(inGroup(to)).toEqual([1, 2, 3]);
});

test('two shares are disjoint and complete, and the same every time', async () => {
	const from = groupOf('抽奖', ...upFrom(1, 2_000));
	const [a, b, again] = ['A组', 'B组', 'A组（再）'].map((name) => groupOf(name));
	const share = async (to: string, shareFrom: number, shareTo: number) => {
		await runNode(hub(), { parameters: copy(from, to, { options: { shareFrom, shareTo } }) });
	};
	await share(a, 0, 50);
	await share(b, 50, 100);
	await share(again, 0, 50);
	expect(inGroup(again)).toEqual(inGroup(a));
	expect([...inGroup(a), ...inGroup(b)].sort((x, y) => x - y)).toEqual(upFrom(1, 2_000));
	expect(inGroup(a).length).toBeGreaterThan(900);
	expect(inGroup(a).length).toBeLessThan(1_100);
});

/** Customers whose IDs are the last of the lower half and the first of the upper one. */
const [BELOW_HALF, AT_HALF] = [599_527, 1_029_287];

// A share that was copied stays in its group for months: a later version of the node must not divide people anew.
test('who is in a share follows from the customer ID for good, to the last of a million parts', async () => {
	const from = groupOf('抽奖', ...upFrom(1, 400), BELOW_HALF, AT_HALF);
	const chosenBy = async (shareFrom: number, shareTo: number) => {
		const to = groupOf(`${shareFrom}–${shareTo} %`);
		await runNode(hub(), { parameters: copy(from, to, { options: { shareFrom, shareTo } }) });
		return inGroup(to);
	};
	expect(await chosenBy(0, 2)).toEqual([222, 225, 298]);
	const [lower, upper] = [await chosenBy(0, 50), await chosenBy(50, 100)];
	const atBound = (customers: number[]) => customers.filter((customer) => customer > 400);
	expect([atBound(lower), atBound(upper)]).toEqual([[BELOW_HALF], [AT_HALF]]);
});

test('the dates of the memberships decide exactly who joined in a range', async () => {
	const { id: from } = hub().addGroup({ name: '三天活动' });
	for (const [customer, at] of [
		[1, '2024-05-31T15:59:59Z'],
		[2, '2024-05-31T16:00:00Z'],
		[3, '2024-06-01T15:59:59Z'],
		[4, '2024-06-01T16:00:00Z'],
	] as const)
		hub().addMembers(from, [customer], { dateCreated: at });
	const to = groupOf('六月一日');
	const { json, hints } = await runNode(hub(), {
		timezone: 'Asia/Shanghai',
		parameters: copy(from, to, { options: { joinedFrom: '2024-06-01', joinedUntil: '2024-06-01' } }),
	});
	expect(json).toMatchObject([{ members: 4, chosen: 2, added: 2 }]);
	expect(inGroup(to)).toEqual([2, 3]);
	expect(hints.join('\n')).toContain(
		'Copied members who joined from 2024-05-31 16:00:00 until 2024-06-01 15:59:59 UTC',
	);
});

test.each(['copy', 'getAll'])(
	'%s: nobody is left out because DM Hub sent no date for them',
	async (operation) => {
		const from = groupOf('门店活动', 1);
		const to = groupOf('六月一日');
		const [{ id }] = hub().members(from);
		const undated = [{ id: Number(id), listId: Number(from), customerId: 1, dateCreated: null }];
		hub().faults.plan(({ path, query: { listId } }) =>
			path === '/v1/listMembers' && listId === from
				? { kind: 'refuse', body: { items: undated } }
				: undefined,
		);
		const { error } = await runNode(hub(), {
			parameters: {
				...copy(from, to, { options: { joinedFrom: '2024-06-01' } }),
				operation,
				...(operation === 'getAll' ? { returnAll: true } : {}),
			},
		});
		expect(error?.message).toContain(
			`DM Hub sent no readable date for membership ${id}, so it is not known when that customer joined`,
		);
		expect(writes(hub())).toEqual([]);
	},
);

test('a customer who is a member twice is one', async () => {
	const from = groupOf('门店活动', 1, 2);
	hub().quirks.existingMember = 'second';
	await runNode(hub(), { input: [{ customerId: 1 }], parameters: member('add', byId(from)) });
	expect(hub().members(from)).toHaveLength(3);
	const to = groupOf('金卡会员');
	const { json } = await runNode(hub(), { parameters: copy(from, to) });
	expect(json).toMatchObject([{ members: 2, chosen: 2, added: 2 }]);
});

test('each item names its groups, one after the other', async () => {
	const from = groupOf('门店活动', 1, 2);
	const [to, back] = [groupOf('金卡会员'), groupOf('银卡会员', 7)];
	const { json } = await runNode(hub(), {
		input: [
			{ from, to },
			{ from: to, to: back },
		],
		parameters: member('copy', byId('={{ $json.from }}'), { toGroup: byId('={{ $json.to }}') }),
	});
	expect(json).toMatchObject([{ added: 2 }, { members: 2, added: 2 }]);
	expect(inGroup(back)).toEqual([1, 2, 7]);
});

test('a large group is copied while its target grows, and leaves whole', async () => {
	const from = groupOf('全部客户', ...upFrom(1, 12_000));
	const to = groupOf('新的', ...upFrom(1, 4_000).map((at) => at * 3));
	const { json } = await runNode(hub(), {
		parameters: copy(from, to, { options: { removeFromSource: true, batchSize: 2_000 } }),
	});
	expect(json).toMatchObject([
		{ members: 12_000, chosen: 12_000, alreadyMembers: 4_000, added: 8_000, removed: 12_000, failed: 0 },
	]);
	expect(inGroup(to)).toHaveLength(12_000);
	expect(inGroup(from)).toEqual([]);
});

test('customers are added while the rest of their group is still to be read, so that not all of them are held', async () => {
	const from = groupOf('全部客户', ...upFrom(1, 10_001));
	const to = groupOf('新的');
	const { json } = await runNode(hub(), { parameters: copy(from, to, { options: { batchSize: 2_000 } }) });
	expect(json).toMatchObject([{ members: 10_001, added: 10_001 }]);
	const lines = requestLines(hub());
	const isOfSource = (line: string) =>
		line.startsWith('GET /v1/listMembers?') && line.includes(`listId=${from}&`);
	expect(lines.findIndex((line) => line.startsWith('POST'))).toBeLessThan(lines.findLastIndex(isOfSource));
});
