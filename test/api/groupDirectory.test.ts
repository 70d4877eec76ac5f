import { GroupDirectory } from '../../nodes/api/reading/groupDirectory';
import type { Request, Send } from '../../nodes/api/request';

const PAGE = 1_000;

/** A list of groups with these ids, 1,000 a page; `before` happens before the nth request is answered. */
function hubOf(ids: number[], before: (request: number) => void = () => undefined) {
	const asked: Request[] = [];
	const send = (async (request: Request) => {
		asked.push(request);
		before(asked.length);
		const from = (Number(request.query?.page) - 1) * Number(request.query?.rows);
		const rows = ids
			.slice(from, from + Number(request.query?.rows))
			.map((id) => ({ id, name: `group ${id}`, dateCreated: '', lastUpdated: '' }));
		return request.read({ page: request.query?.page, records: 0, rows, total: 1 }, 200);
	}) as Send;
	return { connection: { send, verify: send }, asked };
}

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

/** Somebody deletes group 1 after the first page: group 1,001 moves up to it, and is on no page that is read. */
function shifting() {
	const ids = upTo(PAGE + 5);
	return hubOf(ids, (request) => {
		if (request === 2) ids.splice(0, 1);
	});
}

describe('a group that moved to a page that was read already', () => {
	test('is found by its name', async () => {
		const groups = new GroupDirectory(shifting().connection);
		expect(await groups.named(`group ${PAGE + 1}`)).toMatchObject([{ id: PAGE + 1 }]);
	});

	test('is found by its ID', async () => {
		const groups = new GroupDirectory(shifting().connection);
		expect(await groups.withId(String(PAGE + 1))).toMatchObject({ id: PAGE + 1 });
	});

	test('counts as there after a refusal and after an empty answer', async () => {
		await new GroupDirectory(shifting().connection).assertStillThere(String(PAGE + 1));
		await new GroupDirectory(shifting().connection).believeEmpty(String(PAGE + 1));
	});
});

test('a list of one page is read once, though no group has the name', async () => {
	const { connection, asked } = hubOf(upTo(5));
	const groups = new GroupDirectory(connection);
	expect(await groups.named('none')).toEqual([]);
	await expect(groups.withId('77')).rejects.toThrow('There is no group with the ID 77');
	expect(asked).toHaveLength(2);
});

test('a list of several pages is read twice at most, however many names no group has', async () => {
	const { connection, asked } = hubOf(upTo(PAGE + 5));
	const groups = new GroupDirectory(connection);
	for (const name of ['a', 'b', 'c']) expect(await groups.named(name)).toEqual([]);
	expect(asked.map(({ query }) => query?.page)).toEqual([1, 2, 3, 1, 2, 3]);
});

test('a look that vouches for an empty group starts after the answer, once per group', async () => {
	const ids = upTo(3);
	const { connection, asked } = hubOf(ids);
	const groups = new GroupDirectory(connection);
	await groups.all();
	ids.splice(1, 1);
	await expect(groups.believeEmpty('2')).rejects.toThrow('There is no group with the ID 2');
	await groups.believeEmpty('3');
	const requests = asked.length;
	await groups.believeEmpty('3');
	expect(asked).toHaveLength(requests);
});

test('a group is looked up again after a refusal, though it was there when it was found empty', async () => {
	const ids = upTo(3);
	const groups = new GroupDirectory(hubOf(ids).connection);
	await groups.believeEmpty('2');
	ids.splice(1, 1);
	await expect(groups.assertStillThere('2')).rejects.toThrow('There is no group with the ID 2');
});

test('one look tells that many groups are gone', async () => {
	const { connection, asked } = hubOf(upTo(3));
	const groups = new GroupDirectory(connection);
	for (const id of ['11', '12', '13'])
		await expect(groups.believeEmpty(id)).rejects.toThrow(`There is no group with the ID ${id}`);
	expect(asked).toHaveLength(2);
});

test('a group that the run created is found by its name', async () => {
	const groups = new GroupDirectory(hubOf(upTo(2)).connection);
	expect(await groups.named('new')).toEqual([]);
	await groups.remember({ id: 9, name: 'new', dateCreated: '', lastUpdated: '' });
	expect(await groups.named('new')).toMatchObject([{ id: 9 }]);
});

test('a group that the run created is found even where the list was read twice', async () => {
	const groups = new GroupDirectory(hubOf(upTo(PAGE + 5)).connection);
	expect(await groups.named('new')).toEqual([]);
	await groups.remember({ id: 9_999, name: 'new', dateCreated: '', lastUpdated: '' });
	expect(await groups.named('new')).toMatchObject([{ id: 9_999 }]);
});
