import type { Quirks } from '../switches';
import { isNational, nationalPart, textOf, type Customer, type Identity } from './customer';
import { IdSpans } from './idSpans';
import { idOfEmail, idsOfMobile, madeCustomer } from './madeCustomer';

/** The server's customers. Only those somebody described take room; the others follow from their ids. */
export class Customers {
	readonly ids = new IdSpans();
	readonly identities = new Identities();
	/** Of the next customer that the server creates; ids in use are passed over. */
	nextId = 329226n;
	private readonly described = new Map<bigint, Customer>();
	private readonly byMobile = new SetsByKey<bigint>();
	/** In lower case. */
	private readonly byEmail = new SetsByKey<bigint>();

	get(id: bigint): Customer | undefined {
		if (!this.ids.has(id)) return undefined;
		return this.described.get(id) ?? madeCustomer(id);
	}

	/** Adds a customer or puts another state in place of theirs. Nobody asks who has the same mobile number. */
	put(customer: Customer): void {
		this.forget(customer.id);
		this.ids.add(customer.id);
		this.described.set(customer.id, customer);
		this.byMobile.add(textOf(customer, 'mobile'), customer.id);
		this.byEmail.add(textOf(customer, 'email')?.toLowerCase(), customer.id);
	}

	/** Ids: those described, the last of them first; then the others, by id. */
	*lastWritten(most: number): Generator<bigint> {
		let left = most;
		for (const id of [...this.described.keys()].reverse()) if (left-- > 0) yield id;
		for (const id of this.ids.from()) {
			if (left <= 0) return;
			if (this.described.has(id)) continue;
			left--;
			yield id;
		}
	}

	delete(id: bigint): void {
		this.forget(id);
		this.ids.delete(id);
		this.identities.deleteOf(id);
	}

	/** Somebody who is not them: a customer if there is another, or else nobody that there is. */
	otherThan({ id }: Customer): Customer {
		const other = [this.ids.at(0), this.ids.at(1)].find((each) => each !== undefined && each !== id);
		return (other === undefined ? undefined : this.get(other)) ?? madeCustomer(id + 1n);
	}

	newId(): bigint {
		this.nextId = this.ids.firstFree(this.nextId);
		return this.nextId++;
	}

	/** Ids, ascending. */
	withMobile(mobile: string): bigint[] {
		const made = idsOfMobile(mobile);
		const candidates = made ? [...this.ids.congruent(made.remainder, made.modulus)] : [];
		return inOrder([...candidates.filter((id) => !this.described.has(id)), ...this.byMobile.of(mobile)]);
	}

	/** Ids, ascending, whatever the case. */
	withEmail(email: string): bigint[] {
		const key = email.toLowerCase();
		const made = idOfEmail(key);
		const isMade = made !== undefined && this.ids.has(made) && !this.described.has(made);
		return inOrder([...(isMade ? [made] : []), ...this.byEmail.of(key)]);
	}

	private forget(id: bigint): void {
		const known = this.described.get(id);
		if (!known) return;
		this.byMobile.delete(textOf(known, 'mobile'), id);
		this.byEmail.delete(textOf(known, 'email')?.toLowerCase(), id);
		this.described.delete(id);
	}
}

const inOrder = (ids: bigint[]) => ids.sort((a, b) => (a < b ? -1 : 1));

/** OpenIDs, member numbers and the like: the same value may stand under several types. */
class Identities {
	private readonly byCustomer = new SetsByKey<Identity>();
	private readonly byValue = new SetsByKey<Identity>();

	/** Does nothing when the customer has it already. */
	add(identity: Identity): void {
		if (this.with(identity).some(({ customerId }) => customerId === identity.customerId)) return;
		this.byCustomer.add(String(identity.customerId), identity);
		this.byValue.add(keyOf(identity), identity);
	}

	with(asked: Pick<Identity, 'identityType' | 'identityValue'>): Identity[] {
		return [...this.byValue.of(keyOf(asked))];
	}

	of(customerId: bigint): Identity[] {
		return [...this.byCustomer.of(String(customerId))];
	}

	deleteOf(customerId: bigint): void {
		for (const identity of this.of(customerId)) {
			this.byCustomer.delete(String(customerId), identity);
			this.byValue.delete(keyOf(identity), identity);
		}
	}
}

const keyOf = ({ identityType, identityValue }: Pick<Identity, 'identityType' | 'identityValue'>) =>
	`${identityType}\n${identityValue}`;

/** An index: what stands under a key, several at once. Without a key a value is not indexed. */
class SetsByKey<Value> {
	private readonly sets = new Map<string, Set<Value>>();

	of(key: string): Iterable<Value> {
		return this.sets.get(key) ?? [];
	}

	add(key: string | undefined, value: Value): void {
		if (key === undefined) return;
		const set = this.sets.get(key);
		if (set) set.add(value);
		else this.sets.set(key, new Set([value]));
	}

	delete(key: string | undefined, value: Value): void {
		if (key === undefined) return;
		const set = this.sets.get(key);
		if (set?.delete(value) && set.size === 0) this.sets.delete(key);
	}
}

interface Server {
	store: { customers: Customers };
	quirks: Quirks;
}

/** Ids, ascending, whose number is shown in just this form. */
export function customersWithMobile({ store: { customers }, quirks }: Server, mobile: string): bigint[] {
	if (!quirks.globalNumbers) return customers.withMobile(mobile);
	if (isNational(mobile)) return [];
	const digits = nationalPart(mobile);
	const ids = [mobile, ...(digits === undefined ? [] : [digits])].flatMap((each) =>
		customers.withMobile(each),
	);
	return ids.sort((a, b) => (a < b ? -1 : 1));
}

/** Ids, ascending. */
export function customersWithEmail({ store: { customers }, quirks }: Server, email: string): bigint[] {
	const ids = customers.withEmail(email);
	if (quirks.emailMatching === 'ignoreCase') return ids;
	return ids.filter((id) => {
		const customer = customers.get(id);
		return customer !== undefined && textOf(customer, 'email') === email;
	});
}
