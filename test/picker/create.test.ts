import { createInPicker } from './picker';
import { tokenCredential } from '../support/credential';
import { useSandbox } from '../support/sandbox';

/** “Create a new group” above the list of groups: typed, created or taken, selected. */

const hub = useSandbox();
const create = async (name: string) => await createInPicker(tokenCredential(hub()), name);
const names = () =>
	hub()
		.groups()
		.map(({ name }) => name);

test('a group of the name that was typed is created, and its ID selected', async () => {
	hub().addGroup({ name: '银卡会员' });
	expect(await create(' 金卡会员\u200B ')).toBe('2');
	expect(names()).toEqual(['银卡会员', '金卡会员']);
});

test('the one group there is of that name is taken', async () => {
	const { id } = hub().addGroup({ name: '金卡会员', id: '1627652953215190017' });
	expect(await create('金卡会员')).toBe(id);
	expect(names()).toEqual(['金卡会员']);
});

test('where several have that name, none is created, and they are listed', async () => {
	hub().addGroup({ name: '沉睡客户' });
	hub().addGroup({ name: '沉睡客户' });
	await expect(create('沉睡客户')).rejects.toThrow(/沉睡客户/);
	expect(names()).toHaveLength(2);
});

test.each(['', '   ', '\u200B'])(
	'without a name nothing is sent, and the message says what to do (%j)',
	async (name) => {
		await expect(create(name)).rejects.toThrow(/name/i);
		expect(hub().requests).toEqual([]);
	},
);

test('a creation without an answer is not sent again: the second click takes the group', async () => {
	hub().faults.add({ kind: 'lost', match: ({ method }) => method === 'POST' });
	await expect(create('金卡会员')).rejects.toThrow();
	expect(names()).toEqual(['金卡会员']);
	expect(await create('金卡会员')).toBe('1');
	expect(names()).toEqual(['金卡会员']);
});
