import type { Refusal } from '../../api/errors';

/** What is known about a refused request to add customers, as far as it was needed so far. */
export interface Evidence {
	refusal: Refusal;
	/** Customers in the request. */
	size: number;
	/** Whether a look after the refusal of a larger batch found none of them in the group. */
	seenAbsent: boolean;
	/** Whether the first refusal ends the run. */
	stops: boolean;
	/** The last refusal, once the attempts after lost answers are used up. */
	givenUp?: Refusal;
	/** How many of them a look did not find in the group, and why it failed where it did. */
	look?: { absent: number; failure?: Refusal };
	/** Whether the group still exists. */
	group?: { gone?: Refusal };
}

/**
 * - `look` see who is a member · `lookAtGroup` see whether the group still exists
 * - `repeat` send those who are not members · `shrink` send smaller batches · `split` send two parts, to isolate the fault
 * - `done` all are members · `refuse`, `refuseAsGone`, `refuseAsNotKnown` fail those who are not
 */
export type Step =
	| 'look'
	| 'lookAtGroup'
	| 'repeat'
	| 'shrink'
	| 'split'
	| 'done'
	| 'refuse'
	| 'refuseAsGone'
	| 'refuseAsNotKnown';

/** Whether the customers may have been added although the request was refused. */
export const isInDoubt = (refusal: Refusal): boolean => refusal.work !== 'undone';

/** The whole policy of adding: what to do next, by what is known. */
export function decide(evidence: Evidence): Step {
	const { refusal, size, seenAbsent, stops, givenUp, look, group } = evidence;
	if (refusal.kind === 'size' && size > 1) return 'shrink';
	const inDoubt = isInDoubt(refusal);
	if (!inDoubt && refusal.affectsEveryRequest) return 'refuse';

	// Some servers refuse existing members, or keep part of a refused batch: a single customer is always looked up.
	if (!look && (inDoubt || !seenAbsent || size === 1)) return 'look';
	if (look?.absent === 0) return 'done';
	if (inDoubt) return look?.failure ? 'refuseAsNotKnown' : givenUp ? 'refuse' : 'repeat';
	if (look && look.absent < size) return 'repeat';
	if (look?.failure?.affectsEveryRequest) return 'refuseAsNotKnown';

	if (!group) return 'lookAtGroup';
	if (group.gone) return 'refuseAsGone';
	if (look?.failure) return 'refuseAsNotKnown';
	return stops || size === 1 ? 'refuse' : 'split';
}
