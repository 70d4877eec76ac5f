import { byId, member } from '../../support/parameters';
import { goneGroup } from '../../support/refusals';
import { runNode } from '../../support/run';
import { useSandbox } from '../../support/sandbox';

const hub = useSandbox();

test.each(['empty', 'refuse'] as const)(
	'a group that is gone is refused and gives no file (reads: %s)',
	async (reads) => {
		hub().addGroup({ name: '金卡会员' });
		hub().quirks.unknownGroupReads = reads;
		const { error, items } = await runNode(hub(), { parameters: member('exportToFile', byId(77)) });
		expect(items).toEqual([]);
		expect(error).toBeRefused({ item: 0, listId: 77, ...goneGroup(reads) });
	},
);

test('a page that cannot be read fails the item, since half a file is not the file', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 30);
	hub().quirks.memberRowCap = 10;
	hub().faults.plan(({ query }) =>
		query.sinceId === '36364'
			? { kind: 'refuse', body: '{"error_code":40500,"error_description":"no"}' }
			: undefined,
	);
	const { items, refused } = await runNode(hub(), {
		onError: 'continueErrorOutput',
		parameters: member('exportToFile', byId(id)),
	});
	expect(items).toEqual([]);
	expect(refused).toMatchObject([
		{ json: { details: { code: '40500', listId: 1 } }, pairedItem: { item: 0 } },
	]);
});

test.each([
	[{ format: 'xlsx' }, 'Format', 'xlsx'],
	[{ filters: { sinceId: '1.5' } }, 'After Membership ID', '1.5'],
])('parameters that make no sense are refused before anything is sent: %j', async (more, field, given) => {
	const { error } = await runNode(hub(), { parameters: member('exportToFile', byId(1), more) });
	expect(error).toBeRefused({ item: 0, reason: 'invalid', field, names: [`“${given}”`] });
	expect(hub().requests).toEqual([]);
});
