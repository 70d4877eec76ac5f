import { Refusal } from '../errors';
import { settle } from '../result';
import type { Connection, Request, Send } from '../request';
import type { Purpose } from './halt';
import type { Pace } from './pace';
import { asksTooLong, retrying } from './retry';
import type { Session } from './session';

/**
 * Gives both ways to send, with token, pace and retries.
 * @param deadline when a poll has to be over, ms since 1970
 */
export function connect(
	session: Pick<Session, 'send'>,
	pace: Pace,
	onRetry: () => void,
	deadline?: number,
): Connection {
	const once =
		(purpose: Purpose): Send =>
		async <Reply>(request: Request<Reply>): Promise<Reply> =>
			await pace.run(purpose, async () => {
				const askedAt = Date.now();
				const outcome = await settle(session.send(request));
				if (!(outcome instanceof Refusal)) {
					pace.tempo.succeeded();
					return outcome;
				}
				const refusal = outcome;
				if (refusal.final || asksTooLong(refusal)) pace.halt.endWith(refusal);
				else if (refusal.httpStatus === 429) pace.tempo.slowDown(refusal.retryAfterMs ?? 0, askedAt);
				throw refusal;
			});
	const [send, verify] = [once('send'), once('verify')];
	const options = { pace, deadline, onRetry };
	return {
		send: retrying({ send, verify }, options),
		verify: retrying({ send: verify, verify }, options),
	};
}
