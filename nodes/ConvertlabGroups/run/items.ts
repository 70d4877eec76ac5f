import type { Refusal } from '../../api/errors';
import { settle } from '../../api/result';
import { idOfGroup } from '../../api/reading/whichGroup';
import type { Id } from '../../api/ids';
import type { GroupChoice } from '../../api/types';
import { caught, withFieldNames, type Inputs } from './inputs';
import type { Run } from './run';

/** The first two stages of a run: all items are read before anything is sent, then what they name is resolved to ids. */

/** One input item: what it asks for, or why it cannot be read. */
export type ReadItem<P> = { item: number; params: P } | { item: number; problem: unknown };

/** Reads items one by one. Sends nothing. */
export function* readItems<P>(inputs: Inputs, read: (item: number) => P): Generator<ReadItem<P>> {
	for (let item = 0; item < inputs.length; item += 1) {
		const params = caught(() => read(item));
		if ('error' in params) yield { item, problem: withFieldNames(params.error, inputs.fieldNames(item)) };
		else yield { item, params: params.value };
	}
}

/**
 * Resolves the groups that items choose to ids. Each name is looked up once per run.
 * @returns a function that gives the id of a choice, undefined for an empty one, or the refusal
 */
export async function resolveGroups(
	run: Run,
	choices: Iterable<GroupChoice | undefined>,
): Promise<(choice: GroupChoice | undefined) => Id | Refusal | undefined> {
	const byName = new Map<string, Id | Refusal | undefined>();
	for (const choice of choices)
		if (choice && 'name' in choice && !byName.has(choice.name))
			byName.set(choice.name, await settle(idOfGroup(run.groups, choice)));
	return (choice) => (choice && 'name' in choice ? byName.get(choice.name) : choice?.id);
}
