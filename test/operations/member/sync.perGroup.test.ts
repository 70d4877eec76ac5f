import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { useSandbox } from '../../support/hub';
import { member, upFrom } from '../../support/parameters';
import { writes } from '../../support/requestLines';
import { byId, runNode } from '../../support/runNode';

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
const errors = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json.error);

describe('each group follows its own items:', () => {
	test('one group can have a dry run beside the real run of another', async () => {
		const { json } = await syncing(
			[
				{ g: 1, customerId: 1, dry: true },
				{ g: 2, customerId: 1, dry: false },
			],
			{ dryRun: '={{ $json.dry }}' },
		);
		expect(json).toMatchObject([
			{ listId: 1, dryRun: true, removed: 9 },
			{ listId: 2, dryRun: false, removed: 9 },
		]);
		expect([hub().customersIn('1').size, hub().customersIn('2').size]).toEqual([10, 1]);
	});

	test('a mix within one group is refused, and the other group is synced', async () => {
		const { items } = await syncing(
			[
				{ g: 1, customerId: 1, dry: true },
				{ g: 1, customerId: 2, dry: false },
				{ g: 2, customerId: 1, dry: false },
			],
			{ dryRun: '={{ $json.dry }}' },
			true,
		);
		expect(errors(items)).toEqual([
			'Nothing was changed in this group, because Dry Run is off for item 1 and on for others of its items',
			expect.stringContaining('Dry Run is on for some items of group 1 and off for item 1'),
			undefined,
		]);
		expect([hub().customersIn('1').size, hub().customersIn('2').size]).toEqual([10, 1]);
	});
});

describe('a list that has lost its value', () => {
	const lists = { customersFrom: 'list', customerIds: '={{ $json.l }}' };

	test.each([{ typo: [9, 10] }, { l: [] }, { l: '' }, { l: null }])(
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
				const told = 'Customer IDs is empty in item 1, so group 1 was not changed';
				if (goesOn)
					expect(errors(items)).toEqual([
						'Nothing was changed in this group, because the customer of item 1 cannot be read or found',
						told,
					]);
				else expect(error?.message).toBe(`${told} [item 1]`);
			}
			expect(writes(hub())).toEqual([]);
			expect(hub().customersIn('1').size).toBe(10);
		},
	);

	test('counts, alone, as an empty source, and only with Allow Empty Source', async () => {
		const refused = await syncing([{ g: 1, l: [] }], lists);
		expect(refused.error?.message).toContain('The source for group 1 is empty');
		const { json } = await syncing([{ g: 1, l: [] }], { ...lists, options: { allowEmptySource: true } });
		expect(json).toMatchObject([{ wanted: 0, removed: 10 }]);
	});
});
