import { toLong, type LongLike } from '../wire/longs';
import { customerState, type CustomerState } from './customerState';
import { addCustomers, putCustomer, type NewCustomer } from './newCustomer';
import type { World } from './world';

/** Reading and writing the server's customers, past its API. */
export class CustomerContents {
	constructor(protected readonly world: World) {}

	/** Only what is given is set; doesn't look for others with the same mobile number. */
	addCustomer(customer: NewCustomer = {}): { id: string } {
		return { id: String(putCustomer(this.world, customer)) };
	}

	/**
	 * So many, counting up from firstCustomerId, or those with these ids: each has a name, a mobile number and
	 * an email that follow from the id. Or customers as for addCustomer. Answers how many are new.
	 */
	addCustomers(
		customers: number | Array<LongLike | NewCustomer>,
		{ firstCustomerId = 1 }: { firstCustomerId?: LongLike } = {},
	): number {
		return addCustomers(this.world, customers, toLong(firstCustomerId));
	}

	/** Their memberships stay, as they may do in a real tenant. */
	deleteCustomer(id: LongLike): void {
		this.world.store.customers.delete(toLong(id));
	}

	get customerCount(): number {
		return this.world.store.customers.ids.size;
	}

	customer(id: LongLike): CustomerState | undefined {
		const customer = this.world.store.customers.get(toLong(id));
		return customer && customerState(this.world, customer);
	}

	/** By id. */
	customers(): CustomerState[] {
		const { customers } = this.world.store;
		return [...customers.ids.from()].flatMap((id) => this.customer(id) ?? []);
	}

	/** The id given out next; those in use are passed over. */
	set nextCustomerId(id: LongLike) {
		this.world.store.customers.nextId = toLong(id);
	}
}
