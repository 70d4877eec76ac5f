import { Refusal } from '../errors';
import { describe, type GroupDirectory } from './groupDirectory';
import type { Id } from '../ids';
import type { Group } from '../types';
import { quote } from '../quote';
import type { GroupChoice } from '../types';

const MOST_LISTED = 20;
const LONGEST_NAME = 255;

/** The id of the group that a user chose; throws a Refusal for a name that no group or several groups have. */
export async function idOfGroup(groups: GroupDirectory, choice: GroupChoice): Promise<Id>;
export async function idOfGroup(
	groups: GroupDirectory,
	choice: GroupChoice | undefined,
): Promise<Id | undefined>;
export async function idOfGroup(
	groups: GroupDirectory,
	choice: GroupChoice | undefined,
): Promise<Id | undefined> {
	if (choice === undefined || 'id' in choice) return choice?.id;
	const named = await groups.named(choice.name);
	if (named.length === 1) return String(named[0].id);
	if (named.length > 1) throw severalNamed(choice.name, named);
	throw new Refusal({
		kind: 'absent',
		work: 'undone',
		message: `There is no group named ${quote(choice.name, LONGEST_NAME)}`,
		...(await similar(groups, choice.name)),
	});
}

export function severalNamed(name: string, groups: Group[]): Refusal {
	return new Refusal({
		kind: 'absent',
		work: 'undone',
		message: `There are ${groups.length} groups named ${quote(name, LONGEST_NAME)}`,
		description: `Choose one of them by its ID: ${listed(groups)}.`,
	});
}

export const listed = (groups: Group[]): string =>
	groups.slice(0, MOST_LISTED).map(describe).join(', ') +
	(groups.length > MOST_LISTED ? ` and ${groups.length - MOST_LISTED} more` : '');

/** The groups whose name is nearly the one that was asked for. */
async function similar(
	groups: GroupDirectory,
	name: string,
): Promise<Pick<Refusal, 'description' | 'forModel'>> {
	const wanted = folded(name);
	const candidates = (await groups.all()).filter((group) => {
		const other = folded(group.name);
		return other !== '' && (other.includes(wanted) || wanted.includes(other));
	});
	if (candidates.length > 0)
		return { description: `The name has to match exactly. Similar groups: ${listed(candidates)}.` };
	return {
		description: 'Select the group from the list, or copy its exact name from DM Hub.',
		forModel: 'List the groups to see their names, or ask which one is meant.',
	};
}

const folded = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
