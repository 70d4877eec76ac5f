import { Refusal } from '../errors';
import type { GroupDirectory } from './groupDirectory';
import type { Id } from '../ids';
import type { Group, GroupChoice } from '../types';
import { quote } from '../quote';
import { plainWidth, unwrapped, visible } from '../../values/cleaning';

const MOST_LISTED = 20;
const LONGEST_NAME = 255;

/** The id of the group that a user chose; throws a Refusal for a name that no group or several groups have. */
export async function idOfGroup(groups: GroupDirectory, choice: GroupChoice): Promise<Id> {
	if ('id' in choice) return choice.id;
	const named = await groupsMeant(groups, choice.name);
	if (named.length === 1) return String(named[0].id);
	if (named.length > 1) throw severalNamed(choice.name, named);
	throw new Refusal({
		kind: 'absent',
		work: 'undone',
		message: `There is no group named ${quote(choice.name, LONGEST_NAME)}`,
		...(await similar(groups, choice.name)),
	});
}

/** Whether two names of groups are the same to a reader. */
export const sameName = (one: string, other: string): boolean => visible(one) === visible(other);

/** Whether a name holds a text, without regard to case, width and what nobody sees. */
export const nameContains = (name: string, text: string): boolean => seen(name).includes(seen(text));

const seen = (text: string): string => plainWidth(visible(text)).toLowerCase();

/** Groups of this name; DM Hub does not keep names unique. */
export const groupsNamed = async (groups: GroupDirectory, wanted: string): Promise<Group[]> =>
	await groups.matching(({ name }) => sameName(name, wanted));

/** Groups that a name means: those of this very name, else those of the name that people write like that. */
async function groupsMeant(groups: GroupDirectory, wanted: string): Promise<Group[]> {
	const named = await groupsNamed(groups, wanted);
	const written = plain(wanted);
	const inside = unwrapped(written);
	if (named.length > 0 || inside === '') return named;
	// `【VIP】` is a name of its own: whoever writes `VIP` does not mean it, and who writes `「VIP」` may.
	return await groups.matching(({ name }) =>
		inside === written ? plain(name) === written : unwrapped(plain(name)) === inside,
	);
}

/** `ＶＩＰ` and `VIP` are one name, as they are one member number. */
const plain = (name: string): string => plainWidth(visible(name)).trim();

export function severalNamed(name: string, groups: Group[]): Refusal {
	return new Refusal({
		kind: 'absent',
		reason: 'ambiguous',
		work: 'undone',
		message: `There are ${groups.length} groups named ${quote(name, LONGEST_NAME)}`,
		description: `Choose one of them by its ID: ${listed(groups)}.`,
	});
}

/** A group in a message: `“金卡会员” (ID 1, created 2017-05-23T02:42:14Z)`. */
const describeGroup = ({ id, name, dateCreated }: Group): string =>
	`“${name}” (ID ${id}, created ${dateCreated})`;

export const listed = (groups: Group[]): string =>
	groups.slice(0, MOST_LISTED).map(describeGroup).join(', ') +
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
