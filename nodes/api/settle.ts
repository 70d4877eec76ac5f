import { Refusal, refusalIn } from './errors';

export type Outcome<Reply> = { reply: Reply } | { refusal: Refusal };

/** Waits for a promise and gives its refusal as a value; an error that is no refusal stays an error. */
export async function settle<Reply>(promise: Promise<Reply>): Promise<Outcome<Reply>> {
	return await promise.then(
		(reply) => ({ reply }),
		(error: unknown) => {
			const refusal = refusalIn(error);
			if (!refusal) throw error;
			return { refusal };
		},
	);
}
