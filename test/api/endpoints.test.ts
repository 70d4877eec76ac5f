import {
	customersByIdentity,
	getCustomer,
	saveCustomer,
	saveCustomerWithIdentity,
	searchCustomers,
} from '../../nodes/api/customerEndpoints';
import {
	addMembers,
	createGroup,
	deleteGroup,
	listGroups,
	listMembers,
	removeMembers,
	removeMembership,
} from '../../nodes/api/endpoints';
import { readResponse } from '../../nodes/api/http/response';
import type { Request } from '../../nodes/api/request';
import { OLDEST_FIRST } from '../../nodes/api/reading/memberPages';

/** What a request makes of an answer. */
function readAnswer<Reply>(request: Request<Reply>, body: unknown, status = 200): Reply {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return readResponse(request, { status, headers: {}, bytes: Buffer.from(text) }, (said) => said);
}

const members = listMembers({}, OLDEST_FIRST, 10);
const groups = listGroups({ sortBy: 'id', direction: 'asc' }, 1, 10);
const identity = { identityType: 'wechat', identityValue: 'o1' };
const membership = { id: 1, listId: 2, customerId: 3, dateCreated: 'a', lastUpdated: 'b' };

describe('a membership', () => {
	test.each(['id', 'listId', 'customerId'])('without its %s is none', (field) => {
		const broken = { ...membership, [field]: undefined };
		expect(() => readAnswer(members, { items: [membership, broken] })).toThrow('a membership');
		expect(readAnswer(addMembers('2', ['3']), { items: [membership, broken] })).toEqual([membership]);
	});

	test.each(['null', '"x"', '3', ''])('is in no answer to an addition that is %j', (body) => {
		expect(readAnswer(addMembers('2', ['3']), body)).toEqual([]);
	});

	test.each([null, 'x', 3])('is not %j', (row) => {
		expect(() => readAnswer(members, { items: [row] })).toThrow('a membership');
	});
});

test.each([null, 'x', 3])('a group is not %j', (row) => {
	expect(() => readAnswer(groups, { rows: [row] })).toThrow('a group');
});

test('a group named by a number has its digits as a name', () => {
	expect(readAnswer(groups, { rows: [{ id: 1, name: 2024, dateCreated: null }] })).toEqual([
		{ id: 1, name: '2024', dateCreated: '', lastUpdated: '' },
	]);
});

test.each<[string, Request]>([
	['of a group', deleteGroup('1')],
	['of a membership', removeMembership('1')],
	['of members', removeMembers('1', ['2'])],
])('any text is an answer to the deletion %s, but for a page of a gateway and a no', (_, request) => {
	for (const body of ['', 'OK', '"done"', 'true', '1']) expect(readAnswer(request, body)).toBeUndefined();
	for (const body of ['<html>', 'fail', '"Internal error"', '操作失败'])
		expect(() => readAnswer(request, body)).toThrow(expect.objectContaining({ work: 'unknown' }));
	expect(() => readAnswer(groups, 'OK')).toThrow();
});

describe('a record may have a field that is named like an error', () => {
	const alike = { id: 7, name: 'VIP', error: 'none', success: false };

	test.each<[string, Request<unknown>, number]>([
		['a group that was created', createGroup('VIP'), 201],
		['a customer', getCustomer('7'), 200],
		['a customer who was saved', saveCustomer({}), 201],
		['a customer who was saved with an identity', saveCustomerWithIdentity({}, identity), 201],
	])('%s', (_, request, status) => {
		expect(JSON.stringify(readAnswer(request, alike, status))).toContain('"name":"VIP"');
	});

	test('a list may not', () => {
		expect(() => readAnswer(groups, { rows: [], error: 'none' })).toThrow('none');
	});
});

describe('a customer', () => {
	test.each([7, '7'])('has their ID as a number while that is exact: %j', (id) => {
		expect(readAnswer(getCustomer('7'), { id, name: '李娜' })).toEqual({ id: 7, name: '李娜' });
	});

	test.each(['', {}, 'null'])('is gone where the answer is %j', (body) => {
		expect(readAnswer(getCustomer('7'), body)).toBeUndefined();
	});

	test.each([{ name: '李娜' }, { id: 'x' }, null, 3])('without an ID is none: %j', (row) => {
		if (row !== null) expect(() => readAnswer(getCustomer('7'), row)).toThrow('a customer');
		expect(() => readAnswer(searchCustomers({}, [], { rows: 1 }), { rows: [row] })).toThrow('a customer');
	});

	test('is asked for with the fields to select, or without that parameter', () => {
		expect(searchCustomers({}, ['id', 'name'], { rows: 1 }).query).toMatchObject({
			select: 'id,name',
			page: 1,
		});
		expect(searchCustomers({}, ['id'], { rows: 1 }).query?.select).toBe('id');
		expect(searchCustomers({}, [], { rows: 1 }).query?.select).toBeUndefined();
	});
});

test('identities without a customer are left out', () => {
	const rows = [{ ...identity, customerId: '7' }, { ...identity, customerId: null }, identity];
	expect(readAnswer(customersByIdentity(identity), rows)).toEqual([{ ...identity, customerId: 7 }]);
	expect(() => readAnswer(customersByIdentity(identity), { rows })).toThrow('a list of identities');
	for (const row of [null, 'x', { ...identity, customerId: 'abc' }])
		expect(() => readAnswer(customersByIdentity(identity), [row])).toThrow('an identity');
});
