import { customers, upFrom } from '../../support/inputs';
import { byId, member } from '../../support/parameters';
import { goneGroup } from '../../support/refusals';
import { runNode } from '../../support/run';
import { useSandbox } from '../../support/sandbox';

const hub = useSandbox();

test.each([
	['empty', 1],
	['empty', 20],
	['refuse', 1],
	['refuse', 20],
] as const)(
	'a group that is gone is refused and never answered with “no” (reads: %s, customers: %i)',
	async (unknownGroupReads, count) => {
		hub().addGroup({ name: '金卡会员' });
		hub().quirks.unknownGroupReads = unknownGroupReads;
		const run = { input: customers(...upFrom(1, count)), parameters: member('check', byId(77)) };
		const stopped = await runNode(hub(), run);
		expect(stopped.items).toEqual([]);
		expect(stopped).toBeRefused({ item: 0, listId: 77, ...goneGroup(unknownGroupReads) });

		const { items, refused } = await runNode(hub(), { ...run, onError: 'continueErrorOutput' });
		expect(items).toEqual([]);
		expect(refused.map(({ json }) => json.details)).toMatchObject(
			upFrom(1, count).map((customerId) => ({ customerId, listId: 77 })),
		);
	},
);

test('an existing empty group answers “no” and is looked up once', async () => {
	hub().addGroup({ name: '金卡会员' });
	const { json } = await runNode(hub(), { input: customers(1, 2, 3), parameters: member('check', byId(1)) });
	expect(json.map(({ isMember }) => isMember)).toEqual([false, false, false]);
	expect(hub().requests.filter(({ path, query }) => path === '/v1/lists' && query.page === '1')).toHaveLength(
		1,
	);
});

test('a customer who cannot be looked up fails alone', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, [1, 2, 3]);
	hub().faults.plan(({ query }) =>
		query.customerId === '2'
			? { kind: 'refuse', body: '{"error_code":40403,"error_description":"this customer is locked"}' }
			: undefined,
	);
	const run = { input: customers(1, 2, 4), parameters: member('check', byId(id)) };
	const { json, refused } = await runNode(hub(), { ...run, onError: 'continueErrorOutput' });
	expect(json.map(({ customerId, isMember }) => [customerId, isMember])).toEqual([
		[1, true],
		[4, false],
	]);
	expect(refused).toMatchObject([
		{
			json: { details: { code: '40403', httpStatus: 200, customerId: 2, listId: 1 } },
			pairedItem: { item: 1 },
		},
	]);
	const { error } = await runNode(hub(), run);
	expect(error).toBeRefused({
		item: 1,
		customerId: 2,
		words: 'this customer is locked',
		code: '40403',
		httpStatus: 200,
	});
});

test('an answer that is not a list of members is refused', async () => {
	hub().addGroup({ name: '金卡会员' });
	hub().faults.add({ kind: 'refuse', body: '{"data":[]}' });
	const { error } = await runNode(hub(), { input: customers(1), parameters: member('check', byId(1)) });
	expect(error).toBeRefused({ item: 0, reason: 'unreadable', says: 'notAList' });
});

test('one bad ID means that nothing is sent', async () => {
	const { error } = await runNode(hub(), { input: customers(1, 1.5), parameters: member('check', byId(1)) });
	expect(error).toBeRefused({ item: 1, reason: 'invalid', field: 'Customer ID', customer: 1.5 });
	expect(hub().requests).toEqual([]);
});
