import type { GroupChoice } from '../../api/types';
import {
	checkedIdentityType,
	customerByField,
	customersFromField,
	identityTypeField,
} from '../../editor/customers';
import { fieldsByIdentifier } from '../../editor/customerBy';
import type { Fields, Params } from '../../editor/fields';
import type { GroupField } from '../../editor/groupField';
import {
	IDENTIFIER_TYPES,
	isIdentifier,
	typeOfIdentity,
	type CustomerBy,
	type CustomerReference,
	type IdentifierType,
} from '../../editor/identifiers';
import { InvalidParameter } from '../../editor/invalidParameter';
import { newCustomerField, type NewCustomer } from '../../editor/newCustomer';
import { MAINLAND } from '../../values/countryCodes';
import { attempt, type Attempt, type Parameters } from '../run/parameters';
import type { Run } from '../run/run';

/** Fields that choose groups, by the names under which an operation knows them. */
export type GroupFields = Record<string, GroupField>;

/** What one input item asks for. A part that cannot be read is the error that says why. */
export interface CustomerRow<F extends Fields> {
	item: number;
	groups: Attempt<Record<string, GroupChoice>>;
	/** In the order of the list, each for itself. */
	customers: Attempt<Array<CustomerReference | InvalidParameter>>;
	params: Attempt<Params<F>>;
}

/** Reads the customers that each item names; where they are and what identifies them belongs to the whole run. */
export class CustomerReader {
	readonly isList: boolean;
	/** Undefined where the input gives ids, which need no look-up. */
	readonly type: IdentifierType | undefined;
	private readonly fields: (typeof fieldsByIdentifier)[CustomerBy];

	/** Throws an InvalidParameter. */
	constructor(private readonly parameters: Parameters) {
		this.isList = parameters.read(customersFromField, 0) === 'list';
		const by = parameters.read(customerByField, 0);
		this.type =
			by === 'id'
				? undefined
				: by === 'identity'
					? typeOfIdentity(checkedIdentityType(parameters.readForAll(identityTypeField)))
					: IDENTIFIER_TYPES[by];
		this.fields = fieldsByIdentifier[by];
	}

	/** What the field is called in the editor. */
	get displayName(): string {
		return this.field.property.displayName;
	}

	/** The name of the parameter that holds one value, under which an output tells what identified the customer. */
	get parameterName(): string {
		return this.fields.one.property.name;
	}

	/** In the order of the list; none where the field is empty. Throws an InvalidParameter. */
	read(item: number): Array<CustomerReference | InvalidParameter> {
		const { many, one } = this.fields;
		const read = this.isList
			? (this.parameters.read(many, item) ?? [])
			: [this.parameters.read(one, item) ?? []].flat();
		// The tenant's own identity type is known to the run alone.
		const { type } = this;
		return type?.by === 'identity'
			? read.map((one) => (one instanceof InvalidParameter || !isIdentifier(one) ? one : { ...one, type }))
			: read;
	}

	/** Whether the item has a list, though an empty one: an item without the field has none. */
	hasList(item: number): boolean {
		return this.isList && this.parameters.read(this.fields.many, item) !== undefined;
	}

	missing(item: number): InvalidParameter {
		return this.parameters.missing(this.field, item);
	}

	private get field() {
		return this.isList ? this.fields.many : this.fields.one;
	}
}

/** Reads all items and sends nothing. What an unreadable part means for the others is the operation's to say. */
export function* readRows<F extends Fields>(
	parameters: Parameters,
	reader: CustomerReader,
	groups: GroupFields,
	fields: F,
): Generator<CustomerRow<F>> {
	for (let item = 0; item < parameters.length; item += 1) {
		const explained = <T>(read: () => T): Attempt<T> => {
			const tried = attempt(read);
			return 'error' in tried ? { error: parameters.explained(tried.error, item) } : tried;
		};
		yield {
			item,
			groups: explained(() => parameters.readAll(groups, item)),
			customers: explained(() => reader.read(item)),
			params: explained(() => parameters.readAll(fields, item)),
		};
	}
}

/** Reads the fields of a new customer, once somebody is to be created. */
export function draftOf(parameters: Parameters, item: number): NewCustomer | InvalidParameter {
	const read = attempt(() => parameters.read(newCustomerField, item));
	if ('value' in read) return read.value;
	if (read.error instanceof InvalidParameter) return read.error;
	throw read.error;
}

const ADVICE = 'To find customers by their number, set “Identify Customers By” to “Mobile Number”.';

/**
 * Phone numbers that were dragged into Customer ID look like valid ids there, but belong to no customer: they are sent as
 * asked, with a warning.
 * @returns what a refusal of such customers advises first; empty where most of the ids do not look like numbers
 */
export function phoneNumberAdvice(run: Run, references: Iterable<CustomerReference>): string {
	let ids = 0;
	let numbers = 0;
	for (const reference of references) {
		if (typeof reference !== 'string') continue;
		ids += 1;
		if (MAINLAND.test(reference)) numbers += 1;
	}
	if (numbers * 2 <= ids) return '';
	run.summary.warn(`The customer IDs look like mobile numbers. ${ADVICE}`);
	return ADVICE;
}
