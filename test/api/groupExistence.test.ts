import { Refusal } from '../../nodes/api/errors';
import { GroupExistence } from '../../nodes/api/reading/groupExistence';
import { groupServer } from './servers';
import { upFrom } from '../support/inputs';

test('a look after an empty answer starts then, once per group', async () => {
	const ids = upFrom(1, 3);
	const { send, asked } = groupServer(ids);
	const existence = new GroupExistence(send);
	ids.splice(1, 1);
	await expect(existence.assertExistsAfterEmptyAnswer('2')).rejects.toThrow(
		'There is no group with the ID 2',
	);
	await existence.assertExistsAfterEmptyAnswer('3');
	const requests = asked.length;
	await existence.assertExistsAfterEmptyAnswer('3');
	expect(asked).toHaveLength(requests);
});

test('a group is looked up again after a refusal, though it was there when it was found empty', async () => {
	const ids = upFrom(1, 3);
	const existence = new GroupExistence(groupServer(ids).send);
	await existence.assertExistsAfterEmptyAnswer('2');
	ids.splice(1, 1);
	await expect(existence.assertExists('2')).rejects.toThrow('There is no group with the ID 2');
});

test('one look tells that many groups are gone', async () => {
	const { send, asked } = groupServer(upFrom(1, 3));
	const existence = new GroupExistence(send);
	for (const id of ['11', '12', '13'])
		await expect(existence.assertExistsAfterEmptyAnswer(id)).rejects.toThrow(
			`There is no group with the ID ${id}`,
		);
	expect(asked).toHaveLength(2);
});

test('a group is found on the page where it is, without reading on', async () => {
	const { send, asked } = groupServer(upFrom(1, 3_000));
	await new GroupExistence(send).assertExists('1500');
	expect(asked).toHaveLength(2);
});

test('a group that moved to a page that was read already counts as there', async () => {
	for (const question of ['assertExists', 'assertExistsAfterEmptyAnswer'] as const) {
		const ids = upFrom(1, 1_005);
		const { send } = groupServer(ids, {
			before: (nth) => {
				if (nth === 2) ids.splice(0, 1);
			},
		});
		await new GroupExistence(send)[question]('1001');
	}
});

test('a look that fails tells nothing, and the next one looks again', async () => {
	const { send } = groupServer(upFrom(1, 3), {
		before: (nth) => {
			if (nth === 1) throw new Refusal({ kind: 'busy', work: 'undone', message: 'The server is busy' });
		},
	});
	const existence = new GroupExistence(send);
	await expect(existence.assertExists('2')).rejects.toThrow('busy');
	await existence.assertExists('2');
});
