import type { INodeParameters } from 'n8n-workflow';
import { BYTE_ORDER_MARK, exportedRows, exportedText } from '../../support/files';
import { upFrom } from '../../support/inputs';
import { byId, member } from '../../support/parameters';
import { runNode } from '../../support/run';
import { requestLines, useSandbox } from '../../support/sandbox';

const hub = useSandbox();
const fields = { customerFields: ['name', 'mobile'], customFields: 'attr1' };

const listing = async (group: string, options: INodeParameters = {}, more: INodeParameters = {}) =>
	await runNode(hub(), {
		parameters: member('getAll', byId(group), { returnAll: true, options, ...more }),
	});
const exporting = async (group: string, options: INodeParameters = {}, more: INodeParameters = {}) =>
	await runNode(hub(), { parameters: member('exportToFile', byId(group), { options, ...more }) });

test('choosing no fields costs no request', async () => {
	const { id: group } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(group, [7, '1627652953215191041']);
	const asked = async (run: () => Promise<unknown>) => {
		hub().requests.length = 0;
		await run();
		return requestLines(hub());
	};
	const none = { customerFields: [], customFields: ' ' };
	expect(await asked(async () => await listing(group, none))).toEqual(
		await asked(async () => await listing(group)),
	);
	expect(await asked(async () => await exporting(group, none))).toEqual(
		await asked(async () => await exporting(group)),
	);
	expect(requestLines(hub()).filter((line) => line.includes('/v1/customers'))).toEqual([]);
});

test('the customers of a page are asked for together, each once, with the chosen fields only', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	for (const other of [id, hub().addGroup({ name: '银卡会员' }).id]) hub().addMembers(other, 5);
	const { json } = await runNode(hub(), {
		parameters: member('getAll', undefined, { returnAll: true, options: fields }),
	});
	expect(json.map(({ customerId }) => customerId)).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 4, 5]);
	expect(requestLines(hub()).filter((line) => line.includes('/v1/customers'))).toEqual([
		'GET /v1/customers?idList=1,2,3,4,5&select=id,name,mobile,attr&rows=5&page=1&sidx=id&sord=asc',
	]);
	expect(json[0].customer).not.toBe(json[5].customer);
});

test('one request holds as many IDs as its line takes: some 350 of 19 digits', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 3_000, { firstCustomerId: '1627652953215191041' });
	const { json, hints } = await listing(id, fields);
	expect(json).toHaveLength(3_000);
	expect(json.every(({ customer }) => (customer as { mobile: string }).mobile)).toBe(true);
	const asked = hub().requests.filter(({ path }) => path === '/v1/customers');
	expect(asked.map(({ status }) => status)).toEqual(Array(9).fill(200));
	expect(Math.max(...asked.map(({ url }) => url.length))).toBeLessThan(7_700);
	expect(hints).toEqual([]);
});

test('no more customers are asked for than members are given', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 300);
	const { json } = await listing(id, fields, { returnAll: false, limit: 3 });
	expect(json.map(({ customer }) => (customer as { mobile: string }).mobile)).toHaveLength(3);
	expect(hub().requests.filter(({ path }) => path === '/v1/customers')).toHaveLength(1);
	expect(hub().requests.at(-1)?.query.idList).toBe('1,2,3');
});

test('an empty group gives a header with the columns and asks for no customer', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	const { items } = await exporting(id, fields);
	expect(exportedText(items[0])).toBe(
		`${BYTE_ORDER_MARK}name,mobile,attr1,id,listId,customerId,dateCreated,lastUpdated\r\n`,
	);
	expect(requestLines(hub()).filter((line) => line.includes('/v1/customers'))).toEqual([]);
});

test('10,500 members over two pages each come with their own number', async () => {
	const { id } = hub().addGroup({ name: '金卡会员' });
	hub().addMembers(id, 10_500);
	const { items } = await exporting(id, { customerFields: ['mobile'] });
	const rows = exportedRows(items[0]);
	expect(rows.map(([, , , customer]) => Number(customer))).toEqual(upFrom(1, 10_500));
	expect(rows.every(([mobile, , , customer]) => mobile === hub().customer(customer)?.mobile)).toBe(true);
});
