import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, byName, member, person } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const hub = useSandbox({ customers: 0 });

beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
});

describe('an add that creates people and stops', () => {
	const creating = (customerBy: string, more: INodeParameters = {}) =>
		person('add', customerBy, { ifNotFound: 'create', ...more });

	test('blames the one whose second number belongs to somebody else, not the newcomer before', async () => {
		const { id } = hub().addCustomer({ name: '王芳', mobile: '13800138000' });
		const { error } = await runNode(hub(), {
			input: [
				{ openId: 'o6_bmjrPTlm6_2sgVt7hMZOPfL20', m: '' },
				{ openId: 'o6_bmjrPTlm6_2sgVt7hMZOPfL21', m: '13800138000' },
			],
			parameters: creating('openId', { newCustomer: { mobile: '={{ $json.m }}' } }),
		});
		expect(error).toBeRefused({
			item: 1,
			customer: 'o6_bmjrPTlm6_2sgVt7hMZOPfL21',
			names: [id],
			says: 'belongsToAnother',
		});
		expect(asked(hub(), '/v1/customerandidentities', 'POST')).toEqual([]);
	});

	test.each([{}, { customersFrom: 'list', mobiles: '13912345678, 13800138000' }])(
		'blames the one whom two customers may be (%j)',
		async (more) => {
			for (const name of ['王芳', '王方']) hub().addCustomer({ name, mobile: '13800138000' });
			const { error } = await runNode(hub(), {
				input: 'mobiles' in more ? [{}] : [{ mobile: '13912345678' }, { mobile: '13800138000' }],
				parameters: creating('mobile', more),
			});
			expect(error).toBeRefused({ reason: 'ambiguous', customer: '13800138000' });
			expect(asked(hub(), '/v1/customers', 'POST')).toEqual([]);
		},
	);
});

test('somebody whom only an identity names is found wherever they stand, also where all customers were read', async () => {
	for (let nth = 1; nth <= 12; nth += 1)
		hub().addCustomer({ mobile: `1391000${String(nth).padStart(4, '0')}` });
	const { id } = hub().addCustomer({
		mobile: null,
		identities: [{ identityType: 'mobile', identityValue: '+86 13800138000' }],
	});
	const others = Array.from({ length: 12 }, (_, at) => `1391000${String(at + 1).padStart(4, '0')}`);
	for (const mobiles of [
		['13800138000', ...others],
		[...others, '13800138000'],
	]) {
		const { json } = await runNode(hub(), {
			input: mobiles.map((mobile) => ({ mobile })),
			parameters: person('check', 'mobile'),
		});
		expect(json[mobiles.indexOf('13800138000')].customerId).toBe(Number(id));
	}
});

test('a group that was deleted is missed also where nobody in it is known', async () => {
	hub().deleteGroup('1');
	const { error } = await runNode(hub(), {
		input: [{ mobile: '13700000000' }],
		parameters: person('check', 'mobile'),
	});
	expect(error).toBeRefused({ item: 0, reason: 'groupNotFound', names: [1] });
});

test('a dry run links each person who would be created to the item that names them', async () => {
	const { id } = hub().addCustomer({ mobile: '13800138000' });
	hub().addMembers('1', [id]);
	const { items } = await runNode(hub(), {
		input: ['13800138000', '13912345678', '13912345679'].map((mobile) => ({ mobile })),
		parameters: person('sync', 'mobile', {
			ifNotFound: 'create',
			dryRun: true,
			options: { output: 'changes' },
		}),
	});
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 2 }]);
});

describe('the details of a failed item name its customer', () => {
	const detailsOf = async (input: IDataObject[], parameters: INodeParameters) =>
		(await runNode(hub(), { input, parameters, onError: 'continueErrorOutput' })).refused.map(
			({ json }) => json.details as IDataObject,
		);

	test('where the group of a sync is not there, or a parameter of it cannot be read', async () => {
		const rows = [{ mobile: '13800138000' }];
		const parameters = person('sync', 'mobile');
		for (const more of [
			{ group: byName('银卡会员') },
			{ group: byId('x') },
			{ dryRun: '={{ "maybe" }}' },
			{ options: { removalLimit: '={{ 900 }}' } },
		] as INodeParameters[])
			expect(await detailsOf(rows, { ...parameters, ...more })).toMatchObject([{ customer: '13800138000' }]);
	});

	test('of each entry of a list whose group is not there', async () => {
		const details = await detailsOf(
			[{}],
			member('add', byName('银卡会员'), { customersFrom: 'list', customerIds: '7, 8, 9' }),
		);
		expect(details.map(({ customerId }) => customerId)).toEqual([7, 8, 9]);
	});

	test('and its neighbours are told of the parameter, which belongs to the run', async () => {
		const { refused } = await runNode(hub(), {
			input: [{ mobile: '13800138000' }, { mobile: '13912345678', dry: 'maybe' }],
			parameters: person('sync', 'mobile', { dryRun: '={{ $json.dry ?? false }}' }),
			onError: 'continueErrorOutput',
		});
		expect(refused[0]).toBeRefused({ item: 0, reason: 'invalid', field: 'Dry Run', names: ['“maybe”'] });
	});
});

test('a birthday of the first century is refused', async () => {
	const { error } = await runNode(hub(), {
		input: [{ mobile: '13912345678' }],
		parameters: person('add', 'mobile', { ifNotFound: 'create', newCustomer: { birthday: '0090-05-31' } }),
	});
	expect(error).toBeRefused({ item: 0, reason: 'invalid', field: 'Birthday', names: ['“0090-05-31”'] });
	expect(hub().customerCount).toBe(0);
});
