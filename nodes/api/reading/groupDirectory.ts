import { Refusal } from '../errors';
import { groupPages } from './groupPages';
import type { Id } from '../ids';
import type { Group } from '../types';
import type { Connection } from '../request';

/**
 * The groups of the account. DM Hub has no call for one group, by id or by name, so all are read: once per run, and
 * once more when a refusal raises the question whether a group still exists.
 */
export class GroupDirectory {
	private read: Promise<Group[]> | undefined;
	private readAgain: Promise<Group[]> | undefined;
	private readonly confirmed = new Set<Id>();

	constructor(private readonly connection: Connection) {}

	/** All groups, id ascending, as they were when the run first asked. */
	async all(): Promise<Group[]> {
		this.read ??= this.scan();
		return await this.read;
	}

	/** Whether all groups were read already. */
	get isRead(): boolean {
		return this.read !== undefined;
	}

	/** Groups of exactly this name; DM Hub does not keep names unique. */
	async named(name: string): Promise<Group[]> {
		return (await this.all()).filter((group) => group.name === name || group.name.trim() === name);
	}

	async withId(id: Id): Promise<Group | undefined> {
		return (await this.all()).find((group) => String(group.id) === id);
	}

	/** The group, or a refusal when there is none of this id. */
	async get(id: Id): Promise<Group> {
		const group = await this.withId(id);
		if (!group) throw absentGroup(id);
		return group;
	}

	/** Throws when the group is gone by now: asked after a refusal, so what was read before it does not count. Once per group. */
	async assertStillThere(id: Id): Promise<void> {
		const known = this.readAgain && has(await this.readAgain, id);
		if (known && !this.confirmed.has(id)) this.readAgain = undefined;
		this.confirmed.add(id);
		this.readAgain ??= this.scan(this.connection.verify);
		if (!has(await this.readAgain, id)) throw absentGroup(id);
	}

	/** Keeps what this run created, so that it is found by name. */
	async remember(group: Group): Promise<void> {
		if (this.read) (await this.read).push(group);
	}

	private async scan(send = this.connection.send): Promise<Group[]> {
		const groups: Group[] = [];
		for await (const page of groupPages(send)) for (const group of page) groups.push(group);
		return groups;
	}
}

const has = (groups: Group[], id: Id): boolean => groups.some((group) => String(group.id) === id);

export function absentGroup(id: Id): Refusal {
	return new Refusal({
		kind: 'absent',
		work: 'undone',
		message: `There is no group with the ID ${id}`,
		description: 'It may have been deleted in DM Hub. Pick the group anew from the list.',
	});
}

/** How groups are told apart in a message: `“金卡会员” (ID 1, created 2017-05-23T02:42:14Z)`. */
export const describe = ({ id, name, dateCreated }: Group): string =>
	`“${name}” (ID ${id}, created ${dateCreated})`;
