import { absentGroup } from './groupExistence';
import { groupPages, mayHaveShifted } from './groupPages';
import type { Id, WireId } from '../ids';
import type { Group } from '../types';
import type { Send } from '../request';

/**
 * The groups of the account as they were when the run first asked. DM Hub has no call for one group, by id or by name,
 * so all are read, once per run. Where groups may have moved between the pages meanwhile, they are read once more for
 * whoever looks for a name or misses a group.
 */
export class GroupDirectory {
	private first: Promise<Group[]> | undefined;
	private second: Promise<Group[]> | undefined;
	private mayHaveShifted = false;

	constructor(private readonly send: Send) {}

	/** All groups by ascending ID, as first read (or read again after `forget()`), plus those this run has created since. */
	async all(): Promise<Group[]> {
		return await (this.first ??= this.scan(() => (this.first = undefined)));
	}

	/** Whether the groups were read already. */
	get isRead(): boolean {
		return this.first !== undefined;
	}

	/** All that are wanted: of two groups of one name, one may have moved to a page that was read already. */
	async matching(isWanted: (group: Group) => boolean): Promise<Group[]> {
		const found = new Map<WireId, Group>();
		for (const group of await this.all()) if (isWanted(group)) found.set(group.id, group);
		if (this.mayHaveShifted)
			for (const group of await this.again()) if (isWanted(group)) found.set(group.id, group);
		return [...found.values()];
	}

	/** The group as it was when the run first asked; throws a Refusal when there is none with this id. */
	async withId(id: Id): Promise<Group> {
		const isWanted = (each: Group) => String(each.id) === id;
		const group =
			(await this.all()).find(isWanted) ??
			(this.mayHaveShifted ? (await this.again()).find(isWanted) : undefined);
		if (!group) throw absentGroup(id);
		return group;
	}

	/** The names of groups; null for one that is gone. One that is not known yet may be new, so it is looked for once more. */
	async namesOf(ids: Iterable<WireId>): Promise<Map<WireId, string | null>> {
		const wanted = new Set(ids);
		const names = new Map<WireId, string | null>();
		for (const { id, name } of await this.all()) if (wanted.delete(id)) names.set(id, name);
		if (wanted.size > 0)
			for (const { id, name } of await this.again()) if (wanted.delete(id)) names.set(id, name);
		for (const id of wanted) names.set(id, null);
		return names;
	}

	/** Adds a group that this run created, so that it is found by name. */
	async remember(group: Group): Promise<void> {
		if (this.first) (await this.first).push(group);
	}

	/** What was read before no longer counts: a group may be there that nobody has seen. */
	forget(): void {
		this.first = undefined;
		this.second = undefined;
	}

	private async again(): Promise<Group[]> {
		return await (this.second ??= this.scan(() => (this.second = undefined)));
	}

	/** @param forget is called where the list cannot be read, so that whoever asks later has it read again */
	private async scan(forget: () => void): Promise<Group[]> {
		const scanning = this.read();
		scanning.catch(forget);
		return await scanning;
	}

	private async read(): Promise<Group[]> {
		const groups: Group[] = [];
		let pages = 0;
		for await (const page of groupPages(this.send)) {
			pages += 1;
			for (const group of page) groups.push(group);
		}
		this.mayHaveShifted = mayHaveShifted(pages, groups.length);
		return groups;
	}
}
