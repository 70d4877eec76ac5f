import type { Refusal } from '../../api/errors';
import type { CustomerReference, Identification, Person } from '../../api/identification';
import type { Id } from '../../api/ids';
import { settle } from '../../api/outcome';
import type { Run } from '../run/run';
import { createPeople, type Creation, type Newcomer } from './createPeople';
import { findPeople } from './findPeople';
import { checkNewcomers } from './newcomers';

/** Who is meant: a customer, nobody whom DM Hub knows, or somebody who cannot be told. */
export type Resolved = { customerId: Id; created?: boolean } | { absent: Refusal } | { refusal: Refusal };

/** The people that a run was asked for. Ids need no look-up: nothing but the groups API is called for them. */
export class People {
	private resolved = new Map<string, Resolved>();
	private isGlobal = false;
	/** What kept all look-ups, or all creations, from being made. */
	private refusedAll: Refusal | undefined;

	/** @param identification undefined where the input gives ids */
	constructor(
		private readonly run: Run,
		readonly identification: Identification | undefined,
	) {}

	/**
	 * Looks up each distinct person once.
	 * @param isEnough ends the search; the others stay unresolved then
	 */
	async find(
		references: Iterable<CustomerReference>,
		isEnough?: (resolved: Resolved) => boolean,
	): Promise<void> {
		if (!this.identification) return;
		const found = await settle(findPeople(this.run, this.identification, peopleIn(references), isEnough));
		if ('refusal' in found) this.refusedAll = found.refusal;
		else {
			this.resolved = found.reply.resolutions;
			this.isGlobal = found.reply.isGlobal;
		}
	}

	/**
	 * Whom to create: whoever was not found, once per distinct person, with what the first mention brought. Sends only
	 * reads; a newcomer who cannot be created is resolved to the reason.
	 */
	async newcomers(asked: Iterable<Newcomer>): Promise<Newcomer[]> {
		if (!this.identification) return [];
		const newcomers = new Map<string, Newcomer>();
		for (const newcomer of asked) {
			const { key } = newcomer.person;
			const known = this.resolved.get(key);
			if (known && 'absent' in known && !newcomers.has(key)) newcomers.set(key, newcomer);
		}
		const { fit, refused } = await checkNewcomers(this.run, this.identification, [...newcomers.values()]);
		for (const [key, refusal] of refused) this.resolved.set(key, { refusal });
		return fit;
	}

	async create(newcomers: Newcomer[], isEnough: (resolved: Resolved) => boolean): Promise<void> {
		if (!this.identification) return;
		const creations = new Map<string, Creation>();
		const ended = await settle(
			createPeople(this.run, this.identification, newcomers, this.isGlobal, creations, isEnough),
		);
		for (const { person } of newcomers) {
			// Whoever was created before the end stays, and is told of.
			const creation = creations.get(person.key) ?? ('refusal' in ended ? ended : undefined);
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
