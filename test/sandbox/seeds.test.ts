import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSeed } from '../../sandbox/world/seeds';
import { useSandbox } from '../support/sandbox';
import { ask, askBare } from './ask';

const hub = useSandbox({ customers: 0 });

const seed = (body: unknown) => askBare(hub(), 'POST', '/__sandbox/seed', body);

test('the small seed holds customers with Chinese names and mobile numbers, some of them members', async () => {
	await seed('"small"');
	expect(
		hub()
			.customers()
			.filter(({ name }) => !/^\p{Script=Han}/u.test(String(name))),
	).toEqual([]);
	const found = (await ask(hub(), 'GET', '/v1/customers?mobile=15300830723')).json;
	expect(found).toMatchObject({ records: 1, rows: [{ id: 91, name: '刘洋' }] });
	expect(hub().customersIn(1).has('91')).toBe(true);
	// Whom the examples add is a customer, and no member yet.
	for (const id of ['103501', '103502', '103503', '103601', '103777', '700', '701']) {
		expect(hub().customer(id)?.name).toBeTruthy();
		expect(hub().customersIn(1).has(id)).toBe(false);
	}
	const members = hub()
		.groups()
		.flatMap(({ id }) => [...hub().customersIn(id)]);
	expect(members.filter((id) => !hub().customer(id))).toEqual([]);
});

test('customers are seeded by number, by ID or with their fields, and read back', async () => {
	expect((await seed({ customers: 3 })).json).toEqual({ ok: true });
	const identities = [{ identityType: 'wechat', identityValue: 'o1' }];
	const described = { id: 9, mobile: '13800138000', attr: { attr1: 'x' }, identities };
	await seed(
		`{"groups":[{"name":"a","members":[1]}],"customers":[1627652953215191041,${JSON.stringify(described)}]}`,
	);
	expect((await askBare(hub(), 'GET', '/__sandbox/state')).json).toMatchObject({
		customers: 5,
		groups: [{ members: 1 }],
	});
	const read = async (query: string) =>
		(await askBare(hub(), 'GET', `/__sandbox/customers${query}`)).json as Array<{ id: string }>;
	expect(await read('?mobile=13800138000')).toMatchObject([
		{ id: '9', name: null, attr: { attr1: 'x' }, identities: [{ ...identities[0], identityName: null }] },
	]);
	expect((await read('')).map(({ id }) => id)).toEqual(['9', '1', '2', '3', '1627652953215191041']);
	await askBare(hub(), 'POST', '/__sandbox/reset');
	expect(hub().customerCount).toBe(0);
});

test('a seed with an unknown field is refused as a whole', async () => {
	for (const body of [{ customers: [{ mobil: '1' }] }, { group: [] }, { groups: {} }, '3', '"no such file"'])
		expect(await seed(body)).toMatchObject({ status: 400, json: { ok: false } });
	expect(hub().customerCount).toBe(0);
});

test('a seed is read from a file', async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'seed-'));
	const file = path.join(folder, 'seed.json');
	await writeFile(file, '{"customers":[{"name":"王小明"}],"groups":[]}');
	hub().seed(readSeed(file));
	await rm(folder, { recursive: true });
	expect(hub().customers()).toMatchObject([{ id: '329226', name: '王小明' }]);
});
