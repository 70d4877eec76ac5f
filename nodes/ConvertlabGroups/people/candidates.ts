import { Refusal } from '../../api/errors';
import { searchCustomers } from '../../api/customerEndpoints';
import { settle } from '../../api/result';
import type { Send } from '../../api/request';
import type { Customer } from '../../api/types';
import type { Candidate } from './refusals';

/** The customers that one value may mean. */

/** The most that are listed for the user to choose from. */
export const MOST_HITS = 20;

/** What a message shows of each. */
export const SHOWN = ['id', 'name', 'dateCreated'];

export const candidateOf = ({ id, name, dateCreated }: Customer): Candidate => ({
	id,
	...(typeof name === 'string' ? { name } : {}),
	...(typeof dateCreated === 'string' ? { dateCreated } : {}),
});

export const distinct = (candidates: Candidate[]): Candidate[] => [
	...new Map(candidates.map((candidate) => [String(candidate.id), candidate])).values(),
];

/** Adds names and dates to those of whom identities gave only the ids. */
export async function described(send: Send, candidates: Candidate[]): Promise<Candidate[]> {
	if (candidates.every(({ dateCreated }) => dateCreated !== undefined)) return candidates;
	const idList = candidates.map(({ id }) => String(id)).slice(0, MOST_HITS);
	const asked = await settle(send(searchCustomers({ idList }, SHOWN, { rows: idList.length })));
	if (asked instanceof Refusal) return candidates;
	const rows = new Map(asked.map((row) => [String(row.id), candidateOf(row)]));
	return candidates.map(({ id }) => rows.get(String(id)) ?? { id });
}
