interface Facts {
	/** Whether there was no value at all: then it helps to know what the item does have. */
	isMissing?: boolean;
	/** What a model is told instead of the description: it can change the value, and not the node. */
	forModel?: string;
	/** The customer as the input names them, where the parameter was to name one. */
	customer?: string;
}

/** The user asked wrongly: which field, what is wrong with it, and what to type instead. */
export class InvalidParameter extends Error {
	readonly isMissing: boolean;
	readonly forModel?: string;
	readonly customer?: string;

	constructor(
		message: string,
		readonly description = '',
		{ isMissing = false, forModel, customer }: Facts = {},
	) {
		super(message);
		this.name = 'InvalidParameter';
		this.isMissing = isMissing;
		this.forModel = forModel;
		this.customer = customer;
	}

	/** The same about this customer. */
	about(customer: string): InvalidParameter {
		const { message, description, isMissing, forModel } = this;
		return new InvalidParameter(message, description, { isMissing, forModel, customer });
	}
}
