import type { IDataObject } from 'n8n-workflow';
import { customers } from '../../support/inputs';
import { byName, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { asked, useSandbox } from '../../support/sandbox';

const hub = useSandbox();
const adding = async (input: IDataObject[], more: IDataObject = {}) =>
	await runNode(hub(), {
		input,
		parameters: member('add', byName('金卡会员'), { options: { tellNew: true, ...more } }),
	});

beforeEach(() => {
	hub().addMembers(hub().addGroup({ name: '金卡会员' }).id, [1, 2]);
});

test('who was a member already is not sent again, and each output says who is new', async () => {
	const { json, hints } = await adding(customers(1, 3, 2, 4));
	expect(json.map(({ customerId, isNew }) => [customerId, isNew])).toEqual([
		[1, false],
		[3, true],
		[2, false],
		[4, true],
	]);
	const [{ body }] = asked(hub(), '/v1/listMembersBatch', 'POST');
	expect((JSON.parse(body) as { items: IDataObject[] }).items.map(({ customerId }) => customerId)).toEqual([
		3, 4,
	]);
	expect(hints).toContain('Added 2 customers to group “金卡会员” (ID 1); 2 were members already.');
});

test('of several items that are one new customer, the first is new and the others are not', async () => {
	const { json } = await adding(customers(3, 1, 3, 3));
	expect(json.map(({ isNew }) => isNew)).toEqual([true, false, false, false]);
});

test('where all are members already nothing is written', async () => {
	const { json } = await adding(customers(1, 2));
	expect(json).toMatchObject([{ id: expect.any(Number), isNew: false }, { isNew: false }]);
	expect(hub().requests.every(({ method }) => method === 'GET')).toBe(true);
});

test('without the option nobody is looked for, and no output has the field', async () => {
	const { json } = await adding(customers(1, 3), { tellNew: false });
	expect(json.map((item) => 'isNew' in item)).toEqual([false, false]);
	expect(asked(hub(), '/v1/listMembers')).toEqual([]);
});

test('a look that fails fails the customers, and adds nobody', async () => {
	hub().faults.plan(({ method, path }) =>
		method === 'GET' && path.startsWith('/v1/list') && path !== '/v1/lists' ? 'busy' : undefined,
	);
	const { error } = await adding(customers(3, 4));
	expect(error).toBeRefused({ item: 0, reason: 'unavailable' });
	expect(hub().customersIn('1').size).toBe(2);
});

test('who was a member already was not added before the run stopped', async () => {
	hub().quirks.refusedCustomers = new Set(['9']);
	const { error } = await adding(customers(1, 9));
	expect(error).toBeRefused({ item: 1, done: { added: 0 } });
});
