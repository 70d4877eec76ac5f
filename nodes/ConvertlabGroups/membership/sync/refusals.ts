import { Refusal } from '../../../api/errors';
import type { Id } from '../../../api/ids';
import { InvalidParameter } from '../../../editor/invalidParameter';

/** Why a group is left unchanged. */

const UNTOUCHED = {
	customer: (item: number) =>
		`Nothing was changed in this group, because the customer of item ${item} cannot be read or found`,
	dryRun: (item: number) =>
		`Nothing was changed in this group, because Dry Run is off for item ${item} and on for others of its items`,
	settings: (item: number) =>
		`Nothing was changed in this group, because the parameters of item ${item} cannot be read`,
	group: (item: number) =>
		`Nothing was changed in any group, because the group of item ${item} cannot be read or found`,
};

/** @param item the one at fault, and what is wrong with it */
export const untouched = (item: number, what: keyof typeof UNTOUCHED): Refusal =>
	new Refusal({
		kind: 'refused',
		work: 'undone',
		message: UNTOUCHED[what](item),
		description: 'Fix that item, or filter it out before this node, and run again.',
		forModel: 'Correct that value, then call the tool again: leaving it out could remove that customer.',
	});

export const mixedDryRun = (listId: Id, item: number): InvalidParameter =>
	new InvalidParameter(
		`Dry Run is on for some items of group ${listId} and off for item ${item}, so nothing was changed`,
		'It must be the same for all items of one group.',
	);

export const emptyRow = (name: string, item: number, listId: Id): InvalidParameter =>
	new InvalidParameter(
		`${name} is empty in item ${item}, so group ${listId} was not changed`,
		'A row without a customer is treated as an error. Filter such rows out before this node.',
	);

export const emptySource = (listId: Id): InvalidParameter =>
	new InvalidParameter(
		`The source for group ${listId} is empty, so nothing was changed`,
		'To empty the group on purpose turn on “Allow Empty Source” in the options, and raise “Removal Limit (%)”.',
		{ forModel: 'Give the customers that the group is to hold. This tool does not empty a group.' },
	);

/** All of the source were to be skipped: its values are more likely wrong than the group is meant to be emptied. */
export const nobodyKnown = (listId: Id): Refusal =>
	new Refusal({
		kind: 'refused',
		work: 'undone',
		message: `DM Hub knows none of the people in the source for group ${listId}, so nothing was changed`,
		description:
			'Check “Identify Customers By”, and that the field holds such values. To empty the group on purpose turn on “Allow Empty Source” in the options, and raise “Removal Limit (%)”.',
		forModel: 'Check the values. This tool does not empty a group.',
	});
