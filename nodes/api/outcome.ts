import { type Refusal, refusalIn } from './errors';

export type Outcome<Reply> = { reply: Reply } | { refusal: Refusal };

/** Waits for a promise and gives its value or its error as a value. */
export async function outcomeOf<T>(promise: Promise<T>): Promise<{ value: T } | { error: unknown }> {
	return await promise.then(
		(value) => ({ value }),
		(error: unknown) => ({ error }),
	);
}

/** Waits for a promise and gives its reply or its refusal as a value; throws any other error. */
export async function settle<Reply>(promise: Promise<Reply>): Promise<Outcome<Reply>> {
	const outcome = await outcomeOf(promise);
	if ('value' in outcome) return { reply: outcome.value };
	const refusal = refusalIn(outcome.error);
	if (!refusal) throw outcome.error;
	return { refusal };
}
