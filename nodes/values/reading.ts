/**
 * What people write, read: one file for each kind of value. A reader takes whatever a parameter, a list, a file or
 * DM Hub holds, and gives the one value it can only mean, or says why there is none. It never throws and never guesses.
 */

/** A value, or why there is none. */
export type Reading<T> = { value: T } | Unreadable;

export interface Unreadable {
	/** Completes `Mobile Number “…” ___`: `has 15 digits: a mainland number has 11`. */
	wrong: string;
	/** What to do instead, in one or two short sentences. */
	advice?: string;
	/** Nothing is there, or a word for nothing: an optional field is left out, a required one is refused. */
	isMissing?: true;
}

export const isUnreadable = <T>(reading: Reading<T>): reading is Unreadable => 'wrong' in reading;

/** The same refusal; where it says nothing better, with this advice. */
export const advised = (refusal: Unreadable, advice: string): Unreadable => ({ advice, ...refusal });
