import { createGroup as requestToCreate } from '../../api/endpoints';
import { Refusal } from '../../api/errors';
import { compareIds } from '../../api/ids';
import { groupPages } from '../../api/reading/groupPages';
import { listed, sameName } from '../../api/reading/whichGroup';
import { settle } from '../../api/promises';
import type { Group } from '../../api/types';
import type { Run } from '../run/run';

/**
 * Creates a group. A second create is never sent where the first may have been done: then a look decides, or the outcome
 * is unknown. Throws a Refusal.
 */
export async function createGroup(run: Run, name: string): Promise<Group> {
	const group = await settle(createOnce(run, name));
	if (group instanceof Refusal) {
		// The next item of this name has to look whether there is one by now.
		if (group.work !== 'undone') {
			run.groups.forget();
			run.unconfirmedNames.set(name, group);
		}
		throw group;
	}
	run.createdGroups.add(String(group.id));
	await run.groups.remember(group);
	return group;
}

async function createOnce(run: Run, name: string): Promise<Group> {
	const backoff = run.backoff();
	const request = requestToCreate(name);
	for (;;) {
		const askedAt = Date.now();
		const created = await settle(run.send(request));
		if (!(created instanceof Refusal)) return created;
		if (created.work === 'undone') throw created;
		const waited = await settle(backoff.wait(created));
		const found = await settle(createdSince(run, name, askedAt));
		if (!(found instanceof Refusal)) {
			if (found.length === 1) return found[0];
			if (found.length > 1) throw unknownWhich(name, found, created);
			// The server was too busy to take the request, and the look agrees that it was not done.
			if (created.work === 'doubtful') {
				if (waited instanceof Refusal) throw waited;
				continue;
			}
		}
		throw outcomeUnknown(name, created);
	}
}

/**
 * The groups of this name that appeared since a create whose answer was lost; groups that the run knew before do not
 * count. Where it had not read the groups before, the server's dates decide. They have whole seconds, so a group that is
 * a moment older may be among them. Ids grow, so a group with a lower id than one that the run created is not new.
 * @param askedAt when the create was sent, ms since 1970 by this machine's clock
 */
async function createdSince(run: Run, name: string, askedAt: number): Promise<Group[]> {
	const known = run.groups.isRead ? new Set((await run.groups.all()).map(({ id }) => String(id))) : undefined;
	const found: Group[] = [];
	for await (const page of groupPages(run.verify))
		for (const group of page)
			if (sameName(group.name, name) && !run.createdGroups.has(String(group.id))) found.push(group);
	if (known) return found.filter(({ id }) => !known.has(String(id)));
	const isAfterOwn = ({ id }: Group) => [...run.createdGroups].every((own) => compareIds(id, own) > 0);
	const since = Math.floor((askedAt + run.clockDifference) / 1000) * 1000;
	return found.filter((group) => Date.parse(group.dateCreated) >= since && isAfterOwn(group));
}

/** Another group was created in the same second, so dates cannot tell them apart. */
function unknownWhich(name: string, groups: Group[], refusal: Refusal): Refusal {
	return refusal.with({
		work: 'unknown',
		message: `It is not known which group named “${name}” is the new one. ${refusal.message}`,
		description: `The answer was lost, and these groups were created at that time: ${listed(groups)}. Select one of them by its ID, and delete the others if nothing uses them.`,
	});
}

function outcomeUnknown(name: string, refusal: Refusal): Refusal {
	return refusal.with({
		work: 'unknown',
		message: `It is not known whether “${name}” was created; run again with “Use Existing”. ${refusal.message}`,
		description:
			'The answer was lost, and no new group of that name can be seen yet. Wait a moment, then run again with “If Name Exists” set to “Use Existing”: it uses the group if there is one by then.',
	});
}
