import type { INodeParameters } from 'n8n-workflow';
import { BYTE_ORDER_MARK, exportedText } from '../../support/files';
import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { useSandbox } from '../../support/sandbox';

const hub = useSandbox();
const fields = { customerFields: ['name', 'mobile'], customFields: 'attr1' };

/** 王芳, who has everything, and somebody of whom little is known, in a group. */
function twoInAGroup(): string {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addCustomer({
		id: 7,
		name: '王芳',
		mobile: '13800138000',
		email: 'wang@example.com',
		attr: { attr1: '金', attr2: 5 },
	});
	hub().addCustomer({ id: '1627652953215191041', mobile: '13800138001' });
	hub().addMembers(id, [7, '1627652953215191041']);
	hub().requests.length = 0;
	return id;
}

const listing = async (group: string, options: INodeParameters = {}, more: INodeParameters = {}) =>
	await runNode(hub(), {
		parameters: member('getAll', byId(group), { returnAll: true, options, ...more }),
	});
const exporting = async (group: string, options: INodeParameters = {}, more: INodeParameters = {}) =>
	await runNode(hub(), { parameters: member('exportToFile', byId(group), { options, ...more }) });

test('Get Many gives each member the chosen fields of the customer, and no others', async () => {
	const { json, items } = await listing(twoInAGroup(), fields);
	expect(json.map(({ customerId, customer }) => [customerId, customer])).toEqual([
		[7, { name: '王芳', mobile: '13800138000', attr1: '金' }],
		['1627652953215191041', { name: null, mobile: '13800138001', attr1: null }],
	]);
	expect(Object.keys(json[0])).toEqual([
		'id',
		'listId',
		'customerId',
		'customer',
		'dateCreated',
		'lastUpdated',
	]);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
});

test('a CSV file has the chosen fields as further columns, named as in the API', async () => {
	const { items } = await exporting(twoInAGroup(), { ...fields, customFields: 'attr1, attr2' });
	const [header, first, second, ...rest] = exportedText(items[0]).split('\r\n');
	expect(header).toBe(
		`${BYTE_ORDER_MARK}name,mobile,attr1,attr2,id,listId,customerId,dateCreated,lastUpdated`,
	);
	expect(first).toMatch(/^王芳,13800138000,金,5,36345,1,7,[^,]+,[^,]+$/);
	expect(second).toMatch(/^,13800138001,,,36346,1,1627652953215191041,[^,]+,[^,]+$/);
	expect(rest).toEqual(['']);
});

test('JSON Lines have the customer as Get Many gives it', async () => {
	const group = twoInAGroup();
	const { items } = await exporting(group, fields, { format: 'jsonl' });
	const { json } = await listing(group, fields);
	expect(exportedText(items[0])).toBe(json.map((each) => `${JSON.stringify(each)}\n`).join(''));
});

test('a customer’s own dates have their own columns', async () => {
	const group = twoInAGroup();
	const { items } = await exporting(group, { customerFields: ['dateCreated', 'lastUpdated'] });
	expect(exportedText(items[0]).split('\r\n')[0]).toBe(
		`${BYTE_ORDER_MARK}customer.dateCreated,customer.lastUpdated,id,listId,customerId,dateCreated,lastUpdated`,
	);
});

test('IDs beyond 2^53 are matched exactly', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	const ids = ['1627652953215191041', '1627652953215191042', '1627652953215191043'];
	ids.forEach((each, at) => hub().addCustomer({ id: each, name: `客户${at}` }));
	hub().addMembers(id, ids);
	const { json } = await listing(id, { customerFields: ['name'] });
	expect(json.map(({ customer }) => customer)).toEqual([
		{ name: '客户0' },
		{ name: '客户1' },
		{ name: '客户2' },
	]);
});

test('a custom field is read from attr, however its name is written', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addCustomer({ id: 1, attr: { attr1: 'own', attr12: 12 } });
	hub().addMembers(id, [1]);
	const { json } = await listing(id, { customFields: ' ATTR12，attr1\nattr3 attr1' });
	expect(json[0].customer).toEqual({ attr12: 12, attr1: 'own', attr3: null });
});

test('each item has its own fields', async () => {
	const group = twoInAGroup();
	const { json } = await runNode(hub(), {
		input: [{ of: ['name'] }, { of: 'email' }],
		parameters: member('getAll', byId(group), { options: { customerFields: '={{ $json.of }}' } }),
	});
	expect(json.map(({ customer }) => customer)).toEqual([
		{ name: '王芳' },
		{ name: null },
		{ email: 'wang@example.com' },
		{ email: null },
	]);
});

test.each([
	[{ customerFields: ['nmae'] }, 'Customer Fields', '“nmae”'],
	[{ customerFields: [['name']] }, 'Customer Fields', '“a list”'],
	[{ customerFields: { name: true } }, 'Customer Fields', 'an object'],
	[{ customFields: 'attr1, level' }, 'Custom Customer Fields', '“level”'],
	[{ customFields: '__proto__' }, 'Custom Customer Fields', '“__proto__”'],
])('fields that do not exist are refused before anything is sent: %j', async (options, field, given) => {
	const { error } = await listing(twoInAGroup(), options as INodeParameters);
	expect(error).toBeRefused({ item: 0, reason: 'invalid', field, names: [given] });
	expect(hub().requests).toEqual([]);
});
