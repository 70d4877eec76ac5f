import { identificationBy, type CustomerReference, type Identification } from '../../api/identification';
import {
	checkedIdentityType,
	customerByField,
	customerFields,
	customersFromField,
	identityTypeField,
} from '../../editor/customers';
import { InvalidParameter } from '../../editor/invalidParameter';
import type { Inputs } from '../run/inputs';

/** Reads the customers that each item names; where they are and what identifies them belongs to the whole run. */
export class CustomerReader {
	readonly isList: boolean;
	/** Undefined where the input gives ids, which need no look-up. */
	readonly identification: Identification | undefined;
	private readonly field;

	/** Throws an InvalidParameter. */
	constructor(private readonly inputs: Inputs) {
		this.isList = inputs.read(customersFromField, 0) === 'list';
		const by = inputs.read(customerByField, 0);
		this.field = customerFields[by];
		if (by === 'id') return;
		const identityType = by === 'identity' ? checkedIdentityType(inputs.read(identityTypeField, 0)) : '';
		this.identification = identificationBy(by, identityType);
	}

	/** What the field is called in the editor. */
	get displayName(): string {
		return (this.isList ? this.field.many : this.field.one).property.displayName;
	}

	/** In the order of the list, each for itself; none where the field is empty. Throws an InvalidParameter. */
	read(item: number): Array<CustomerReference | InvalidParameter> {
		if (this.isList) return this.inputs.read(this.field.many, item);
		const one = this.inputs.read(this.field.one, item);
		return one === undefined ? [] : [one];
	}

	/** As `read`; throws an InvalidParameter where there is nobody. */
	readSome(item: number): Array<CustomerReference | InvalidParameter> {
		const references = this.read(item);
		if (references.length === 0) throw this.missing();
		return references;
	}

	missing(): InvalidParameter {
		return new InvalidParameter(`${this.displayName} is empty`, '', { isMissing: true });
	}
}
