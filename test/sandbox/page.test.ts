import { useSandbox } from '../support/sandbox';
import { ask, askBare } from './ask';

const hub = useSandbox({ customers: 0 });

const page = async (query = '') => (await askBare(hub(), 'GET', `/${query}`)).body;
const send = async (form: Record<string, string>) => {
	const response = await fetch(`${hub().url}/`, {
		method: 'POST',
		body: new URLSearchParams(form),
		redirect: 'manual',
	});
	return { status: response.status, to: response.headers.get('location'), body: await response.text() };
};
const mobile = '13800138000';

test('the page shows groups, members and requests, escaped and without tokens', async () => {
	hub().addGroup({ name: '<script>金卡&"\'' });
	hub().addGroup({ name: '银卡' });
	hub().addMembers(2, 25, { firstCustomerId: '1627652953215191041' });
	await ask(hub(), 'GET', '/v1/lists?x=%3Ci%3E');
	const shown = await askBare(hub(), 'GET', '/?group=2');
	expect(shown.type).toBe('text/html;charset=utf-8');
	expect(shown.body).toContain('&lt;script&gt;金卡&amp;&quot;&#39;');
	expect(shown.body).toContain('1627652953215191065');
	expect(shown.body).toContain('x=&lt;i&gt;');
	expect(shown.body).not.toMatch(/<script|=<i>|sandbox-token/);
	const [, before] = /before=(\d+)/.exec(shown.body) ?? [];
	const older = await page(`?group=2&before=${before}`);
	expect(older).toContain('1627652953215191041');
	expect(older).not.toContain('1627652953215191065');
	expect(hub().requests).toHaveLength(1);
});

test('the page shows members by name, and customers with name and number, the latest first', async () => {
	hub().addGroup({ name: '金卡' });
	hub().addMembers(1, 30);
	hub().addCustomer({ id: 5, name: '<王小明>', mobile });
	const [members, customers] = (await page()).split('客户 <small>Customers');
	expect(members).toContain(String(hub().customer(30)?.name));
	expect(customers).toMatch(/<\/th><\/tr><tr><td>&lt;王小明&gt;<\/td><td class="number">13800138000</);
	expect(customers).toContain('and 10 more');
	hub().deleteCustomer(30);
	expect(await page()).toMatch(/<td>–<\/td>\s*<td class="number">30</);
});

test('the page loads itself again, but not while somebody types', async () => {
	expect(await page()).toContain('http-equiv="refresh"');
	const adding = await page('?add&group=');
	expect(adding).not.toContain('http-equiv="refresh"');
	expect(adding).toContain('<form method="post" action="/">');
});

describe('the form for customers', () => {
	test('adds one with what was typed, and goes back to the group', async () => {
		hub().seed([{ name: '金卡' }, { name: '银卡' }]);
		const form = { add: 'customer', group: '2', name: ' 王小明 ', mobile, email: '' };
		expect(await send(form)).toMatchObject({ status: 303, to: '/?group=2' });
		expect(hub().customers()).toMatchObject([{ id: '329226', name: '王小明', mobile, email: null }]);
		expect(hub().requests).toEqual([]);
	});

	test('says what is missing', async () => {
		const { status, body } = await send({ add: 'customer', name: ' ' });
		expect(status).toBe(400);
		expect(body).toContain('A customer needs a name, a mobile number or an email.');
		expect(hub().customerCount).toBe(0);
	});
});

describe('the form for members', () => {
	const add = async (customer: string) => await send({ add: 'member', group: '2', customer });
	beforeEach(() => hub().seed([{ name: '金卡' }, { name: '银卡' }]));

	test('finds a customer by ID or mobile number, and adds them to the chosen group once', async () => {
		hub().addCustomers([{ id: 7, mobile }, 8]);
		for (const customer of [mobile, '8', ' 8 '])
			expect(await add(customer)).toMatchObject({ status: 303, to: '/?group=2' });
		expect([...hub().customersIn(2)]).toEqual(['7', '8']);
		expect(hub().customersIn(1).size).toBe(0);
		expect(hub().members(2)).toHaveLength(2);
	});

	test('says who is unknown, and never chooses between two', async () => {
		hub().addCustomers([
			{ id: 7, mobile },
			{ id: 8, mobile },
		]);
		const unknown = await add('<13900139000>');
		expect(unknown.status).toBe(400);
		expect(unknown.body).toContain('no customer with the ID or mobile number “&lt;13900139000&gt;”');
		expect(unknown.body).toContain('value="&lt;13900139000&gt;"');
		expect((await add(mobile)).body).toContain('Several customers have that mobile number: 7, 8.');
		expect(hub().customersIn(2).size).toBe(0);
		expect(hub().customerCount).toBe(2);
	});

	test('is not there without a group', async () => {
		hub().reset();
		expect(await page('?add')).not.toContain('name="customer"');
		expect((await send({ add: 'member', customer: '1' })).body).toContain('There is no group yet.');
	});
});
