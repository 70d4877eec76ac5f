import type { CustomerReference } from '../../api/identification';
import type { CustomerReader } from '../people/customerReader';
import { People, type Resolved } from '../people/people';
import type { Run } from '../run/run';
import type { Place } from './places';

/** Looks up everybody and, where that is wanted, creates who is missing, before the first membership is written. */
export async function resolvePlaces(
	run: Run,
	{ identification }: CustomerReader,
	places: Place[],
	creates: boolean,
	absentFails: boolean,
): Promise<(reference: CustomerReference) => Resolved | undefined> {
	const people = new People(run, identification);
	const ends = (resolved: Resolved) =>
		run.stopsAtRefusal && ('refusal' in resolved || (absentFails && 'absent' in resolved));
	await people.find(references(places), ends);
	const failed = places.some(({ reference }) => {
		const to = people.of(reference);
		return to !== undefined && ends(to);
	});
	if (creates && !failed) {
		const asked = places.flatMap(({ reference, draft }) =>
			typeof reference === 'string' ? [] : [{ person: reference, draft }],
		);
		const toCreate = await people.toCreate(asked);
		const unfit = asked.some(({ person }) => {
			const to = people.of(person);
			return to !== undefined && ends(to);
		});
		if (!unfit) await people.create(toCreate, ends);
	}
	return (reference) => people.of(reference);
}

function* references(places: Place[]): Generator<CustomerReference> {
	for (const { reference } of places) yield reference;
}
