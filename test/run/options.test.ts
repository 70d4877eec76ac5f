import { customers, upFrom } from '../support/inputs';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const hub = useSandbox();
beforeEach(() => void hub().addGroup({ name: '金卡会员' }));
const adding = (...sizes: number[]) => ({
	input: sizes.map((size, at) => ({ customerId: at + 1, size })),
	parameters: member('add', byId(1), { options: { batchSize: '={{ $json.size }}' } }),
});

test('a bad option of a later item is refused before anything is sent', async () => {
	expect(await runNode(hub(), adding(5, 0))).toBeRefused({ item: 1, reason: 'invalid', field: 'Batch Size' });
	expect(hub().requests).toEqual([]);
});

test('an option of the run that no item has right is refused for the first', async () => {
	const { error } = await runNode(hub(), {
		input: [{ t: 'abc' }, { t: 'xyz' }],
		parameters: member('check', byId(1), { options: { timeout: '={{ $json.t }}' } }),
	});
	expect(error).toBeRefused({ item: 0, reason: 'invalid', names: ['“abc”'] });
});

test('the options of the run are those of the first item', async () => {
	await runNode(hub(), adding(1, 4, 4, 4));
	expect(asked(hub(), '/v1/listMembers', 'POST')).toHaveLength(4);
});

test('items that ask for the same thing do not share their data', async () => {
	hub().addMembers('1', [5]);
	const { json } = await runNode(hub(), {
		input: [{}, {}],
		parameters: member('remove', undefined, {
			removeBy: 'membership',
			membershipId: String(hub().members('1')[0].id),
		}),
	});
	expect(json).toHaveLength(2);
	expect(json[0]).toEqual(json[1]);
	expect(json[0]).not.toBe(json[1]);
});

describe('the hint counts', () => {
	const onError = 'continueErrorOutput';

	test('items of a work that was refused as a whole', async () => {
		const { hints } = await runNode(hub(), {
			input: [{ g: 1 }, { g: 77 }],
			onError,
			parameters: member('count', byId('={{ $json.g }}')),
		});
		expect(hints.join()).toMatch(/^Counted 1 of 2 groups; 1 was refused/);
	});

	test('people who are not in DM Hub as checked', async () => {
		const { hints } = await runNode(hub(), {
			input: [{ mobile: '13912345678' }, { mobile: 'n/a' }],
			onError,
			parameters: member('check', byId(1), { customerBy: 'mobile' }),
		});
		expect(hints.join()).toMatch(/^Checked 1 of 2 customers; 1 was refused/);
	});
});

test('nothing is removed that had not begun when a removal was refused', async () => {
	const path = '/v1/listservice/removeFromList';
	hub().addMembers('1', 100);
	hub().faults.add({
		kind: 'refuse',
		body: '{"error_code":40004,"error_description":"no"}',
		match: (request) => request.path === path && /^1,/.test(request.query.customerIds),
	});
	hub().faults.add({ kind: 'slow', ms: 300, times: 9, match: { method: 'GET' } });
	await runNode(hub(), {
		input: customers(...upFrom(1, 100)),
		parameters: member('remove', byId(1), { options: { batchSize: 10, maxConcurrentRequests: 2 } }),
	});
	expect(asked(hub(), path)).toHaveLength(2);
});
