import type { INodeParameters } from 'n8n-workflow';
import { upFrom } from '../../support/inputs';
import { byId, byName } from '../../support/parameters';
import { runNode } from '../../support/run';
import { requestLines, useSandbox, writes } from '../../support/sandbox';
import { copying } from './copying';

const hub = useSandbox();
const { groupOf, inGroup, copy } = copying(hub);

test('whoever cannot be added stays in the first group and is a failed item', async () => {
	const from = groupOf('待迁移', 1, 2, 3);
	const to = groupOf('金卡会员');
	Object.assign(hub().quirks, { unknownCustomer: 'refuseBatchNaming', refusedCustomers: new Set(['2']) });
	const { json, refused, hints } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		parameters: copy(from, to, { options: { removeFromSource: true } }),
	});
	expect(json).toMatchObject([{ chosen: 3, added: 2, removed: 2, failed: 1 }]);
	expect(inGroup(from)).toEqual([2]);
	expect(inGroup(to)).toEqual([1, 3]);
	expect(refused).toMatchObject([{ json: { details: { customerId: 2, listId: Number(to) } } }]);
	expect(hints).toContain('Added 2 of 3 customers; 1 was refused, with the reason in its “error”.');
});

test('whoever cannot be removed from the first group is a failed item, told one by one up to a thousand', async () => {
	hub().quirks.edition = 'old';
	const from = groupOf('待迁移', ...upFrom(1, 1_001));
	const to = groupOf('金卡会员');
	const { json, refused, hints } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		parameters: copy(from, to, { options: { removeFromSource: true } }),
	});
	expect(json).toMatchObject([{ chosen: 1_001, added: 1_001, removed: 0, failed: 1_001 }]);
	expect(refused).toHaveLength(1_000);
	expect(refused[0]).toBeRefused({ item: 0, httpStatus: 404, says: 'tooOld', listId: Number(from) });
	expect(hints).toEqual([
		`1,001 customers could not be removed from group “待迁移” (ID ${from}): the failed items say why.`,
		`Added 1,001 customers to group “金卡会员” (ID ${to}); 0 were members already. 0 customers were removed from group “待迁移” (ID ${from}).`,
	]);
	expect(inGroup(from)).toHaveLength(1_001);
});

test('in a run that stops, nobody leaves the first group after a refused addition', async () => {
	const from = groupOf('待迁移', 1, 2, 3);
	const to = groupOf('金卡会员');
	Object.assign(hub().quirks, { unknownCustomer: 'refuseBatchNaming', refusedCustomers: new Set(['2']) });
	const { error } = await runNode(hub(), {
		parameters: copy(from, to, { options: { removeFromSource: true } }),
	});
	expect(error).toBeRefused({ customerId: 2, words: 'customer 2 does not exist' });
	expect(inGroup(from)).toEqual([1, 2, 3]);
});

test.each([
	['the same group twice', { toGroup: 'from' }, /Two of the selected groups are the same: group \d+/],
	['an empty share', { options: { shareFrom: 50, shareTo: 50 } }, /The share from 50 % to 50 % is empty/],
	[
		'a range that is turned round',
		{ options: { joinedFrom: '2024-06-02', joinedUntil: '2024-06-01' } },
		/Joined From is later than Joined Until/,
	],
])(
	'%s is refused before anything is sent that writes',
	async (_, { toGroup, ...more }: INodeParameters, message) => {
		const from = groupOf('门店活动', 1, 2);
		const to = groupOf('金卡会员');
		const { error } = await runNode(hub(), {
			parameters: copy(from, toGroup === 'from' ? from : to, more),
		});
		expect(error?.message).toMatch(message);
		expect(writes(hub())).toEqual([]);
	},
);

test('of three groups the one that is given twice is named', async () => {
	const [from, to] = [groupOf('门店活动', 1), groupOf('金卡会员')];
	const { error } = await runNode(hub(), {
		parameters: copy(from, to, { which: 'notIn', otherGroup: byId(to) }),
	});
	expect(error?.message).toBe(`Two of the selected groups are the same: group ${to} [item 0]`);
	expect(writes(hub())).toEqual([]);
});

test.each([['from'], ['to'], ['other']])('a group that is gone is refused: %s', async (gone) => {
	const groups = { from: groupOf('一', 1), to: groupOf('二'), other: groupOf('三', 1) };
	const listId = groups[gone as keyof typeof groups];
	hub().deleteGroup(listId);
	const parameters = copy(groups.from, groups.to, { which: 'alsoIn', otherGroup: byId(groups.other) });
	const { error } = await runNode(hub(), { parameters });
	expect(error).toBeRefused({ reason: 'groupNotFound', names: [listId] });
	const { refused } = await runNode(hub(), { parameters, onError: 'continueErrorOutput' });
	expect(refused[0].json.details).toMatchObject({ reason: 'groupNotFound', listId: Number(listId) });
	expect(writes(hub())).toEqual([]);
});

test('no group is told for a target of which there is only a name', async () => {
	const parameters = copy(groupOf('一', 1), '1', { toGroup: byName('二') });
	const { refused } = await runNode(hub(), { parameters, onError: 'continueErrorOutput' });
	expect(refused[0]).toBeRefused({ item: 0, reason: 'groupNotFound', names: ['二'] });
	expect(refused[0].json.details).not.toHaveProperty('listId');
});

test('an expression that makes Dry Run or an option differ between items is refused', async () => {
	const from = groupOf('门店活动', 1, 2);
	const to = groupOf('金卡会员');
	const { error } = await runNode(hub(), {
		input: [{ dry: true }, { dry: false }],
		parameters: copy(from, to, { dryRun: '={{ $json.dry }}' }),
	});
	expect(error).toBeRefused({ item: 1, reason: 'invalid', field: 'Dry Run', says: 'notTheSame' });
	expect(requestLines(hub())).toEqual([]);
});

test('a dry run says of nobody that they were added, when another item stops it', async () => {
	const [from, to] = [groupOf('门店活动', 1, 2, 3), groupOf('金卡会员')];
	const { error } = await runNode(hub(), {
		input: [{ from }, { from: 77 }],
		parameters: copy('={{ $json.from }}', to, { dryRun: true }),
	});
	expect(error).toBeRefused({ item: 1, reason: 'groupNotFound', done: { added: 0 } });
});

test('a run that stops at a refused addition says how many were added', async () => {
	const [from, to] = [groupOf('门店活动', ...upFrom(1, 1_000)), groupOf('金卡会员')];
	hub().quirks.refusedCustomers = new Set(['700']);
	const { error } = await runNode(hub(), {
		parameters: copy(from, to, { options: { maxConcurrentRequests: 1 } }),
	});
	const { size } = hub().customersIn(to);
	expect(size).toBeGreaterThan(0);
	expect(error).toBeRefused({ item: 0, done: { added: size } });
});

test('a run that stops while customers leave the first group says how many have left', async () => {
	const [from, to] = [groupOf('门店活动', ...upFrom(1, 1_000)), groupOf('金卡会员', ...upFrom(1, 1_000))];
	hub().faults.add({
		kind: 'refuse',
		body: { error_code: 40013, error_description: 'no' },
		after: 1,
		match: { path: '/v1/listservice/removeFromList' },
	});
	const { error } = await runNode(hub(), {
		parameters: copy(from, to, { options: { removeFromSource: true, maxConcurrentRequests: 1 } }),
	});
	expect(error).toBeRefused({ item: 0, done: { added: 0, removed: 500 } });
	expect(inGroup(from)).toHaveLength(500);
});
