import { customers, upFrom } from '../../support/inputs';
import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox, writes } from '../../support/sandbox';

const hub = useSandbox();
const refusing = (customer: string, text: string) =>
	hub().faults.plan(({ path, query }) =>
		path.endsWith('/removeFromList') && query.customerIds.split(',').includes(customer)
			? { kind: 'refuse', body: `{"error_code":40402,"error_description":"${text}"}` }
			: undefined,
	);

test('one bad ID means that nothing is sent', async () => {
	hub().addGroup({ name: '金卡会员' });
	const { error } = await runNode(hub(), { input: customers(1, 'x'), parameters: member('remove', byId(1)) });
	expect(error).toBeRefused({ item: 1, reason: 'invalid', field: 'Customer ID', customer: 'x' });
	expect(hub().requests).toEqual([]);
});

test('a group that is gone is refused once, and fails all its customers when the run goes on', async () => {
	hub().addGroup({ name: '金卡会员' });
	const stopped = await runNode(hub(), { input: customers(1, 2), parameters: member('remove', byId(77)) });
	expect(stopped).toBeRefused({ item: 0, reason: 'groupNotFound', listId: 77, code: '40201' });

	hub().clearLog();
	const { json, refused } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		input: customers(1, 2),
		parameters: member('remove', byId(77)),
	});
	expect(json).toEqual([]);
	expect(refused.map(({ json }) => json.details)).toMatchObject([
		{ code: '40201', httpStatus: 500, customerId: 1, listId: 77 },
		{ code: '40201', httpStatus: 500, customerId: 2, listId: 77 },
	]);
	expect(writes(hub())).toHaveLength(1);
});

test.each([
	['not named', 'no such customer', 1],
	['named', 'customer 30 does not exist', 30],
])('a refused batch is halved until the customer at fault stands alone (%s)', async (_, text) => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 40);
	refusing('30', text);
	const { json, refused } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		input: customers(...upFrom(1, 40)),
		parameters: member('remove', byId(id)),
	});
	expect(json).toHaveLength(39);
	expect(refused).toMatchObject([
		{ json: { details: { code: '40402', customerId: 30, listId: 1 } }, pairedItem: { item: 29 } },
	]);
	expect(hub().customersIn(id)).toEqual(new Set(['30']));
});

test('a DM Hub of the older edition, which has no call for it, is said to be too old', async () => {
	hub().quirks.edition = 'old';
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 3);
	const result = await runNode(hub(), {
		onError: 'continueErrorOutput',
		input: customers(1, 2),
		parameters: member('remove', byId(id)),
	});
	for (const item of [0, 1])
		expect(result.refused[item]).toBeRefused({ item, httpStatus: 404, says: 'tooOld' });
	expect(writes(hub())).toHaveLength(1);
	expect(hub().customersIn(id).size).toBe(3);
});

test('a DM Hub that allows no such call is said to be too old, too', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().faults.add({
		kind: 'refuse',
		status: 405,
		body: '',
		match: { method: 'POST', path: '/v1/listservice/removeFromList' },
	});
	const { error } = await runNode(hub(), { input: customers(1), parameters: member('remove', byId(id)) });
	expect(error).toBeRefused({ item: 0, httpStatus: 405, says: 'tooOld' });
});

test('a wrong address is not taken for an old DM Hub', async () => {
	hub().faults.add({ kind: 'refuse', status: 404, body: '', times: 9 });
	const { error } = await runNode(hub(), { input: customers(1), parameters: member('remove', byId(1)) });
	expect(error).toBeRefused({ item: 0, httpStatus: 404, names: ['Base URL'] });
});

test('a run that stops names the item and what was done before', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 40);
	refusing('30', 'customer 30 does not exist');
	const { error } = await runNode(hub(), {
		input: customers(...upFrom(1, 40)),
		parameters: member('remove', byId(id), { options: { batchSize: 10, maxConcurrentRequests: 1 } }),
	});
	expect(error).toBeRefused({
		item: 29,
		customerId: 30,
		words: 'customer 30 does not exist',
		code: '40402',
		httpStatus: 200,
		done: { removed: 20 },
	});
	expect(hub().customersIn(id)).toEqual(new Set(upFrom(21, 20).map(String)));
});

describe('removing by membership', () => {
	const byMembership = (more = {}) => member('remove', undefined, { removeBy: 'membership', ...more });

	test('sends the reference’s call once per membership', async () => {
		const { id } = hub().addGroup({ name: '金卡会员' });
		hub().nextMembershipId = '1627652953215191041';
		hub().addMembers(id, 3);
		const { items } = await runNode(hub(), {
			input: [{ id: '1627652953215191042' }, { id: '1627652953215191041' }, { id: '1627652953215191042' }],
			parameters: byMembership(),
		});
		expect(writes(hub()).sort()).toEqual([
			'DELETE /v1/listMembers/1627652953215191041',
			'DELETE /v1/listMembers/1627652953215191042',
		]);
		expect(hub().customersIn(id)).toEqual(new Set(['3']));
		expect(items).toEqual(
			['1627652953215191042', '1627652953215191041', '1627652953215191042'].map((membership, item) => ({
				json: { removed: true, id: membership },
				pairedItem: { item },
			})),
		);
	});

	test('refuses one that does not exist', async () => {
		const { id } = hub().addGroup({ name: '金卡会员' });
		hub().addMembers(id, 1);
		const input = [{ id: 1 }, { id: 36345 }];
		const { json, refused } = await runNode(hub(), {
			onError: 'continueErrorOutput',
			input,
			parameters: byMembership(),
		});
		expect(json).toEqual([{ removed: true, id: 36345 }]);
		expect(refused).toMatchObject([{ json: { details: { code: '40201', httpStatus: 500 } } }]);
		const { error } = await runNode(hub(), { input, parameters: byMembership() });
		expect(error).toBeRefused({
			item: 0,
			words: 'permission is not enough',
			code: '40201',
			httpStatus: 500,
		});
	});

	test.each([
		['', 'is empty'],
		['x', '“x”'],
	])('refuses a bad ID before anything is sent (%j)', async (id, given) => {
		const { error } = await runNode(hub(), { input: [{ id: 36345 }, { id }], parameters: byMembership() });
		expect(error).toBeRefused({
			item: 1,
			reason: 'invalid',
			field: 'Membership ID',
			names: [given],
		});
		expect(hub().requests).toEqual([]);
	});
});
