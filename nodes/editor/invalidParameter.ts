import { quote } from '../api/quote';
import type { Unreadable } from '../values/reading';
import { visible } from '../values/cleaning';

interface Facts {
	/** The value of `details.reason`: a value that cannot be read, or a guard that kept the node from doing harm. */
	reason?: 'invalid' | 'guard';
	/** Whether there was no value at all: then it helps to know what the item does have. */
	isMissing?: boolean;
	/** What a model is told instead of the description: it can change the value, and not the node. */
	forModel?: string;
	/** The customer as the input names them, where the parameter was to name one. */
	customer?: string | number;
}

/** The user asked wrongly: which field, what is wrong with it, and what to type instead. */
export class InvalidParameter extends Error {
	readonly reason: 'invalid' | 'guard';
	readonly isMissing: boolean;
	readonly forModel?: string;
	readonly customer?: string | number;

	constructor(
		message: string,
		readonly description = '',
		{ reason = 'invalid', isMissing = false, forModel, customer }: Facts = {},
	) {
		super(message);
		this.name = 'InvalidParameter';
		this.reason = reason;
		this.isMissing = isMissing;
		this.forModel = forModel;
		this.customer = customer;
	}

	/** The same with more facts. */
	with({ description = this.description, ...facts }: Facts & { description?: string }): InvalidParameter {
		const { message, reason, isMissing, forModel, customer } = this;
		return new InvalidParameter(message, description, { reason, isMissing, forModel, customer, ...facts });
	}
}

const LONGEST_NAMED = 200;

/** A value as a failed item names it; undefined for one that is no text or number, or too long to be one. */
export const namedValue = (raw: unknown): string | number | undefined =>
	(typeof raw === 'string' || typeof raw === 'number') && String(raw).length <= LONGEST_NAMED
		? raw
		: undefined;

/** A refused value as the error of its field: what is wrong with it, and what to write instead. */
export function invalidValue(
	{ wrong, advice = '' }: Unreadable,
	raw: unknown,
	name: string,
): InvalidParameter {
	const isBlank = raw === undefined || raw === null || visible(String(raw)) === '';
	const shown = isBlank || typeof raw === 'object' ? name : `${name} ${quote(raw)}`;
	return new InvalidParameter(`${shown} ${wrong}`, advice, { isMissing: isBlank });
}

/** The same for a value that was to name a customer. */
export const invalidCustomer: typeof invalidValue = (unreadable, raw, name) =>
	invalidValue(unreadable, raw, name).with({ customer: namedValue(raw) });
