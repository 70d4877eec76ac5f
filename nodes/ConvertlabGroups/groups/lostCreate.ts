import { groupPages } from '../../api/reading/groupPages';
import type { Group } from '../../api/types';
import type { Run } from '../run/run';

/**
 * Groups of this name that appeared since a create was sent whose answer was lost; what the run knew before does not
 * count. Where it had not read the groups before, the server's dates decide: they have whole seconds only.
 * @param askedAt when the create was sent, ms since 1970 by this machine's clock
 */
export async function createdSince(run: Run, name: string, askedAt: number): Promise<Group[]> {
	const known = run.groups.isRead ? new Set((await run.groups.all()).map(({ id }) => String(id))) : undefined;
	const found: Group[] = [];
	for await (const page of groupPages(run.ask))
		for (const group of page)
			if (group.name.trim() === name && !run.created.has(String(group.id))) found.push(group);
	if (known) return found.filter(({ id }) => !known.has(String(id)));
	const since = Math.floor((askedAt + run.clockDifference) / 1000) * 1000;
	return found.filter(({ dateCreated }) => Date.parse(dateCreated) >= since);
}
