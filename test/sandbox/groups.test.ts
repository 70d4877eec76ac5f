import { useSandbox } from '../support/sandbox';
import { ask, unknownId } from './ask';

const date = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string;
const json = 'application/json;charset=UTF-8';

const hub = useSandbox({ customers: 0 });

describe('as the reference has it,', () => {
	test('creating a group answers with the group', async () => {
		const reply = await ask(hub(), 'POST', '/v1/lists', { name: '金卡会员' });
		expect(reply).toMatchObject({ status: 200, type: json });
		expect(reply.json).toEqual({ id: 1, name: '金卡会员', dateCreated: date, lastUpdated: date });
		expect(hub().groups()).toMatchObject([{ id: '1', name: '金卡会员', members: 0 }]);
	});

	test('a name may repeat, but not be empty or longer than 255 characters', async () => {
		const name = '客'.repeat(255);
		await ask(hub(), 'POST', '/v1/lists', { name });
		await ask(hub(), 'POST', '/v1/lists', { name });
		for (const body of [{ name: `${name}户` }, { name: '' }, { name: 5 }, {}, [], '{"name":', '']) {
			const reply = await ask(hub(), 'POST', '/v1/lists', body);
			expect(reply).toMatchObject({ status: 200, json: { error_code: 40004 } });
		}
		expect(hub().groups()).toHaveLength(2);
	});

	test('deleting answers an empty 204 called HTML, and 500 afterwards and for an unknown ID', async () => {
		const { id } = hub().addGroup({ name: 'a' });
		hub().addMembers(id, 3);
		expect(await ask(hub(), 'DELETE', `/v1/lists/${id}`)).toMatchObject({
			status: 204,
			type: 'text/html;charset=utf-8',
			body: '',
		});
		for (const gone of [id, '999', 'abc']) {
			expect(await ask(hub(), 'DELETE', `/v1/lists/${gone}`)).toMatchObject({ status: 500, json: unknownId });
		}
		expect((await ask(hub(), 'GET', '/v1/listMembers')).json).toEqual({ items: [] });
		expect(hub().addGroup({ name: 'b' }).id).toBe('2');
	});

	test('listing counts pages from 1, and total counts pages', async () => {
		for (let at = 1; at <= 45; at++) hub().addGroup({ name: `g${at}` });
		const first = (await ask(hub(), 'GET', '/v1/lists')).json as { rows: Array<{ id: number }> };
		expect(first).toMatchObject({ page: 1, records: 20, total: 3 });
		expect(first.rows[0]).toEqual({ id: 1, name: 'g1', dateCreated: date, lastUpdated: date });
		const last = (await ask(hub(), 'GET', '/v1/lists?page=3&rows=20')).json as {
			rows: Array<{ id: number }>;
		};
		expect(last).toMatchObject({ page: 3, records: 5, total: 3 });
		expect(last.rows.map(({ id }) => id)).toEqual([41, 42, 43, 44, 45]);
		expect((await ask(hub(), 'GET', '/v1/lists?page=4')).json).toEqual({
			page: 4,
			records: 0,
			rows: [],
			total: 3,
		});
	});

	test('listing sorts by any field, both ways', async () => {
		hub().addGroup({ name: 'b', dateCreated: '2017-01-01T00:00:00Z' });
		hub().addGroup({ name: 'c', dateCreated: '2015-01-01T00:00:00Z' });
		hub().addGroup({ name: 'a', dateCreated: '2016-01-01T00:00:00Z' });
		const order = async (query: string) => {
			const { rows } = (await ask(hub(), 'GET', `/v1/lists?${query}`)).json as {
				rows: Array<{ name: string }>;
			};
			return rows.map(({ name }) => name).join('');
		};
		expect(await order('sidx=id')).toBe('bca');
		expect(await order('sidx=id&sord=desc')).toBe('acb');
		expect(await order('sidx=name')).toBe('abc');
		expect(await order('sidx=dateCreated&sord=asc')).toBe('cab');
		expect(await order('sidx=lastUpdated&sord=desc')).toBe('bac');
	});

	test.each(['rows=0', 'rows=x', 'page=0', 'sidx=members', 'sord=up'])(
		'listing refuses %s',
		async (query) => {
			expect(await ask(hub(), 'GET', `/v1/lists?${query}`)).toMatchObject({
				status: 200,
				json: { error_code: 40004 },
			});
		},
	);
});

test('an unknown path is 404, and a wrong method is 405 with Allow', async () => {
	expect((await ask(hub(), 'GET', '/v2/lists')).status).toBe(404);
	expect((await ask(hub(), 'GET', '//v1/lists')).status).toBe(404);
	const wrong = await ask(hub(), 'PUT', '/v1/lists');
	expect([wrong.status, wrong.headers.get('allow'), wrong.type]).toEqual([405, 'POST, GET', 'text/html']);
});
