import { type Refusal, refusalIn } from './errors';

/** Errors as values, so that the code that handles them reads from top to bottom. */

/** Waits for a promise and gives its value or its error. */
export async function outcomeOf<T>(promise: Promise<T>): Promise<{ value: T } | { error: unknown }> {
	return await promise.then(
		(value) => ({ value }),
		(error: unknown) => ({ error }),
	);
}

/** Waits for a promise and gives its reply, or the refusal it was rejected with; throws any other error. */
export async function settle<Reply>(promise: Promise<Reply>): Promise<Reply | Refusal> {
	const outcome = await outcomeOf(promise);
	if ('value' in outcome) return outcome.value;
	const refusal = refusalIn(outcome.error);
	if (!refusal) throw outcome.error;
	return refusal;
}
