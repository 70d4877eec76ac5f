import type { Refusal } from '../../api/errors';

/** What is known about a refused request to add customers; gathered as far as the next step needs it. */
export interface Evidence {
	refusal: Refusal;
	/** Customers in the request. */
	size: number;
	/** Whether a look after the last refusal of a larger batch found none of them. */
	seenAbsent: boolean;
	/** Whether the first refusal ends the run. */
	stops: boolean;
	/** The last refusal, where a lost answer has used up its attempts. */
	givenUp?: Refusal;
	/** How many of them a look found to be no members now, and why it could not see all. */
	look?: { absent: number; failure?: Refusal };
	/** Whether the group still exists. */
	group?: { gone?: Refusal };
}

/**
 * - `look` see who is a member · `lookAtGroup` see whether the group still exists
 * - `repeat` send those who are not in · `shrink` send smaller batches · `divide` send two parts, to find who is at fault
 * - `done` everybody is in · `refuse`, `refuseAsGone`, `refuseAsNotKnown` fail those who are not in
 */
export type Step =
	| 'look'
	| 'lookAtGroup'
	| 'repeat'
	| 'shrink'
	| 'divide'
	| 'done'
	| 'refuse'
	| 'refuseAsGone'
	| 'refuseAsNotKnown';

/** Whether the customers may have been added although the request was refused. */
export const isInDoubt = (refusal: Refusal): boolean => refusal.work !== 'undone';

/** The whole policy of adding: what to do next, by what is known. */
export function nextStep(evidence: Evidence): Step {
	const { refusal, size, seenAbsent, stops, givenUp, look, group } = evidence;
	if (refusal.kind === 'size' && size > 1) return 'shrink';
	const inDoubt = isInDoubt(refusal);
	if (!inDoubt && refusal.concernsEverything) return 'refuse';

	// Some servers refuse members, or keep a part of a refused batch: who stands alone is looked at, whatever was seen before.
	if (!look && (inDoubt || !seenAbsent || size === 1)) return 'look';
	if (look?.absent === 0) return 'done';
	if (inDoubt) return look?.failure ? 'refuseAsNotKnown' : givenUp ? 'refuse' : 'repeat';
	if (look && look.absent < size) return 'repeat';
	if (look?.failure?.concernsEverything) return 'refuseAsNotKnown';

	if (!group) return 'lookAtGroup';
	if (group.gone) return 'refuseAsGone';
	if (look?.failure) return 'refuseAsNotKnown';
	return stops || size === 1 ? 'refuse' : 'divide';
}
