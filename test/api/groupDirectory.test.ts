import { Refusal } from '../../nodes/api/errors';
import { GroupDirectory } from '../../nodes/api/reading/groupDirectory';
import { groupsNamed, idOfGroup } from '../../nodes/api/reading/whichGroup';
import { upFrom } from '../support/inputs';
import { groupServer } from './servers';

const PAGE = 1_000;

/** Somebody deletes group 1 after the first page: group 1,001 moves up to it, and is on no page that is read. */
function shifting() {
	const ids = upFrom(1, PAGE + 5);
	return groupServer(ids, {
		before: (nth) => {
			if (nth === 2) ids.splice(0, 1);
		},
	});
}

describe('a group that moved to a page that was read already', () => {
	test('is found by its name', async () => {
		const groups = new GroupDirectory(shifting().send);
		expect(await groupsNamed(groups, `group ${PAGE + 1}`)).toMatchObject([{ id: PAGE + 1 }]);
	});

	test('is found beside another of its name', async () => {
		const ids = upFrom(1, PAGE + 5);
		const { send } = groupServer(ids, {
			before: (nth) => {
				if (nth === 2) ids.splice(0, 1);
			},
			nameOf: (id) => ([7, PAGE + 1].includes(id) ? 'VIP' : `group ${id}`),
		});
		await expect(idOfGroup(new GroupDirectory(send), { name: 'VIP' })).rejects.toThrow('There are 2 groups');
	});

	test('is found by its ID', async () => {
		const groups = new GroupDirectory(shifting().send);
		expect(await groups.withId(String(PAGE + 1))).toMatchObject({ id: PAGE + 1 });
	});
});

test('a group that moved is found on a server of small pages, too', async () => {
	const ids = upFrom(1, 12);
	const { send } = groupServer(ids, {
		cap: 10,
		before: (nth) => {
			if (nth === 2) ids.splice(0, 1);
		},
	});
	expect(await groupsNamed(new GroupDirectory(send), 'group 11')).toMatchObject([{ id: 11 }]);
});

test('a list of one page is read once, though no group has the name', async () => {
	const { send, asked } = groupServer(upFrom(1, 5));
	const groups = new GroupDirectory(send);
	expect(await groupsNamed(groups, 'none')).toEqual([]);
	await expect(groups.withId('77')).rejects.toThrow('There is no group with the ID 77');
	expect(asked).toHaveLength(2);
});

test('a list of several pages is read twice at most, however many names no group has', async () => {
	const { send, asked } = groupServer(upFrom(1, PAGE + 5));
	const groups = new GroupDirectory(send);
	for (const name of ['a', 'b', 'c']) expect(await groupsNamed(groups, name)).toEqual([]);
	// Two pages, and the newest group, which tells the end.
	expect(asked.map(({ query }) => `${query?.page} ${query?.sord}`)).toEqual([
		'1 asc',
		'2 asc',
		'1 desc',
		'1 asc',
		'2 asc',
		'1 desc',
	]);
});

test('nothing of what was read counts any more once it is forgotten', async () => {
	const ids = upFrom(1, 3);
	const groups = new GroupDirectory(groupServer(ids).send);
	const unknown = new Map([[77, null]]);
	expect(await groups.namesOf([77])).toEqual(unknown);
	groups.forget();
	ids.push(4);
	expect(await groups.all()).toHaveLength(4);
	ids.push(77);
	expect(await groups.namesOf([77])).toEqual(new Map([[77, 'group 77']]));
});

test('a group that the run created is found by its name', async () => {
	const groups = new GroupDirectory(groupServer(upFrom(1, 2)).send);
	expect(await groupsNamed(groups, 'new')).toEqual([]);
	await groups.remember({ id: 9, name: 'new', dateCreated: '', lastUpdated: '' });
	expect(await groupsNamed(groups, 'new')).toMatchObject([{ id: 9 }]);
});

test('a group that the run created is found even where the list was read twice', async () => {
	const groups = new GroupDirectory(groupServer(upFrom(1, PAGE + 5)).send);
	expect(await groupsNamed(groups, 'new')).toEqual([]);
	await groups.remember({ id: 9_999, name: 'new', dateCreated: '', lastUpdated: '' });
	expect(await groupsNamed(groups, 'new')).toMatchObject([{ id: 9_999 }]);
});

describe('a list of groups that cannot be read', () => {
	const failing = (nths: number[]) =>
		groupServer(upFrom(1, 3), {
			before: (nth) => {
				if (nths.includes(nth))
					throw new Refusal({ kind: 'busy', work: 'undone', message: 'The server is busy' });
			},
		});

	test('fails those who wait for it, and is read again for whoever asks later', async () => {
		const groups = new GroupDirectory(failing([1]).send);
		const waiting = [groups.all(), groups.all()];
		for (const one of waiting) await expect(one).rejects.toThrow('busy');
		expect(await groups.all()).toHaveLength(3);
	});

	test('is read again where a group was looked for once more', async () => {
		const { send } = failing([3]);
		const groups = new GroupDirectory(send);
		await expect(groups.namesOf([1, 77])).rejects.toThrow('busy');
		expect(await groups.namesOf([1, 77])).toEqual(
			new Map([
				[1, 'group 1'],
				[77, null],
			]),
		);
	});
});

test('of very many groups of one name the first twenty are listed, and how many more there are', async () => {
	const named = (count: number) =>
		new GroupDirectory(groupServer(upFrom(1, count), { nameOf: () => 'VIP' }).send);
	await expect(idOfGroup(named(25), { name: 'VIP' })).rejects.toMatchObject({
		description: expect.stringMatching(/\(ID 20, created \) and 5 more\.$/) as string,
	});
	await expect(idOfGroup(named(20), { name: 'VIP' })).rejects.toMatchObject({
		description: expect.stringMatching(/\(ID 20, created \)\.$/) as string,
	});
});

describe('the names of groups', () => {
	test('come by id, and null for a group that is gone', async () => {
		const { send, asked } = groupServer(upFrom(1, 3));
		const groups = new GroupDirectory(send);
		expect(await groups.namesOf([2, 3])).toEqual(
			new Map([
				[2, 'group 2'],
				[3, 'group 3'],
			]),
		);
		expect(asked).toHaveLength(2);
		for (let time = 1; time <= 2; time += 1)
			expect(await groups.namesOf([2, 77])).toEqual(
				new Map([
					[2, 'group 2'],
					[77, null],
				]),
			);
		expect(asked).toHaveLength(4);
	});

	test('are found of a group that was created after the groups were read', async () => {
		const ids = upFrom(1, 3);
		const groups = new GroupDirectory(groupServer(ids).send);
		await groups.all();
		ids.push(4);
		expect(await groups.namesOf([4])).toEqual(new Map([[4, 'group 4']]));
	});
});

test.each([
	['blanks around it', 'VIP ', ' VIP'],
	['blanks in DM Hub alone', 'VIP', 'VIP '],
])('a group is found by its name with %s', async (_, wanted, name) => {
	const groups = new GroupDirectory(groupServer([5], { nameOf: () => name }).send);
	expect(await idOfGroup(groups, { name: wanted })).toBe('5');
});
