import { Refusal } from '../errors';
import type { Request, Send } from '../request';
import type { Pace } from './pace';
import { asksTooLong, retrying } from './retry';
import type { Session } from './session';

/** Send with everything: auth, pace and retries. */
export function connect(session: Session, pace: Pace, onRetry: () => void, deadline?: number): Send {
	/** A refusal that no other request of the run could escape. */
	let final: Refusal | undefined;
	const paced = async <Reply>(request: Request): Promise<Reply> =>
		await pace.run(request, async () => {
			if (final) throw final;
			const askedAt = Date.now();
			const reply = session.send<Reply>(request);
			await reply.then(
				() => pace.succeeded(),
				(error: unknown) => {
					if (!(error instanceof Refusal)) return;
					if (['credential', 'token', 'setup'].includes(error.kind) || asksTooLong(error)) final = error;
					else if (error.httpStatus === 429) pace.slowDown(error.retryAfter ?? 0, askedAt);
				},
			);
			return await reply;
		});
	return retrying(paced, { pace, deadline, onRetry });
}
