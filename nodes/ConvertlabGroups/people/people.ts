import { Refusal } from '../../api/errors';
import type { CustomerReference, Identification, Person } from '../../api/identification';
import type { Id } from '../../api/ids';
import { settle } from '../../api/result';
import type { NewCustomer } from '../../editor/newCustomer';
import type { Run } from '../run/run';
import { createPeople, type Creation, type PersonToCreate } from './createPeople';
import { findPeople } from './findPeople';
import { checkSecondIdentifiers } from './secondIdentifiers';

/** Who a reference means: a customer, nobody that DM Hub knows, or a refusal to say who. */
export type Resolved = { customerId: Id; created?: boolean } | { absent: Refusal } | { refusal: Refusal };

/** What somebody whom DM Hub does not know means in this run: a failure, a new customer, an output of its own, or nobody. */
export type IfNotFound = 'refuse' | 'create' | 'tell' | 'leaveOut';

/** The people that a run names. Ids need no look-up: only the groups API is called for them. */
export class People {
	private resolved = new Map<string, Resolved>();
	private isGlobal = false;
	/** Why no look-up could be made. */
	private refusedAll: Refusal | undefined;

	/** @param identification undefined where the input gives ids */
	constructor(
		private readonly run: Run,
		readonly identification: Identification | undefined,
		private readonly ifNotFound: IfNotFound = 'tell',
	) {}

	/** Looks up everybody and, where that is wanted, creates who is missing, before the first membership is written. */
	async resolve(asked: Array<{ reference: CustomerReference; draft: NewCustomer }>): Promise<void> {
		await this.find(asked.map(({ reference }) => reference));
		if (this.ifNotFound !== 'create' || this.isOver) return;
		const toCreate = await this.toCreate(
			asked.flatMap(({ reference, draft }) =>
				typeof reference === 'string' ? [] : [{ person: reference, draft }],
			),
		);
		if (!this.isOver) await this.create(toCreate);
	}

	/** Whether this person fails what they were named for. */
	isRefused(to: Resolved | undefined): boolean {
		return to !== undefined && ('refusal' in to || (this.ifNotFound === 'refuse' && 'absent' in to));
	}

	private readonly ends = (to: Resolved): boolean => this.run.stopsAtRefusal && this.isRefused(to);

	/** Whether somebody has ended the run. */
	private get isOver(): boolean {
		return this.refusedAll ? this.run.stopsAtRefusal : [...this.resolved.values()].some(this.ends);
	}

	/** Looks up each distinct person once. Somebody who ends the run ends the search; the others stay unresolved then. */
	async find(references: Iterable<CustomerReference>): Promise<void> {
		if (!this.identification) return;
		const found = await settle(findPeople(this.run, this.identification, peopleIn(references), this.ends));
		if (found instanceof Refusal) this.refusedAll = found;
		else {
			this.resolved = found.resolutions;
			this.isGlobal = found.isGlobal;
		}
	}

	/**
	 * Who is to be created: each distinct person who was not found, with the fields of the first mention. Sends only
	 * reads; a person who cannot be created is resolved to the refusal.
	 */
	async toCreate(asked: Iterable<PersonToCreate>): Promise<PersonToCreate[]> {
		if (!this.identification) return [];
		const toCreate = new Map<string, PersonToCreate>();
		for (const entry of asked) {
			const { key } = entry.person;
			const known = this.resolved.get(key);
			if (known && 'absent' in known && !toCreate.has(key)) toCreate.set(key, entry);
		}
		const { fit, refused } = await checkSecondIdentifiers(this.run, this.identification, [
			...toCreate.values(),
		]);
		for (const [key, refusal] of refused) this.resolved.set(key, { refusal });
		return fit;
	}

	async create(toCreate: PersonToCreate[]): Promise<void> {
		if (!this.identification) return;
		const creations = new Map<string, Creation>();
		const ended = await settle(
			createPeople(this.run, this.identification, toCreate, this.isGlobal, creations, this.ends),
		);
		for (const { person } of toCreate) {
			// Customers who were created before the end exist, and are reported.
			const creation =
				creations.get(person.key) ?? (ended instanceof Refusal ? { refusal: ended } : undefined);
			if (creation) this.resolved.set(person.key, creation);
		}
	}

	/** Undefined for somebody whom an early end left unresolved. */
	of(reference: CustomerReference): Resolved | undefined {
		if (typeof reference === 'string') return { customerId: reference };
		return this.refusedAll ? { refusal: this.refusedAll } : this.resolved.get(reference.key);
	}
}

function* peopleIn(references: Iterable<CustomerReference>): Generator<Person> {
	for (const reference of references) if (typeof reference !== 'string') yield reference;
}
