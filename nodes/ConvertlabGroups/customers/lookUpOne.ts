import { customersByIdentity, searchCustomers } from '../../api/customerEndpoints';
import { Refusal } from '../../api/errors';
import { isMissingRight, missingRight } from '../../api/reading/customerRights';
import type { Send } from '../../api/request';
import { settle } from '../../api/promises';
import { isSame, type Identifier } from '../../editor/identifiers';
import type { Candidate } from './refusals';
import { candidateOf, mayBeAboutOneParameter, type CustomerSearch } from './search';
import { SearchResult } from './searchResult';

/** The most customers that are listed for the user to choose from. */
const MOST_HITS = 20;

/**
 * Asks DM Hub for one person, in every form in which their value may be stored. A row counts only when its own field has
 * the value: the recorded server ignored every filter but `mobile` and answered with all customers. Throws a Refusal.
 */
export async function lookUpOne(
	send: Send,
	search: CustomerSearch,
	identifier: Identifier,
): Promise<SearchResult> {
	const result = new SearchResult(identifier);
	const { field } = identifier.type;
	if (field)
		for (const value of identifier.forms) {
			const rows = await settle(search.rows({ [field]: value }, identifier.type, MOST_HITS));
			if (rows instanceof Refusal) {
				if (!mayBeAboutOneParameter(rows)) throw ended(rows);
				result.refused = rows;
				continue;
			}
			const hits = rows.filter((row) => isSame(identifier, row[field]));
			for (const hit of hits) result.addCandidate(candidateOf(hit));
			result.strangers ||= hits.length < rows.length;
		}
	if (result.candidates.size === 0 || result.mayHaveMissedSomebody) {
		const identities = await settle(identified(send, result));
		if (identities instanceof Refusal) throw ended(result.refused ?? identities);
	}
	return result;
}

/** Asks for identities with the value. Where they are the second opinion, a server that has no call or no right for them is no failure. */
async function identified(send: Send, result: SearchResult): Promise<void> {
	const { identifier } = result;
	const { field, identityType } = identifier.type;
	for (const identityValue of identifier.forms) {
		const identities = await settle(send(customersByIdentity({ identityType, identityValue })));
		if (identities instanceof Refusal) {
			const cannotBeAsked = isMissingRight(identities) || identities.httpStatus === 404;
			if (field === undefined || !cannotBeAsked) throw identities;
			// The search stands where it searched.
			return;
		}
		const own = identities.filter(
			(row) => row.identityType === identityType && isSame(identifier, row.identityValue),
		);
		for (const { customerId } of own) result.addCandidate({ id: customerId });
		if (own.length > 0) result.identified = true;
		if (own.length < identities.length) result.unidentified = true;
	}
}

const ended = (refusal: Refusal): Refusal =>
	isMissingRight(refusal) ? missingRight(refusal, 'read') : refusal;

/** Adds names and dates to those of whom identities gave only the ids. */
export async function described(send: Send, candidates: Candidate[]): Promise<Candidate[]> {
	if (candidates.every(({ dateCreated }) => dateCreated !== undefined)) return candidates;
	const idList = candidates.map(({ id }) => String(id)).slice(0, MOST_HITS);
	const reply = await settle(
		send(searchCustomers({ idList }, ['id', 'name', 'dateCreated'], { rows: idList.length })),
	);
	if (reply instanceof Refusal) return candidates;
	const rows = new Map(reply.map((row) => [String(row.id), candidateOf(row)]));
	return candidates.map((candidate) => rows.get(String(candidate.id)) ?? candidate);
}
