import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import { idOfGroup } from '../../api/reading/whichGroup';
import { settle } from '../../api/result';
import type { GroupChoice } from '../../api/types';
import type { Run } from './run';

/**
 * Resolves the groups that items choose to ids. Each name is looked up once per run.
 * @returns a function that gives the id of a choice, or why there is none
 */
export async function resolveGroups(
	run: Run,
	choices: Iterable<GroupChoice>,
): Promise<(choice: GroupChoice) => Id | Refusal> {
	const byName = new Map<string, Id | Refusal>();
	let unavailable: Refusal | undefined;
	for (const choice of choices) {
		if ('id' in choice) {
			if (choice.label !== undefined) run.groupNames.set(choice.id, choice.label);
			continue;
		}
		if (byName.has(choice.name)) continue;
		const id = unavailable ?? (await settle(idOfGroup(run.groups, choice)));
		byName.set(choice.name, id);
		if (!(id instanceof Refusal)) run.groupNames.set(id, choice.name);
		// The same list would be asked for again, for each name.
		else if (id.concernsEverything) unavailable = id;
	}
	return (choice) => ('id' in choice ? choice.id : byName.get(choice.name)!);
}
