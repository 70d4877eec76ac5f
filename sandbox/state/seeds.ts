import { readFileSync } from 'node:fs';
import { toSeconds } from '../wire/dates';
import type { Group } from './group';
import { parseExactly, readLong, toLong, type Json, type LongLike } from '../wire/longs';
import { makeCustomers } from './newCustomer';
import type { World } from './world';

export interface SeedGroup {
	name: string;
	id?: LongLike;
	/** Of the group and its memberships; default now. */
	dateCreated?: Date | string | number;
	/** Customer ids, or how many, counting up from firstCustomerId. */
	members?: number | LongLike[];
	firstCustomerId?: LongLike;
}

export const smallSeed: SeedGroup[] = [
	{ name: '金卡会员', dateCreated: '2017-05-23T02:42:14Z', members: 12, firstCustomerId: 91 },
	{ name: '银卡会员', dateCreated: '2017-06-07T12:20:20Z', members: 48, firstCustomerId: 103446 },
	// 19 digits, one apart: two customers to whoever reads exactly, one to whoever rounds.
	{ name: '新品试用', members: ['1627652953215191041', '1627652953215191042', '1627652953215191043', 4, 5] },
	{ name: '双十一活动', id: '1627652953215190017', members: 260, firstCustomerId: '1627652953215200001' },
	{ name: '沉睡客户', members: 7, firstCustomerId: 500 },
	// The API checks no names, so the same name may come twice and a name may look like an id.
	{ name: '沉睡客户', members: 3, firstCustomerId: 600 },
	{ name: '2024', members: 1, firstCustomerId: 4 },
];

export function seedGroups(world: World, groups: SeedGroup[]): void {
	for (const seed of groups) {
		const at = seed.dateCreated ?? world.now();
		const id = seed.id === undefined ? undefined : toLong(seed.id);
		const group = world.store.addGroup(seed.name, toSeconds(at), id);
		seedMembers(world, group, seed.members ?? 0, seed);
	}
}

/** Whoever is no customer yet becomes one. Customers who are members already stay as they are. @returns how many were added */
export function seedMembers(
	world: World,
	group: Group,
	members: number | LongLike[],
	{ firstCustomerId = 1, dateCreated }: Pick<SeedGroup, 'firstCustomerId' | 'dateCreated'> = {},
): number {
	const joined = toSeconds(dateCreated ?? world.now());
	const before = group.size;
	const consecutive = typeof members === 'number';
	const first = toLong(firstCustomerId);
	makeCustomers(world, members, first);
	// Consecutive ids into an empty group can't meet each other: no need to look.
	const look = !consecutive || before > 0;
	for (let at = 0; at < (consecutive ? members : members.length); at++) {
		const customerId = consecutive ? first + BigInt(at) : toLong(members[at]);
		if (!look || group.rowsOf(customerId).length === 0) world.store.join(group, customerId, joined);
	}
	return group.size - before;
}

/** @param text 'small', 'empty', a number of members for one group, or a JSON file `[{"name","members":…}]` */
export function readSeed(text: string): SeedGroup[] {
	if (text === 'small') return smallSeed;
	if (text === 'empty') return [];
	if (/^\d+$/.test(text)) return [{ name: `${text} 位客户`, members: Number(text) }];
	return asSeed(parseExactly(readFileSync(text, 'utf8')));
}

/** The same JSON as a file and as the body of POST /__sandbox/seed. */
export function asSeed(json: Json): SeedGroup[] {
	if (!Array.isArray(json)) throw new TypeError('a seed is a list of groups');
	return json.map((entry) => {
		if (entry === null || typeof entry !== 'object' || Array.isArray(entry))
			throw new TypeError('a group is an object');
		const { name, id, dateCreated, members, firstCustomerId } = entry;
		if (typeof name !== 'string') throw new TypeError('a group needs a name');
		return {
			name,
			id: asId(id),
			dateCreated: typeof dateCreated === 'string' ? dateCreated : undefined,
			members: Array.isArray(members)
				? members.flatMap((member) => asId(member) ?? [])
				: Number(members ?? 0),
			firstCustomerId: asId(firstCustomerId),
		};
	});
}

function asId(value: Json | undefined): bigint | undefined {
	if (value === undefined || value === null) return undefined;
	const id = readLong(String(value));
	if (id === undefined) throw new TypeError(`${String(value)} is not an id`);
	return id;
}
