import { Refusal } from '../../api/errors';
import { IDENTIFIER_TYPES, type Identifier, type SearchField } from '../../editor/identifiers';
import type { Run } from '../run/run';
import type { CustomerToCreate } from './createCustomers';
import { always, type Answer, type Resolution } from './searchResult';

/** What finds whom the second identifiers belong to. */
interface Finder {
	find(identifiers: Iterable<Identifier>): Promise<void>;
	of(identifier: Identifier): Resolution | undefined;
}

const SECOND: SearchField[] = ['mobile', 'email'];

/**
 * DM Hub's calls to create first look for the mobile number and the email, and *overwrite* the fields of a customer who
 * has them. So somebody whose second identifier is another customer's is refused before anything is written, and one that
 * cannot be searched for is not sent.
 * @returns those who can be created, without what may not be sent, and why the others cannot
 */
export async function withoutConflicts(
	run: Run,
	lookup: Finder,
	toCreate: CustomerToCreate[],
): Promise<{ creatable: CustomerToCreate[]; refused: Map<Identifier, Answer> }> {
	let creatable = toCreate;
	const refused = new Map<Identifier, Answer>();
	for (const field of SECOND) {
		const { noun } = IDENTIFIER_TYPES[field];
		const first = new Map<string, Identifier>();
		const unshared: CustomerToCreate[] = [];
		for (const entry of creatable) {
			const second = secondOf(entry, field);
			const other = second && first.get(second.key);
			if (other) refused.set(entry.identifier, always(sharedIdentifier(second, other)));
			else unshared.push(entry);
			if (second && !other) first.set(second.key, entry.identifier);
		}
		await lookup.find(unshared.flatMap((entry) => secondOf(entry, field) ?? []));
		creatable = unshared.flatMap((entry) => {
			const second = secondOf(entry, field);
			const found = second && lookup.of(second);
			if (!second || found === undefined || 'unknown' in found || 'notCreatable' in found) return [entry];
			if (found instanceof Refusal && found.reason === 'notSearched') {
				run.summary.warn(
					`DM Hub could not be searched by the ${noun} of new customers, so they are created without it: it may be somebody else’s.`,
				);
				return [{ ...entry, draft: { ...entry.draft, [field]: undefined } }];
			}
			refused.set(entry.identifier, (asker) =>
				found instanceof Refusal ? found : belongsTo(asker, second, found.customerId),
			);
			return [];
		});
	}
	return { creatable, refused };
}

const secondOf = ({ identifier, draft }: CustomerToCreate, field: SearchField): Identifier | undefined =>
	identifier.type.field === field ? undefined : draft[field];

function belongsTo(identifier: Identifier, { type, given }: Identifier, customerId: string): Refusal {
	return new Refusal({
		kind: 'refused',
		reason: 'ambiguous',
		work: 'undone',
		message: `There is no customer with “${identifier.given}”, but the ${type.noun} “${given}” belongs to customer ${customerId}, so nobody was created`,
		description: `Identify customers by ${type.noun}, or remove it from “Fields of New Customers”: DM Hub would overwrite that customer’s fields.`,
	});
}

function sharedIdentifier({ type, given }: Identifier, other: Identifier): Refusal {
	return new Refusal({
		kind: 'refused',
		reason: 'ambiguous',
		work: 'undone',
		message: `The ${type.noun} “${given}” is also in the fields of the new customer “${other.given}”, so this customer was not created`,
		description: `DM Hub would merge the two into one customer. Correct the ${type.noun} of one of them.`,
	});
}
