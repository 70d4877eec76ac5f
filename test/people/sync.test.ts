import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, member } from '../support/parameters';
import type { Facts } from '../support/refusals';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

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
			const { items, error } = await runNode(hub(), {
				input,
				parameters: sync('refuse', { removalLimit: 100 }),
				onError,
			});
			expect(error ?? items[1]).toBeRefused({ item: 1, reason: 'notFound', customer: '13912345678' });
			if (!error) expect(items[0]).toBeRefused({ item: 0, reason: 'guard', says: 'nothingChanged' });
			expect(hub().customersIn('1').size).toBe(8);
		},
	);

	test('counts and reports people who are left out, and keeps to the removal limit', async () => {
		const over = await runNode(hub(), { input, parameters: sync('leaveOut') });
		expect(over).toBeRefused({ reason: 'guard', says: 'removalLimit' });
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
		expect(error).toBeRefused({ item: 0, reason: 'guard', says: 'nobodyKnown', names: [1] });
		expect(hub().customersIn('1').size).toBe(8);
		const dry = await runNode(hub(), {
			input: input.slice(1),
			parameters: sync('leaveOut', { removalLimit: 100 }, true),
		});
		expect(dry.json[0].wouldRefuse).toContain(String(error?.message).split(', so nothing')[0]);
	});

	test.each([
		['leaveOut', 'both', { leftOut: 1 }],
		['create', 'remove', { created: 0 }],
	])(
		'says that a group without members stays so where nobody is known (%s, %s)',
		async (ifNotFound, changes, figures) => {
			hub().addGroup({ name: '银卡会员' });
			for (const dryRun of [true, false]) {
				const parameters = { ...sync(ifNotFound, { changes }, dryRun), group: byId('2') };
				const { error, json } = await runNode(hub(), { input: input.slice(1), parameters });
				expect(error).toBeUndefined();
				expect(json).toEqual([
					{
						listId: 2,
						dryRun,
						wanted: 0,
						before: 0,
						added: 0,
						removed: 0,
						unchanged: 0,
						failed: 0,
						...figures,
					},
				]);
			}
		},
	);

	test('counts in a dry run who would be created, only reads, and says the same as the real run', async () => {
		const dry = await runNode(hub(), { input, parameters: sync('create', { removalLimit: 100 }, true) });
		expect(hub().requests.every(({ method }) => method === 'GET')).toBe(true);
		const real = await runNode(hub(), { input, parameters: sync('create', { removalLimit: 100 }) });
		const figures = { wanted: 2, before: 8, added: 1, removed: 7, unchanged: 1, failed: 0, created: 1 };
		expect(dry.json).toEqual([{ listId: 1, dryRun: true, ...figures }]);
		expect(real.json).toEqual([{ listId: 1, dryRun: false, ...figures }]);
	});

	test.each([
		['a number that creates nobody', { mobile: '62345678' }, {}],
		[
			'a birthday that is none',
			{ mobile: '13912345678', birthday: 'soon' },
			{ birthday: '={{ $json.birthday }}' },
		],
		[
			'the email of another customer',
			{ mobile: '13912345678', email: 'wang@example.com' },
			{ email: '={{ $json.email }}' },
		],
	])('tells in a dry run that the real run refuses %s', async (_, row, fields) => {
		hub().addCustomer({ name: '王小明', email: 'wang@example.com' });
		const run = async (dryRun: boolean) =>
			await runNode(hub(), {
				input: [input[0], row],
				parameters: { ...sync('create', { removalLimit: 100 }, dryRun), newCustomer: fields },
			});
		const dry = await run(true);
		const { error } = await run(false);
		expect(error).toBeRefused({ item: 1, customer: row.mobile });
		expect(dry.json).toMatchObject([{ dryRun: true, created: 0, added: 0 }]);
		const [said] = String(error?.message).split(' [item');
		expect(dry.json[0].wouldRefuse).toContain(said);
		expect(hub().customersIn('1').size).toBe(8);
	});

	test('removes nobody because a look-up failed', async () => {
		hub().faults.plan(({ path }) => (path === '/v1/customers' ? 'busy' : undefined));
		const { error } = await runNode(hub(), { input, parameters: sync('leaveOut', { removalLimit: 100 }) });
		expect(error).toBeRefused({ reason: 'unavailable' });
		expect(hub().customersIn('1').size).toBe(8);
	});

	const created = () => asked(hub(), '/v1/customers', 'POST');

	test.each([
		[
			'an empty row beside others',
			[{ mobile: '13912345678' }, { mobile: '' }],
			{},
			{ field: 'Mobile Number', says: 'isEmpty' },
		],
		[
			'Dry Run on in one row and off in another',
			[{ mobile: '13912345678', dry: true }, { mobile: '13800138000' }],
			{ dryRun: '={{ $json.dry === true }}' },
			{ field: 'Dry Run', says: 'notTheSame' },
		],
		[
			'an empty list beside others',
			[{ list: ['13912345678'] }, { list: [] }],
			{ customersFrom: 'list', mobiles: '={{ $json.list }}' },
			{ field: 'Mobile Numbers', says: 'isEmpty' },
		],
	] as Array<[string, IDataObject[], INodeParameters, Facts]>)(
		'sends nothing where there is %s',
		async (_, rows, more, facts) => {
			for (const onError of [undefined, 'continueErrorOutput' as const]) {
				const { error, refused } = await runNode(hub(), {
					input: rows,
					parameters: { ...sync('create', { removalLimit: 100 }), ...more },
					onError,
				});
				expect(error ?? refused[1]).toBeRefused({ item: 1, reason: 'invalid', ...facts });
				expect(hub().requests).toEqual([]);
			}
		},
	);

	test.each([
		['too many members would be removed', () => undefined, { reason: 'guard', says: 'removalLimit' }],
		['the group is gone', () => hub().deleteGroup('1'), { reason: 'groupNotFound', names: ['1'] }],
	] as Array<[string, () => unknown, Facts]>)('creates nobody where %s', async (_, before, facts) => {
		before();
		for (const onError of [undefined, 'continueErrorOutput' as const]) {
			const { error, refused } = await runNode(hub(), { input, parameters: sync('create'), onError });
			expect(error ?? refused[0]).toBeRefused({ item: 0, ...facts });
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
