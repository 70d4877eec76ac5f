/** The record that a call created or updated, and which of the two: 201 when it is new. */
export class Saved {
	constructor(
		readonly httpStatus: number,
		readonly record: unknown,
	) {}
}
