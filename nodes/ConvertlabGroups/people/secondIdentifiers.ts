import { Refusal } from '../../api/errors';
import { identifications, type Identification, type Person } from '../../api/identification';
import { settle } from '../../api/result';
import type { Run } from '../run/run';
import type { PersonToCreate } from './createPeople';
import { findPeople } from './findPeople';

/**
 * DM Hub's call to create first looks for the mobile number and the email, and *overwrites* the fields of a customer who
 * has them. So a person whose second identifier belongs to another customer is refused before anything is written.
 */
export async function checkSecondIdentifiers(
	run: Run,
	{ by }: Identification,
	toCreate: PersonToCreate[],
): Promise<{ fit: PersonToCreate[]; refused: Map<string, Refusal> }> {
	const refused = new Map<string, Refusal>();
	for (const other of [identifications.mobile, identifications.email]) {
		if (other.by === by) continue;
		const first = new Map<string, PersonToCreate>();
		const brought: Person[] = [];
		for (const entry of toCreate) {
			const second = entry.draft[other.by as 'mobile' | 'email'];
			if (!second || refused.has(entry.person.key)) continue;
			const same = first.get(second.key);
			if (same) refused.set(entry.person.key, alsoBrought(other, second, same.person));
			else {
				first.set(second.key, entry);
				brought.push(second);
			}
		}
		const found = await settle(findPeople(run, other, brought));
		if (found instanceof Refusal) {
			for (const { person } of first.values()) refused.set(person.key, found);
			continue;
		}
		for (const [key, resolution] of found.resolutions) {
			const entry = first.get(key)!;
			if ('customerId' in resolution)
				refused.set(entry.person.key, belongsTo(other, entry, resolution.customerId));
			// Where DM Hub cannot search by it this stays unknown, and its own call may find and overwrite a customer.
			else if ('refusal' in resolution && !resolution.isUnsearched)
				refused.set(entry.person.key, resolution.refusal);
		}
	}
	return { fit: toCreate.filter(({ person }) => !refused.has(person.key)), refused };
}

function belongsTo(
	{ by, noun }: Identification,
	{ person, draft }: PersonToCreate,
	customerId: string,
): Refusal {
	return new Refusal({
		kind: 'refused',
		work: 'undone',
		message: `There is no customer with “${person.given}”, but the ${noun} “${draft[by as 'mobile' | 'email']?.given}” belongs to customer ${customerId}, so nobody was created`,
		description: `Identify customers by ${noun}, or remove it from “Fields of New Customers”: DM Hub would overwrite that customer’s fields.`,
	});
}

function alsoBrought({ noun }: Identification, second: Person, other: Person): Refusal {
	return new Refusal({
		kind: 'refused',
		work: 'undone',
		message: `The ${noun} “${second.given}” is also in the fields of new customer “${other.given}”, so this one was not created`,
		description: `DM Hub would merge the two into one customer. Correct the ${noun} of one of them.`,
	});
}
