import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { upFrom } from '../../support/inputs';
import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox, writes } from '../../support/sandbox';

const hub = useSandbox();

beforeEach(() => {
	for (const name of ['金卡会员', '银卡会员']) hub().addMembers(hub().addGroup({ name }).id, upFrom(1, 10));
});

const syncing = async (input: IDataObject[], more: INodeParameters = {}, goesOn = false) =>
	await runNode(hub(), {
		input,
		parameters: member('sync', byId('={{ $json.g }}'), {
			...more,
			options: { removalLimit: 100, ...(more.options as object) },
		}),
		...(goesOn ? { onError: 'continueRegularOutput' as const } : {}),
	});

test('a Dry Run that differs between items is refused before anything is sent, whatever their groups', async () => {
	for (const goesOn of [false, true]) {
		const { items, error } = await syncing(
			[
				{ g: 1, customerId: 1, dry: true },
				{ g: 2, customerId: 1, dry: false },
			],
			{ dryRun: '={{ $json.dry }}' },
			goesOn,
		);
		expect(error ?? items[1]).toBeRefused({
			item: 1,
			reason: 'invalid',
			field: 'Dry Run',
			says: 'notTheSame',
		});
		expect(hub().requests).toEqual([]);
	}
});

test('options that differ between items are refused before anything is sent', async () => {
	const { error } = await runNode(hub(), {
		input: [
			{ g: 1, customerId: 1, limit: 100 },
			{ g: 1, customerId: 2, limit: 5 },
		],
		parameters: member('sync', byId('={{ $json.g }}'), { options: { removalLimit: '={{ $json.limit }}' } }),
	});
	expect(error).toBeRefused({ item: 1, reason: 'invalid', field: 'Removal Limit (%)', says: 'notTheSame' });
	expect(hub().requests).toEqual([]);
});

describe('a list that has lost its value', () => {
	const lists = { customersFrom: 'list', customerIds: '={{ $json.l }}' };

	test.each([[{ typo: [9, 10] }], [{ l: null }], [{ l: [] }], [{ l: '' }]])(
		'counts, beside others, as a row that cannot be read (%p): nobody is removed',
		async (lost) => {
			for (const goesOn of [false, true]) {
				const { error, items } = await syncing(
					[
						{ g: 1, l: upFrom(1, 8) },
						{ g: 1, ...lost },
					],
					lists,
					goesOn,
				);
				expect(error ?? items[1]).toBeRefused({
					item: 1,
					reason: 'invalid',
					field: 'Customer IDs',
					says: 'isEmpty',
				});
				if (goesOn)
					expect(items[0]).toBeRefused({
						item: 0,
						reason: 'guard',
						says: 'nothingChanged',
						names: ['item 1'],
					});
			}
			expect(writes(hub())).toEqual([]);
			expect(hub().customersIn('1').size).toBe(10);
		},
	);

	test('counts, alone, as an empty source, and only with Allow Empty Source', async () => {
		const refused = await syncing([{ g: 1, l: [] }], lists);
		expect(refused).toBeRefused({ reason: 'guard', says: 'emptySource', listId: 1 });
		const { json } = await syncing([{ g: 1, l: [] }], { ...lists, options: { allowEmptySource: true } });
		expect(json).toMatchObject([{ wanted: 0, removed: 10 }]);
	});
});
