import type { IDataObject } from 'n8n-workflow';
import { byId, member } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';

/** Dragging a field appends it to what is there: of the IDs 10 and 2, customer 102 would be added. */

const hub = useSandbox();
const parameters = {
	id: ['customerId', 'customerIds'],
	mobile: ['mobile', 'mobiles'],
	email: ['email', 'emails'],
	openId: ['openId', 'openIds'],
	unionId: ['unionId', 'unionIds'],
	identity: ['identityValue', 'identityValues'],
} as const;
const joined = '={{ $json.customerId }}{{ $json.dmhubId }}';

beforeEach(() => {
	hub().addMembers(hub().addGroup({ name: '金卡会员' }).id, 3);
});

const everyWay = Object.entries(parameters).flatMap(([customerBy, names]) =>
	(['items', 'list'] as const).map((customersFrom, at) => ({ customerBy, customersFrom, name: names[at] })),
);

describe.each(['add', 'remove', 'check', 'sync'])(
	'two expressions run together in %s are refused',
	(operation) => {
		test.each(everyWay)(
			'by $customerBy, from $customersFrom',
			async ({ customerBy, customersFrom, name }) => {
				for (const input of [{ customerId: 10, dmhubId: 2 }, { customerId: 10 }, { dmhubId: 2 }]) {
					const { error } = await runNode(hub(), {
						input: [input as IDataObject],
						parameters: member(operation, byId('1'), {
							customerBy,
							customersFrom,
							identityType: 'member-no',
							[name]: joined,
						}),
					});
					expect(error?.message).toContain('two expressions');
					expect(error?.description).toContain('Clear the field, then drag');
					expect(hub().requests).toEqual([]);
				}
			},
		);
	},
);

test('in the error branch it fails each item, and in a sync the whole group', async () => {
	const run = async (operation: string) =>
		await runNode(hub(), {
			input: [{ customerId: 1, dmhubId: 2 }],
			parameters: member(operation, byId('1'), { customerId: joined }),
			onError: 'continueErrorOutput',
		});
	for (const operation of ['add', 'sync'])
		expect((await run(operation)).refused).toMatchObject([{ json: { details: { reason: 'invalid' } } }]);
	expect(hub().customersIn('1').size).toBe(3);
});

test.each([
	['a word between them', '={{ $json.a }}, {{ $json.b }}'],
	['one expression that joins two texts', '={{ $json.a + ", " + $json.b }}'],
])('%s is a list of two', async (_, mobiles) => {
	hub().addCustomer({ id: 901, mobile: '13911112222' });
	hub().addCustomer({ id: 902, mobile: '13911113333' });
	const { json } = await runNode(hub(), {
		input: [{ a: '13911112222', b: '13911113333' }],
		parameters: member('add', byId('1'), { customerBy: 'mobile', customersFrom: 'list', mobiles }),
	});
	expect(json.map(({ customerId }) => customerId)).toEqual([901, 902]);
});
