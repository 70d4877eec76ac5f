import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { useSandbox } from '../support/hub';
import { asked } from '../support/membersOf';
import { member } from '../support/parameters';
import { byId, runNode } from '../support/runNode';

const hub = useSandbox({ customers: 0 });
const newCustomer = { name: '={{ $json.name }}' };

beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
});

describe('syncing people', () => {
	const sync = (ifNotFound: string, options: IDataObject = {}, dryRun = false) =>
		member('sync', byId('1'), {
			customerBy: 'mobile',
			ifNotFound,
			dryRun,
			newCustomer,
			options: options as INodeParameters,
		});
	const input = [
		{ name: '王小明', mobile: '13800138000' },
		{ name: '李娜', mobile: '13912345678' },
	];
	let present: string[];
	beforeEach(() => {
		present = [
			hub().addCustomer({ name: '王小明', mobile: '13800138000' }).id,
			...[1, 2, 3, 4, 5, 6, 7].map((digit) => hub().addCustomer({ mobile: `1370013700${digit}` }).id),
		];
		hub().addMembers('1', present);
	});

	test.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'leaves the group as it is where somebody is unknown (%s)',
		async (onError) => {
			const { json, error } = await runNode(hub(), {
				input,
				parameters: sync('refuse', { removalLimit: 100 }),
				onError,
			});
			expect(error?.message ?? json[1].error).toMatch(/^There is no customer with the mobile number “139/);
			if (!error) expect(json[0].error).toContain('Nothing was changed in this group');
			expect(hub().customersIn('1').size).toBe(8);
		},
	);

	test('counts and reports people who are left out, and keeps to the removal limit', async () => {
		const over = await runNode(hub(), { input, parameters: sync('leaveOut') });
		expect(over.error?.message).toContain('more than the removal limit');
		const { json, hints } = await runNode(hub(), {
			input,
			parameters: sync('leaveOut', { removalLimit: 100 }),
		});
		expect(json).toMatchObject([{ wanted: 1, leftOut: 1, removed: 7, unchanged: 1 }]);
		expect(hints.join()).toContain('1 person is not known to DM Hub');
	});

	test('empties no group because nobody in the source is known', async () => {
		const { error } = await runNode(hub(), {
			input: input.slice(1),
			parameters: sync('leaveOut', { removalLimit: 100 }),
		});
		expect(error?.message).toBe(
			'DM Hub knows none of the people in the source for group 1, so nothing was changed [item 0]',
		);
		expect(hub().customersIn('1').size).toBe(8);
	});

	test('counts in a dry run who would be created, only reads, and says the same as the real run', async () => {
		const dry = await runNode(hub(), { input, parameters: sync('create', { removalLimit: 100 }, true) });
		expect(hub().requests.every(({ method }) => method === 'GET')).toBe(true);
		const real = await runNode(hub(), { input, parameters: sync('create', { removalLimit: 100 }) });
		const figures = { wanted: 2, before: 8, added: 1, removed: 7, unchanged: 1, failed: 0, created: 1 };
		expect(dry.json).toEqual([{ listId: 1, dryRun: true, ...figures }]);
		expect(real.json).toEqual([{ listId: 1, dryRun: false, ...figures }]);
	});

	test('removes nobody because a look-up failed', async () => {
		hub().faults.plan(({ path }) => (path === '/v1/customers' ? 'busy' : undefined));
		const { error } = await runNode(hub(), { input, parameters: sync('leaveOut', { removalLimit: 100 }) });
		expect(error).toBeDefined();
		expect(hub().customersIn('1').size).toBe(8);
	});

	const created = () => asked(hub(), '/v1/customers', 'POST');

	test.each([
		['an empty row beside others', [{ mobile: '13912345678' }, { mobile: '' }], {}, 'is empty in item 1'],
		[
			'Dry Run on in one row and off in another',
			[{ mobile: '13912345678', dry: true }, { mobile: '13800138000' }],
			{ dryRun: '={{ $json.dry === true }}' },
			'Dry Run is on for some items of group 1 and off for item 1',
		],
		[
			'an empty list beside others',
			[{ list: ['13912345678'] }, { list: [] }],
			{ customersFrom: 'list', mobiles: '={{ $json.list }}' },
			'is empty in item 1',
		],
	])('sends nothing where there is %s', async (_, rows, more, told) => {
		for (const onError of [undefined, 'continueErrorOutput' as const]) {
			const { error, refused } = await runNode(hub(), {
				input: rows as IDataObject[],
				parameters: { ...sync('create', { removalLimit: 100 }), ...more },
				onError,
			});
			expect(error?.message ?? refused[1].json.error).toContain(told);
			expect(hub().requests).toEqual([]);
		}
	});

	test.each([
		['too many members would be removed', () => undefined, 'more than the removal limit'],
		['the group is gone', () => hub().deleteGroup('1'), 'There is no group with the ID 1'],
	])('creates nobody where %s', async (_, before, told) => {
		before();
		for (const onError of [undefined, 'continueErrorOutput' as const]) {
			const { error, refused } = await runNode(hub(), { input, parameters: sync('create'), onError });
			expect(error?.message ?? refused[0].json.error).toContain(told);
			if (!error)
				expect(refused.map(({ json }) => (json.details as IDataObject).customer)).toEqual(
					input.map(({ mobile }) => mobile),
				);
		}
		expect(created()).toEqual([]);
	});

	test('keeps a member whom only the creation has found', async () => {
		// A server whose search passes over a customer: its own call to create finds them.
		hub().faults.plan(({ method, query }) =>
			method === 'GET' && query.mobile?.includes('13700137001')
				? { kind: 'refuse', body: { records: 0n, rows: [] } }
				: undefined,
		);
		const { json } = await runNode(hub(), {
			input: [...input, { name: '有', mobile: '13700137001' }],
			parameters: sync('create', { removalLimit: 100 }),
		});
		expect(json).toMatchObject([{ wanted: 3, unchanged: 2, removed: 6 }]);
		expect(hub().customersIn('1').has(present[1])).toBe(true);
	});
});
