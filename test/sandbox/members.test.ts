import { useSandbox } from '../support/sandbox';
import { ask, unknownId } from './ask';

const date = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string;
const json = 'application/json;charset=UTF-8';

const hub = useSandbox({ customers: 0 });
beforeEach(() => {
	hub().addCustomers(100);
});

describe('as the reference has it,', () => {
	test('adding one customer answers with the membership', async () => {
		hub().addGroup({ name: 'a' });
		const reply = await ask(hub(), 'POST', '/v1/listMembers', { data: { customerId: 4, listId: 1 } });
		expect(reply).toMatchObject({ status: 200, type: json });
		expect(reply.json).toEqual({
			data: { id: 36345, customerId: 4, dateCreated: date, lastUpdated: date, listId: 1 },
		});
	});

	test('adding many reaches several groups and answers in another order', async () => {
		hub().addGroup({ name: 'a' });
		hub().addGroup({ name: 'b' });
		const items = [91, 92, 93].map((customerId) => ({ customerId, listId: customerId === 93 ? 2 : 1 }));
		const reply = await ask(hub(), 'POST', '/v1/listMembersBatch', { items });
		const answered = (reply.json as { items: Array<{ customerId: number; listId: number; id: number }> })
			.items;
		expect(answered.map(({ id, customerId, listId }) => [id, customerId, listId])).toEqual([
			[36347, 93, 2],
			[36346, 92, 1],
			[36345, 91, 1],
		]);
	});

	test('an unknown group is refused with 500, and nothing is added', async () => {
		hub().addGroup({ name: 'a' });
		const one = await ask(hub(), 'POST', '/v1/listMembers', { data: { customerId: 4, listId: 9 } });
		const items = [1, 9].map((listId) => ({ customerId: 4, listId }));
		const many = await ask(hub(), 'POST', '/v1/listMembersBatch', { items });
		expect(one).toMatchObject({ status: 500, json: unknownId });
		expect(many).toMatchObject({ status: 500, json: unknownId });
		expect(hub().members(1)).toEqual([]);
	});

	test.each([
		{ data: { customerId: 'x', listId: 1 } },
		{ data: { listId: 1 } },
		{ customerId: 4, listId: 1 },
		'{',
	])('adding refuses %j', async (body) => {
		hub().addGroup({ name: 'a' });
		expect(await ask(hub(), 'POST', '/v1/listMembers', body)).toMatchObject({
			status: 200,
			json: { error_code: 40004 },
		});
	});

	test('removing one goes by the membership ID', async () => {
		const { id } = hub().addGroup({ name: 'a' });
		hub().addMembers(id, [7, 8]);
		const [seven] = hub().members(id);
		expect(await ask(hub(), 'DELETE', '/v1/listMembers/7')).toMatchObject({ status: 500, json: unknownId });
		expect(await ask(hub(), 'DELETE', `/v1/listMembers/${seven.id}`)).toMatchObject({
			status: 204,
			body: '',
		});
		expect(await ask(hub(), 'DELETE', `/v1/listMembers/${seven.id}`)).toMatchObject({
			status: 500,
			json: unknownId,
		});
		expect(hub().customersIn(id)).toEqual(new Set(['8']));
	});

	test('removing many goes by the URL and ignores customers who are not members', async () => {
		const { id } = hub().addGroup({ name: 'a' });
		hub().addMembers(id, 5);
		const path = `/v1/listservice/removeFromList?listId=${id}&customerIds=`;
		expect((await ask(hub(), 'POST', `${path}1,2%2C77`)).json).toEqual({ error_code: 0 });
		expect(hub().customersIn(id)).toEqual(new Set(['3', '4', '5']));
		expect((await ask(hub(), 'POST', path)).json).toMatchObject({ error_code: 40004 });
		expect((await ask(hub(), 'POST', `${path}3,,4`)).json).toMatchObject({ error_code: 40004 });
		expect(hub().customersIn(id).size).toBe(3);
	});

	test('counting includes both dates', async () => {
		const { id } = hub().addGroup({ name: 'a' });
		hub().addMembers(id, [1], { dateCreated: '2016-11-11T11:11:10Z' });
		hub().addMembers(id, [2], { dateCreated: '2016-11-11T11:11:11Z' });
		hub().addMembers(id, [3], { dateCreated: '2016-11-11T11:11:12Z' });
		const count = async (query = '') =>
			(await ask(hub(), 'GET', `/v1/listservice/memberCount?listId=${id}${query}`)).json;
		expect(await count()).toBe(3);
		expect(await count('&joinListDateSince=2016-11-11T11:11:11')).toBe(2);
		expect(await count('&joinListDateTo=2016-11-11T11:11:11')).toBe(2);
		expect(await count('&joinListDateSince=2016-11-11T11:11:11&joinListDateTo=2016-11-11T11:11:11')).toBe(1);
		for (const date of [
			'2016-11-11T11:11:11Z',
			'2016-11-11',
			'2016-02-30T00:00:00',
			'2016-11-11T11:11:11.000',
		]) {
			expect(await count(`&joinListDateSince=${date}`)).toMatchObject({ error_code: 40004 });
		}
	});
});
