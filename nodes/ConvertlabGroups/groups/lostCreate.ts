import { compareIds } from '../../api/ids';
import { groupPages } from '../../api/reading/groupPages';
import { sameName } from '../../api/reading/whichGroup';
import type { Group } from '../../api/types';
import type { Run } from '../run/run';

/**
 * The groups of this name that appeared since a create whose answer was lost; groups that the run knew before do not
 * count. Where it had not read the groups before, the server's dates decide. They have whole seconds, so a group that is
 * a moment older may be among them. Ids grow, so a group with a lower id than one that the run created is not new.
 * @param askedAt when the create was sent, ms since 1970 by this machine's clock
 */
export async function createdSince(run: Run, name: string, askedAt: number): Promise<Group[]> {
	const known = run.groups.isRead ? new Set((await run.groups.all()).map(({ id }) => String(id))) : undefined;
	const found: Group[] = [];
	for await (const page of groupPages(run.ask))
		for (const group of page)
			if (sameName(group.name, name) && !run.created.has(String(group.id))) found.push(group);
	if (known) return found.filter(({ id }) => !known.has(String(id)));
	const isAfterOwn = ({ id }: Group) => [...run.created].every((own) => compareIds(id, own) > 0);
	const since = Math.floor((askedAt + run.clockDifference) / 1000) * 1000;
	return found.filter((group) => Date.parse(group.dateCreated) >= since && isAfterOwn(group));
}
