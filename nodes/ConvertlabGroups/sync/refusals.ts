import { Refusal } from '../../api/errors';
import { InvalidParameter } from '../../editor/invalidParameter';
import type { Run } from '../run/run';
import { formatCount } from '../run/summary';

/** Why a group is left unchanged. Groups are named as `describeGroup` says. */

const LEFT_UNCHANGED = {
	customer: (item: number) =>
		`Nothing was changed in this group, because the customer of item ${item} cannot be read or found`,
	group: (item: number) =>
		`Nothing was changed in any group, because the group of item ${item} cannot be read or found`,
};

/** @param item the one at fault, and what is wrong with it */
export const leftUnchanged = (item: number, what: keyof typeof LEFT_UNCHANGED): Refusal =>
	new Refusal({
		kind: 'refused',
		reason: 'guard',
		work: 'undone',
		message: LEFT_UNCHANGED[what](item),
		description: 'Fix that item, or filter it out before this node, and run again.',
		forModel: 'Correct that value, then call the tool again: leaving it out could remove that customer.',
	});

export const emptyRow = (name: string): InvalidParameter =>
	new InvalidParameter(
		`${name} is empty`,
		'A row without a customer is treated as an error, and its group is not changed. Filter such rows out before this node.',
	);

/** A guard of the node that leaves a group as it is. */
export interface Guard {
	/** What is wrong: a sentence without its end. */
	why: string;
	/** What to do about it. */
	advice: string;
	forModel: string;
}

export const guardRefusal = ({ why, advice, forModel }: Guard): Refusal =>
	new Refusal({
		kind: 'refused',
		reason: 'guard',
		work: 'undone',
		message: `${why}, so nothing was changed`,
		description: advice,
		forModel,
	});

const TO_EMPTY =
	'To empty the group on purpose, turn on “Allow Empty Source” in the options and raise “Removal Limit (%)”.';

export const emptySource = (group: string): Guard => ({
	why: `The source for ${group} is empty`,
	advice: TO_EMPTY,
	forModel: 'Give the customers that the group is to hold. This tool does not empty a group.',
});

/** All of the source were to be skipped: its values are more likely wrong than the group is meant to be emptied. */
export const noneKnown = (group: string): Guard => ({
	why: `DM Hub knows none of the people in the source for ${group}`,
	advice: `Check “Identify Customers By”, and that the field holds such values. ${TO_EMPTY}`,
	forModel: 'Check the values. This tool does not empty a group.',
});

/** @param limit percent of the members */
export const tooManyRemovals = (group: string, removals: number, members: number, limit: number): Guard => ({
	why: `Sync would remove ${formatCount(removals)} of the ${formatCount(members)} members of ${group}, more than the removal limit of ${limit} %`,
	advice:
		'Check that the source is complete and comes in one run, not inside Loop Over Items. If it is right, raise “Removal Limit (%)” in the options.',
	forModel:
		'Check that you gave all customers the group is to hold. If so, only a person can raise “Removal Limit (%)” in the tool.',
});

export const insideLoop: Guard = {
	why: 'Sync Group is inside a loop, where it gets only part of the customers at a time and would remove all others',
	advice: 'Take this node out of the loop, so that it gets all customers in one run.',
	forModel: 'Only a person can take the tool out of the loop.',
};

/** Tells once for each group that the real run would be refused. */
export const wouldBeRefused = (run: Run, group: string, why: string): void =>
	run.summary.warn(`Dry run of ${group}: the real run would be refused. ${why}`);
