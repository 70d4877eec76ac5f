import { customersByIdentity, searchCustomers } from '../../api/customerEndpoints';
import { Refusal } from '../../api/errors';
import { isMissingRight, missingRight } from '../../api/reading/customerRights';
import type { Send } from '../../api/request';
import { settle } from '../../api/result';
import type { Identifier } from '../../editor/identifierTypes';
import { isSame } from '../../editor/readIdentifier';
import type { Candidate } from './refusals';
import { candidateOf, mayBeAboutOneParameter, type CustomerSearch } from './search';
import { Sighting } from './sighting';

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
): Promise<Sighting> {
	const sighting = new Sighting(identifier);
	const { field } = identifier.type;
	if (field)
		for (const value of identifier.forms) {
			const rows = await settle(search.rows({ [field]: value }, identifier.type, MOST_HITS));
			if (rows instanceof Refusal) {
				if (!mayBeAboutOneParameter(rows)) throw ended(rows);
				sighting.refused = rows;
				continue;
			}
			const hits = rows.filter((row) => isSame(identifier, row[field]));
			for (const hit of hits) sighting.see(candidateOf(hit));
			sighting.strangers ||= hits.length < rows.length;
		}
	if (sighting.candidates.size === 0 || sighting.mayHaveMissedSomebody) {
		const told = await settle(identified(send, sighting));
		if (told instanceof Refusal) throw ended(sighting.refused ?? told);
	}
	return sighting;
}

/** Asks for identities with the value. Where they are the second opinion, a server that has no call or no right for them is no failure. */
async function identified(send: Send, sighting: Sighting): Promise<void> {
	const { identifier } = sighting;
	const { field, identityType } = identifier.type;
	for (const identityValue of identifier.forms) {
		const told = await settle(send(customersByIdentity({ identityType, identityValue })));
		if (told instanceof Refusal) {
			const cannotBeAsked = isMissingRight(told) || told.httpStatus === 404;
			if (field === undefined || !cannotBeAsked) throw told;
			// The search stands where it searched.
			return;
		}
		const own = told.filter(
			(row) => row.identityType === identityType && isSame(identifier, row.identityValue),
		);
		for (const { customerId } of own) sighting.see({ id: customerId });
		if (own.length > 0) sighting.identified = true;
		if (own.length < told.length) sighting.unidentified = true;
	}
}

const ended = (refusal: Refusal): Refusal =>
	isMissingRight(refusal) ? missingRight(refusal, 'read') : refusal;

/** Adds names and dates to those of whom identities gave only the ids. */
export async function described(send: Send, candidates: Candidate[]): Promise<Candidate[]> {
	if (candidates.every(({ dateCreated }) => dateCreated !== undefined)) return candidates;
	const idList = candidates.map(({ id }) => String(id)).slice(0, MOST_HITS);
	const asked = await settle(
		send(searchCustomers({ idList }, ['id', 'name', 'dateCreated'], { rows: idList.length })),
	);
	if (asked instanceof Refusal) return candidates;
	const rows = new Map(asked.map((row) => [String(row.id), candidateOf(row)]));
	return candidates.map((candidate) => rows.get(String(candidate.id)) ?? candidate);
}
