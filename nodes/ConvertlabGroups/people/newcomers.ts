import { Refusal } from '../../api/errors';
import { identifications, type Identification, type Person } from '../../api/identification';
import { settle } from '../../api/outcome';
import type { Run } from '../run/run';
import type { Newcomer } from './createPeople';
import { findPeople } from './findPeople';

/**
 * DM Hub's call creates, but first it looks for the mobile number and the email, and *overwrites* the fields of whoever
 * has them. A newcomer who brings a second identifier of somebody else is therefore refused before it is sent.
 */
export async function checkNewcomers(
	run: Run,
	{ by }: Identification,
	newcomers: Newcomer[],
): Promise<{ fit: Newcomer[]; refused: Map<string, Refusal> }> {
	const refused = new Map<string, Refusal>();
	for (const other of [identifications.mobile, identifications.email]) {
		if (other.by === by) continue;
		const first = new Map<string, Newcomer>();
		const brought: Person[] = [];
		for (const newcomer of newcomers) {
			const second = newcomer.draft[other.by as 'mobile' | 'email'];
			if (!second || refused.has(newcomer.person.key)) continue;
			const same = first.get(second.key);
			if (same) refused.set(newcomer.person.key, alsoBrought(other, second, same.person));
			else {
				first.set(second.key, newcomer);
				brought.push(second);
			}
		}
		const found = await settle(findPeople(run, other, brought));
		if ('refusal' in found) {
			for (const { person } of first.values()) refused.set(person.key, found.refusal);
			continue;
		}
		for (const [key, resolution] of found.reply.resolutions) {
			const newcomer = first.get(key)!;
			if ('customerId' in resolution)
				refused.set(newcomer.person.key, belongsTo(other, newcomer, resolution.customerId));
			// Where DM Hub cannot search by it at all nobody can tell, and its own call may find and overwrite somebody.
			else if ('refusal' in resolution && !resolution.isUnsearched)
				refused.set(newcomer.person.key, resolution.refusal);
		}
	}
	return { fit: newcomers.filter(({ person }) => !refused.has(person.key)), refused };
}

function belongsTo({ by, noun }: Identification, { person, draft }: Newcomer, customerId: string): Refusal {
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
