import type { FaultKind } from '../../sandbox';
import { crowd, idsOf } from '../support/inputs';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';

const sandbox = useSandbox();
const PATH = '/v1/listservice/removeFromList';

const remove = async (count: number, stops = false, id: number | string = 1) =>
	await runNode(sandbox(), {
		input: crowd(count),
		parameters: member('remove', byId(id)),
		onError: stops ? undefined : 'continueErrorOutput',
	});
function aGroupOf(count: number): string {
	const { id } = sandbox().addGroup({ name: 'A' });
	sandbox().addMembers(id, count);
	return id;
}
const strike = (kind: FaultKind, times = 1) => sandbox().faults.add({ kind, times, match: { path: PATH } });

test.each(['lost', 'lostHtml', 'cut', 'truncated'] as FaultKind[])(
	'a removal whose answer is %s is sent again, which finds nothing left to do',
	async (kind) => {
		const id = aGroupOf(20);
		strike(kind);
		expect((await remove(15, true)).json).toHaveLength(15);
		expect(sandbox().customersIn(id)).toEqual(idsOf(crowd(5, 16)));
		expect(sandbox().requests).toHaveLength(2);
	},
);

test.each(['lost', 'lostHtml', 'truncated'] as FaultKind[])(
	'a removal whose every answer is %s is done, since a look finds them gone',
	async (kind) => {
		const id = aGroupOf(20);
		strike(kind, 5);
		const { error, json } = await remove(15, true);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(15);
		expect(sandbox().customersIn(id)).toEqual(idsOf(crowd(5, 16)));
	},
);

test('a removal without any answer is not known to be done while they are still there', async () => {
	aGroupOf(3);
	strike('cut', 5);
	const { json, refused } = await remove(5);
	// Customers 4 and 5 are not in the group, whatever becomes of the request.
	expect(json.map(({ customerId }) => customerId)).toEqual([4, 5]);
	expect(refused.map(({ json }) => json)).toMatchObject(
		[1, 2, 3].map((customerId) => ({
			details: { outcome: 'unknown', customerId, listId: 1 },
		})),
	);
});

test('a removal without any answer is not known to be done where nobody can look', async () => {
	aGroupOf(3);
	strike('lost', 10);
	sandbox().faults.add({ kind: 'busy', match: { method: 'GET' }, times: 100 });
	const { refused } = await remove(3);
	expect(refused.map(({ json }) => json.details)).toMatchObject(
		[1, 2, 3].map((customerId) => ({ outcome: 'unknown', customerId })),
	);
	const { error } = await remove(3, true);
	expect(error).toBeRefused({
		item: 0,
		outcome: 'unknown',
		customerId: 1,
		listId: 1,
		says: 'notKnownWhetherDone',
	});
});

test('a removal without any answer is refused where the group is gone', async () => {
	aGroupOf(3);
	strike('cut', 5);
	const { json, refused } = await remove(3, false, 77);
	expect(json).toEqual([]);
	expect(refused[0]).toBeRefused({ reason: 'groupNotFound', customerId: 1, listId: 77, names: [77] });
});

test('a group that is gone is refused with the item whose customer the server names', async () => {
	sandbox().faults.add({
		kind: 'refuse',
		body: '{"error_code":40402,"error_description":"customer 3 is not in the list"}',
		match: { path: PATH },
	});
	const { error } = await remove(4, true, 77);
	expect(error).toBeRefused({
		item: 2,
		reason: 'groupNotFound',
		customerId: 3,
		names: [77],
		words: 'customer 3 is not in the list',
	});
});

describe.each([
	['40201', 'permission is not enough'],
	['40004', 'no'],
])('%s to the repeat', (code, words) => {
	const refusal = () =>
		sandbox().faults.add({
			kind: 'refuse',
			status: 500,
			body: `{"error_code":${code},"error_description":"${words}"}`,
			match: { path: PATH },
		});

	test('of a removal that was done without an answer means done, since a look shows that they are gone', async () => {
		aGroupOf(3);
		strike('lost');
		refusal();
		expect((await remove(2, true)).json).toHaveLength(2);
	});

	test('of a removal without an answer leaves it unknown while they are still there', async () => {
		aGroupOf(3);
		strike('cut');
		refusal();
		const { json, refused } = await remove(2);
		expect(json).toEqual([]);
		expect(refused.map(({ json }) => json.details)).toMatchObject([
			{ outcome: 'unknown', code, customerId: 1 },
			{ outcome: 'unknown', code, customerId: 2 },
		]);
	});

	test('is a refusal after a 503, since no answer was lost', async () => {
		aGroupOf(3);
		strike('busy');
		refusal();
		const { error } = await remove(1, true);
		expect(error).toBeRefused({ item: 0, names: ['POST '], code, httpStatus: 500 });
	});
});
