import type { Refusal } from '../../api/errors';
import type { Identification, Person } from '../../api/identification';
import type { Id } from '../../api/ids';
import type { Run } from '../run/run';
import { People } from './people';

/** A person with what identifies them, where each item may name one in its own way. */
export interface NamedPerson {
	identification: Identification;
	person: Person;
}

/** The people of a run whose items identify them in different ways, such as by mobile number or by email. */
export class PeopleOfAllKinds {
	private readonly kinds = new Map<Identification, People>();

	constructor(private readonly run: Run) {}

	async find(named: Iterable<NamedPerson | undefined>): Promise<void> {
		const asked = new Map<Identification, Person[]>();
		for (const one of named) {
			if (!one) continue;
			const same = asked.get(one.identification);
			if (same) same.push(one.person);
			else asked.set(one.identification, [one.person]);
		}
		for (const [identification, people] of asked) {
			const found = new People(this.run, identification);
			await found.find(people);
			this.kinds.set(identification, found);
		}
	}

	/** The customer, or why there is none; undefined where nobody is named. */
	of(named: NamedPerson | undefined): { customerId: Id } | { refusal: Refusal } | undefined {
		const resolved = named && this.kinds.get(named.identification)?.of(named.person);
		return resolved && 'absent' in resolved ? { refusal: resolved.absent } : resolved;
	}
}
