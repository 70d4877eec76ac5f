import { textOf, type Customer } from './customer';
import { Identities } from './identities';
import { IdSpans } from './idSpans';
import { idOfEmail, idsOfMobile, madeCustomer } from './madeCustomer';
import { SetsByKey } from './setsByKey';

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
