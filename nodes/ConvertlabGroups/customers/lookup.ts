import { Refusal } from '../../api/errors';
import type { Id } from '../../api/ids';
import { settle } from '../../api/promises';
import {
	identityOf,
	isIdentifier,
	type CustomerReference,
	type Identifier,
	type IdentifierType,
} from '../../editor/identifiers';
import { InvalidParameter } from '../../editor/invalidParameter';
import type { NewCustomer } from '../../editor/newCustomer';
import type { Parameters } from '../run/parameters';
import type { Run } from '../run/run';
import { createCustomers, type CustomerToCreate } from './createCustomers';
import { withoutConflicts } from './identifierConflicts';
import { lookUpMany } from './lookUpMany';
import { draftOf } from './readRows';
import { CustomerSearch } from './search';
import { always, type Answer, type Resolution } from './searchResult';

/** The customers that a run names. Ids need no look-up: only the groups API is called for them. */
export class CustomerLookup {
	/** By identity. */
	private readonly answers = new Map<string, Answer>();
	private readonly search: CustomerSearch;

	/** @param goesOn whether a look-up that fails leaves the others to be made; otherwise the run is lost with it */
	constructor(
		private readonly run: Run,
		private readonly goesOn = !run.stopsAtRefusal,
	) {
		this.search = new CustomerSearch(run.send);
	}

	/** Looks up each distinct identifier once. */
	async find(references: Iterable<CustomerReference>): Promise<void> {
		for (const [type, identifiers] of byType(references, (identity) => this.answers.has(identity))) {
			const found = await lookUpMany(this.run, this.search, type, identifiers, this.goesOn);
			for (const [identifier, answer] of found) this.answers.set(identityOf(identifier), answer);
		}
	}

	/**
	 * Who is to be created: each distinct person who was not found, with the fields given first. Sends only
	 * reads; whoever cannot be created is resolved to why.
	 */
	async prepareCreation(
		parameters: Parameters,
		named: Iterable<{ identifier: Identifier; item: number }>,
	): Promise<CustomerToCreate[]> {
		const toCreate = new Map<string, CustomerToCreate>();
		const refuse = (identifier: Identifier, why: Answer) => {
			this.answers.set(identityOf(identifier), why);
		};
		for (const { identifier, item } of named) {
			const identity = identityOf(identifier);
			const known = this.of(identifier);
			if (!known || !('unknown' in known) || toCreate.has(identity)) continue;
			const { onlyToFind } = identifier;
			const draft = draftOf(parameters, item);
			if (draft instanceof InvalidParameter) refuse(identifier, always({ notCreatable: draft }));
			else if (isContradicted(identifier, draft))
				refuse(identifier, (asker) => ({ notCreatable: givenTwice(asker) }));
			else if (onlyToFind !== undefined)
				refuse(identifier, (asker) => ({ notCreatable: notToCreate(asker, onlyToFind) }));
			else toCreate.set(identity, { identifier, draft });
		}
		const { creatable, refused } = await withoutConflicts(this.run, this, [...toCreate.values()]);
		for (const [identifier, why] of refused) refuse(identifier, why);
		return creatable;
	}

	/** Creates customers, once everybody was looked up. */
	async create(toCreate: CustomerToCreate[]): Promise<void> {
		const creations = await createCustomers(this.run, toCreate, this.search.writesCountryCode);
		for (const [{ identifier }, creation] of creations)
			this.answers.set(identityOf(identifier), always(creation));
	}

	/**
	 * Creates whoever DM Hub does not know, once everybody was looked up: for groups that are seen to exist, and in stop mode
	 * only where nobody is refused.
	 * @returns why nobody was created for a group
	 */
	async createUnknown(
		parameters: Parameters,
		entries: Array<{ item: number; reference: CustomerReference; listId: Id }>,
	): Promise<Map<Id, Refusal>> {
		const whyNobodyCreated = new Map<Id, Refusal>();
		const { existence, stopsAtRefusal } = this.run;
		const isLost = () => stopsAtRefusal && entries.some(({ reference }) => this.isRefused(reference));
		if (isLost()) return whyNobodyCreated;
		const unknown = entries.flatMap(({ item, reference, listId }) => {
			const to = isIdentifier(reference) ? this.of(reference) : undefined;
			return isIdentifier(reference) && to && 'unknown' in to
				? [{ item, listId, identifier: reference }]
				: [];
		});
		for (const listId of new Set(unknown.map((each) => each.listId))) {
			const there = await settle(existence.assertExists(listId));
			if (there instanceof Refusal) whyNobodyCreated.set(listId, there);
		}
		if (stopsAtRefusal && whyNobodyCreated.size > 0) return whyNobodyCreated;
		const toCreate = await this.prepareCreation(
			parameters,
			unknown.filter(({ listId }) => !whyNobodyCreated.has(listId)),
		);
		if (!isLost()) await this.create(toCreate);
		return whyNobodyCreated;
	}

	/** Whether somebody cannot be told for certain, so that a run that stops at its first refusal is lost. */
	isRefused(reference: CustomerReference): boolean {
		const to = this.of(reference);
		return to === undefined || to instanceof Refusal || 'notCreatable' in to;
	}

	/** Undefined for somebody whom the end of the run left unresolved. */
	of(reference: CustomerReference): Resolution | undefined {
		if (!isIdentifier(reference)) return { customerId: reference };
		return this.answers.get(identityOf(reference))?.(reference);
	}
}

/** Whether the fields of a new customer hold another value of what identifies them. */
function isContradicted({ type, key }: Identifier, draft: NewCustomer): boolean {
	const again = type.field && draft[type.field];
	return again !== undefined && again.key !== key;
}

const givenTwice = ({ type, given }: Identifier): InvalidParameter =>
	new InvalidParameter(
		`“Fields of New Customers” holds a different ${type.noun} from “${given}”, which identifies the customer`,
		`What identifies the customer is sent automatically. Remove the ${type.noun} from “Fields of New Customers”; to see it there, first set “Identify Customers By” to something else.`,
		{ customer: given },
	);

const notToCreate = ({ type, given }: Identifier, why: string): InvalidParameter =>
	new InvalidParameter(
		`There is no customer with the ${type.noun} “${given}”, and no customer can be created with it`,
		why,
		{ customer: given },
	);

/** Each distinct identifier that is not resolved yet, by its type. */
function byType(
	references: Iterable<CustomerReference>,
	isResolved: (identity: string) => boolean,
): Map<IdentifierType, Map<string, Identifier>> {
	const types = new Map<IdentifierType, Map<string, Identifier>>();
	for (const reference of references) {
		if (!isIdentifier(reference) || isResolved(identityOf(reference))) continue;
		const same = types.get(reference.type) ?? new Map<string, Identifier>();
		types.set(reference.type, same);
		const { key, forms } = reference;
		const first = same.get(key);
		if (first === undefined) same.set(key, reference);
		// DM Hub may have stored it in the form of any entry that names it.
		else if (forms.some((form) => !first.forms.includes(form)))
			same.set(key, { ...first, forms: [...new Set([...first.forms, ...forms])] });
	}
	return types;
}
