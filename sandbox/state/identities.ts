import type { Identity } from './customer';
import { SetsByKey } from './setsByKey';

/** OpenIDs, member numbers and the like: the same value may stand under several types. */
export class Identities {
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
