/** Dates on the wire are UTC in whole seconds: `2017-06-07T12:20:20Z` in answers, without the Z in a query. */

let lastSeconds = -1;
let lastText = '';

/** Members that joined together share a second: a page of 10,000 rows formats few dates. */
export function wireDate(seconds: number): string {
	if (seconds !== lastSeconds) {
		lastSeconds = seconds;
		lastText = `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
	}
	return lastText;
}

/** Seconds; undefined when malformed, also for a day that does not exist or a text with a zone. */
export function queryDate(text: string): number | undefined {
	if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text)) return undefined;
	const at = Date.parse(`${text}Z`);
	// V8 reads 30 February as 1 March.
	if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 19) !== text) return undefined;
	return at / 1000;
}

export function toSeconds(date: Date | string | number): number {
	const at = new Date(date).getTime();
	if (Number.isNaN(at)) throw new RangeError(`${String(date)} is not a date`);
	return Math.floor(at / 1000);
}
