import { Refusal } from '../errors';
import { GROUP_ROWS, groupPages } from './groupPages';
import type { Id } from '../ids';
import type { Group } from '../types';
import type { Connection } from '../request';

/**
 * The groups of the account. DM Hub has no call for one group, by id or by name, so all are read: once per run, and
 * once more to find out whether a group still exists.
 *
 * When a group is deleted while the pages are read, the groups after it move up, and one of them may be on no page. So
 * where there may be several pages, a missing group is looked for once more before it counts as missing.
 */
export class GroupDirectory {
	private first: Promise<Group[]> | undefined;
	private second: Promise<Group[]> | undefined;
	private mayHaveShifted = false;
	/** Ids in the last look that was read to the end. */
	private lastSeen: Set<Id> | undefined;
	private readonly confirmed = new Map<Id, Promise<void>>();
	private readonly vouched = new Map<Id, Promise<void>>();

	constructor(private readonly connection: Connection) {}

	/** All groups, id ascending, as they were when the run first asked, or again after it forgot them, and those it has created since. */
	async all(): Promise<Group[]> {
		this.first ??= this.scan();
		return await this.first;
	}

	/** Whether the groups were read already. */
	get isRead(): boolean {
		return this.first !== undefined;
	}

	/** Groups of exactly this name; DM Hub does not keep names unique. */
	async named(name: string): Promise<Group[]> {
		return await this.listed((group) => group.name === name || group.name.trim() === name);
	}

	/** The group as it was when the run first asked; throws a Refusal when there is none with this id. */
	async withId(id: Id): Promise<Group> {
		const [group] = await this.listed((each) => String(each.id) === id);
		if (!group) throw absentGroup(id);
		return group;
	}

	/**
	 * Throws a Refusal when the group is gone by now; what was read before does not count. Looks once per group, since a
	 * refused batch asks again for each of its parts.
	 * @param after the refusal that raises the question
	 */
	async assertStillThere(id: Id, after?: Refusal): Promise<void> {
		await once(this.confirmed, id, async () => await this.lookFor(id, after));
	}

	/**
	 * Throws a Refusal when the group is gone: DM Hub may answer for a deleted group as if it were empty. Call it after the
	 * empty answer has come, since a look that started before it proves nothing. Looks once per group.
	 */
	async believeEmpty(id: Id): Promise<void> {
		await once(this.vouched, id, async () => await this.lookFor(id));
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

	private async listed(isWanted: (group: Group) => boolean): Promise<Group[]> {
		const found = (await this.all()).filter(isWanted);
		if (found.length > 0 || !this.mayHaveShifted) return found;
		this.second ??= this.scan();
		return (await this.second).filter(isWanted);
	}

	/** Reads from now on, until the group is found. */
	private async lookFor(id: Id, after?: Refusal): Promise<void> {
		// Ids are never reused: a group that was not there a moment ago will not be there now.
		if (this.lastSeen && !this.lastSeen.has(id)) throw absentGroup(id, after);
		const seen = new Set<Id>();
		for (let reading = 1; reading <= 2; reading += 1) {
			let pages = 0;
			for await (const page of groupPages(this.connection.verify)) {
				pages += 1;
				for (const group of page) seen.add(String(group.id));
				if (seen.has(id)) return;
			}
			if (!mayHaveShifted(pages, seen.size)) break;
		}
		this.lastSeen = seen;
		throw absentGroup(id, after);
	}

	private async scan(): Promise<Group[]> {
		const groups: Group[] = [];
		let pages = 0;
		for await (const page of groupPages(this.connection.send)) {
			pages += 1;
			for (const group of page) groups.push(group);
		}
		this.mayHaveShifted = mayHaveShifted(pages, groups.length);
		return groups;
	}
}

/** A page that is full may have been followed by another, which a group moved away from. */
const mayHaveShifted = (pages: number, groups: number): boolean => pages > 1 || groups >= GROUP_ROWS;

async function once(done: Map<Id, Promise<void>>, id: Id, work: () => Promise<void>): Promise<void> {
	const known = done.get(id) ?? work();
	done.set(id, known);
	await known;
}

/** @param after the refusal that raised the question; its words are quoted, too */
function absentGroup(id: Id, after?: Refusal): Refusal {
	const absent = new Refusal({
		kind: 'absent',
		work: 'undone',
		message: `There is no group with the ID ${id}`,
		description: 'It may have been deleted in DM Hub. Select the group again.',
		forModel: 'It may have been deleted in DM Hub. List the groups to see which there are.',
	});
	if (!after) return absent;
	const { code, httpStatus, words, message } = after;
	return absent.with({ code, httpStatus, words, message: `${absent.message}; ${message}` });
}

/** A group in a message: `“金卡会员” (ID 1, created 2017-05-23T02:42:14Z)`. */
export const describe = ({ id, name, dateCreated }: Group): string =>
	`“${name}” (ID ${id}, created ${dateCreated})`;
