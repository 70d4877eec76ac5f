import { Refusal, deleted, json } from '../http/answers';
import { toSeconds } from '../http/dates';
import type { Group } from '../world/store';
import type { Route } from './call';
import { anotherGroup, writtenGroup } from './records';

const sortFields = ['id', 'name', 'dateCreated', 'lastUpdated'] as const;
type SortField = (typeof sortFields)[number];

export const groupRoutes: Route[] = [
	{
		method: 'POST',
		path: '/v1/lists',
		does: 'creates a group: `{"name"}`',
		answer(call) {
			const name = call.field('name');
			// Names may repeat: the reference says that nothing checks them.
			if (typeof name !== 'string' || name.trim() === '' || name.length > 255)
				throw Refusal.badParameter('name');
			const { store, quirks } = call.world;
			const group = store.addGroup(name, toSeconds(call.world.now()));
			const answered = quirks.aboutAnother.includes('createdGroup') ? anotherGroup(group) : group;
			return json(writtenGroup(answered, quirks), quirks.createStatus);
		},
	},
	{
		method: 'DELETE',
		path: '/v1/lists/{id}',
		does: 'deletes a group; its customers stay',
		answer(call) {
			call.world.store.deleteGroup(call.group(call.id()));
			return deleted();
		},
	},
	{
		method: 'GET',
		path: '/v1/lists',
		does: 'lists groups: `rows` `page` `sidx` `sord`',
		answer(call) {
			const { store, quirks } = call.world;
			const asked = call.count('rows', 20, quirks.groupRowLimit ?? Infinity);
			const page = call.count('page', 1);
			const given = Math.min(asked, quirks.groupRowCap ?? asked);
			const groups = sorted(
				[...store.groups.values()],
				call.oneOf('sidx', sortFields, 'id'),
				call.descending(),
			);
			const start = (page - 1) * (quirks.groupPageOffset === 'asked' ? asked : given);
			const rows = groups.slice(start, start + given);
			const records = quirks.groupRecords === 'page' ? rows.length : groups.length;
			const total = {
				askedPages: Math.ceil(groups.length / asked),
				cappedPages: Math.ceil(groups.length / given),
				groups: groups.length,
			}[quirks.groupTotal];
			const body = rows.map((group) => writtenGroup(group, quirks)).join(',');
			return json(`{"page":${page},"records":${records},"rows":[${body}],"total":${total}}`);
		},
	},
];

function sorted(groups: Group[], field: SortField, descending: boolean): Group[] {
	const key = (group: Group) => (field === 'lastUpdated' ? group.dateCreated : group[field]);
	const compare = (a: Group, b: Group) => {
		if (key(a) !== key(b)) return key(a) < key(b) ? -1 : 1;
		return a.id < b.id ? -1 : 1;
	};
	return groups.sort((a, b) => (descending ? compare(b, a) : compare(a, b)));
}
