/** The user asked wrongly: which field, what is wrong with it, and what to type instead. */
export class InvalidParameter extends Error {
	constructor(
		message: string,
		readonly description = '',
		/** Whether there was no value at all: then it helps to know what the item does have. */
		readonly isMissing = false,
		/** What a model is told instead of the description: it can change the value, and not the node. */
		readonly forModel?: string,
	) {
		super(message);
		this.name = 'InvalidParameter';
	}
}
