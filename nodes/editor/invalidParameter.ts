/** The user asked wrongly: which field, what is wrong with it, and what to type instead. */
export class InvalidParameter extends Error {
	constructor(
		message: string,
		readonly description = '',
	) {
		super(message);
		this.name = 'InvalidParameter';
	}
}
