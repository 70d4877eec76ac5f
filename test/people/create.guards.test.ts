import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, byName, person } from '../support/parameters';
import { runNode } from '../support/run';
import { asked, useSandbox } from '../support/sandbox';

const hub = useSandbox({ quirks: { anyCustomer: false } });
const NEW = '13912345678';

beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
	hub().addCustomer({ id: 7, mobile: '13800138000', email: 'wang@example.com' });
});

const adding = async (input: IDataObject[], more: INodeParameters = {}, onError?: 'continueErrorOutput') =>
	await runNode(hub(), {
		input,
		parameters: person('add', 'mobile', { ifNotFound: 'create', ...more }),
		onError,
	});
const created = () => asked(hub(), '/v1/customers', 'POST');

test.each([undefined, 'continueErrorOutput' as const])(
	'nobody is created for a group that is gone (%s)',
	async (onError) => {
		const { error, refused } = await adding(
			[{ mobile: NEW }, { mobile: '13912345679' }],
			{ group: byId(99) },
			onError,
		);
		expect(error ?? refused[0]).toBeRefused({ item: 0, reason: 'groupNotFound', names: [99] });
		expect(created()).toEqual([]);
	},
);

test('nobody is created in a run that stops, since another item names a group that is not there', async () => {
	const { error } = await adding(
		[
			{ mobile: NEW, to: '金卡会员' },
			{ mobile: '13912345679', to: '没有的群组' },
		],
		{ group: byName('={{ $json.to }}') },
	);
	expect(error).toBeRefused({ item: 1, reason: 'groupNotFound', names: ['没有的群组'] });
	expect(created()).toEqual([]);
});

test('somebody in a group that is there is created, beside those of a group that is gone', async () => {
	const { json, refused } = await adding(
		[
			{ mobile: NEW, to: 1 },
			{ mobile: '13912345679', to: 99 },
		],
		{ group: byId('={{ $json.to }}') },
		'continueErrorOutput',
	);
	expect(json).toMatchObject([{ mobile: NEW, customerCreated: true }]);
	expect(refused).toMatchObject([
		{ json: { details: { reason: 'groupNotFound', customer: '13912345679' } } },
	]);
	expect(created()).toHaveLength(1);
});

test('a field that cannot be read costs a known customer nothing, and stops the creation of a new one', async () => {
	const more = { newCustomer: { birthday: '={{ $json.born }}', name: '={{ $json.name }}' } };
	const known = await adding([{ mobile: '13800138000', born: 'last spring', name: '\ufffd\ufffd' }], more);
	expect(known.json).toMatchObject([{ customerId: 7, customerCreated: false }]);
	const unknown = await adding([{ mobile: NEW, born: 'last spring' }], more);
	expect(unknown).toBeRefused({ item: 0, reason: 'invalid', field: 'Birthday', names: ['“last spring”'] });
	expect(created()).toEqual([]);
});

test('what forms and databases write for a missing value is not sent', async () => {
	const { json } = await adding(
		[{ mobile: NEW, name: '王芳', email: '无', company: '-', born: '0000-00-00', sex: '女' }],
		{
			newCustomer: {
				name: '={{ $json.name }}',
				email: '={{ $json.email }}',
				company: '={{ $json.company }}',
				birthday: '={{ $json.born }}',
				gender: '={{ $json.sex }}',
				remark: '={{ $json.nothing }}',
			},
		},
	);
	expect(json).toMatchObject([{ customerCreated: true }]);
	expect(JSON.parse(created()[0].body)).toEqual({ mobile: NEW, name: '王芳', gender: 2 });
});

test('another value of what identifies the customer is refused among the fields, and the same one is not', async () => {
	const more = { newCustomer: { mobile: '={{ $json.again }}' } };
	const other = await adding([{ mobile: NEW, again: '13912345679' }], more);
	expect(other).toBeRefused({ item: 0, reason: 'invalid', field: 'Fields of New Customers' });
	expect(created()).toEqual([]);
	const same = await adding([{ mobile: NEW, again: '+86 139 1234 5678' }], more);
	expect(same.json).toMatchObject([{ customerCreated: true }]);
});

describe('a second identifier', () => {
	const more = { newCustomer: { email: '={{ $json.email }}' } };

	test('that somebody else has is refused', async () => {
		const { error } = await adding([{ mobile: NEW, email: 'wang@example.com' }], more);
		expect(error).toBeRefused({ item: 0, customer: NEW, names: [7], says: 'belongsToAnother' });
		expect(created()).toEqual([]);
	});

	test('that two new customers share is refused for the second', async () => {
		const { json, refused } = await adding(
			[
				{ mobile: NEW, email: 'a@example.com' },
				{ mobile: '13912345679', email: 'A@example.com' },
			],
			more,
			'continueErrorOutput',
		);
		expect([json.length, refused.length]).toEqual([1, 1]);
		expect(refused[0]).toBeRefused({ item: 1, customer: '13912345679', says: 'alsoOfAnotherItem' });
	});

	test('that cannot be searched for is never sent, and a hint says so', async () => {
		Object.assign(hub().quirks, { customerFilters: ['mobile'], identitiesFromFields: false });
		hub().addCustomers(200, { firstCustomerId: 1000 });
		hub().faults.plan(({ path }) => (path === '/v1/customers/count' ? 'busy' : undefined));
		const { json, hints } = await adding([{ mobile: NEW, email: 'new@example.com' }], more);
		expect(json).toMatchObject([{ customerCreated: true }]);
		expect(JSON.parse(created()[0].body)).toEqual({ mobile: NEW });
		expect(hints.join()).toContain('are created without it');
	});
});

test('a landline that names no country finds a customer, and creates none', async () => {
	hub().addCustomer({ id: 8, mobile: '02112345678' });
	const found = await adding([{ mobile: '021-12345678' }]);
	expect(found.json).toMatchObject([{ customerId: 8 }]);
	const { error } = await adding([{ mobile: '021-87654321' }]);
	expect(error).toBeRefused({ item: 0, customer: '021-87654321', names: ['+'], says: 'cannotCreateWithIt' });
	expect(created()).toEqual([]);
});
