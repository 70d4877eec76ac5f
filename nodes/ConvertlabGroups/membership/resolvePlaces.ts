import type { CustomerReference } from '../../api/identification';
import type { CustomerReader } from '../people/customerReader';
import { People, type Resolved } from '../people/people';
import type { Run } from '../run/run';
import type { Place } from './places';

/** What somebody whom DM Hub does not know means in this run: a failure, a new customer, or an output of its own. */
export type IfNotFound = 'refuse' | 'create' | 'tell';

/** Looks up everybody and, where that is wanted, creates who is missing, before the first membership is written. */
export async function resolvePlaces(
	run: Run,
	{ identification }: CustomerReader,
	places: Place[],
	ifNotFound: IfNotFound,
): Promise<(reference: CustomerReference) => Resolved | undefined> {
	const people = new People(run, identification);
	const ends = (resolved: Resolved) =>
		run.stopsAtRefusal && ('refusal' in resolved || (ifNotFound === 'refuse' && 'absent' in resolved));
	await people.find(references(places), ends);
	const isOver = () =>
		places.some(({ reference }) => {
			const to = people.of(reference);
			return to !== undefined && ends(to);
		});
	if (ifNotFound === 'create' && !isOver()) {
		const asked = places.flatMap(({ reference, draft }) =>
			typeof reference === 'string' ? [] : [{ person: reference, draft }],
		);
		const toCreate = await people.toCreate(asked);
		if (!isOver()) await people.create(toCreate, ends);
	}
	return (reference) => people.of(reference);
}

function* references(places: Place[]): Generator<CustomerReference> {
	for (const { reference } of places) yield reference;
}
