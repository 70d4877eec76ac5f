import { Refusal, type WorkDone } from '../errors';
import { settle } from '../promises';
import type { Connection, Request, Send } from '../request';
import { Backoff } from './backoff';
import type { Pace, Purpose } from './pace';
import type { Session } from './session';

/**
 * Gives both ways to send, with token, pace and retries.
 *
 * What fails because of a busy server or a broken connection is repeated: a write only where it was certainly not done,
 * or where the request says that a repeat does no harm. What may have been done already is repeated with `verify`, even
 * when the run has been stopped meanwhile.
 * @param deadline when a poll has to be over, ms since 1970
 */
export function connect(
	session: Pick<Session, 'send'>,
	pace: Pace,
	onRetry: () => void,
	deadline?: number,
): Connection {
	/** Sends once, when its turn comes, and lets the other requests of the run know how it went. */
	const sendOnce = async <Reply>(purpose: Purpose, request: Request<Reply>): Promise<Reply | Refusal> => {
		const turn = pace.run(purpose, async () => {
			const sentAt = Date.now();
			const reply = await settle(session.send(request));
			if (reply instanceof Refusal) pace.refused(reply, sentAt);
			else pace.succeeded();
			return reply;
		});
		return await settle(turn);
	};

	const withRetries =
		(purpose: Purpose): Send =>
		async <Reply>(request: Request<Reply>): Promise<Reply> => {
			let backoff: Backoff | undefined;
			let work: WorkDone = 'undone';
			for (;;) {
				const reply = await sendOnce(work === 'undone' ? purpose : 'verify', request);
				if (!(reply instanceof Refusal)) return reply;
				work = lessSure(work, reply.work);
				if (!isRepeated(reply, request)) throw ended(reply, work, request);
				backoff ??= new Backoff({ pace, deadline, onRetry });
				const waited = await settle(backoff.wait(reply));
				if (waited instanceof Refusal) throw ended(waited, work, request);
			}
		};
	return { send: withRetries('send'), verify: withRetries('verify') };
}

const isRepeated = ({ transient, work }: Refusal, request: Request): boolean =>
	transient && (work === 'undone' || isRepeatable(request));

/** A read may always be repeated. */
const isRepeatable = ({ repeat }: Request): boolean => repeat === undefined || repeat === 'goneIsDone';

const SURENESS: WorkDone[] = ['undone', 'doubtful', 'unknown'];
const lessSure = (one: WorkDone, other: WorkDone): WorkDone =>
	SURENESS[Math.max(SURENESS.indexOf(one), SURENESS.indexOf(other))];

/**
 * How a request ended that is not repeated any more. A refusal of the repeat says nothing of an attempt before it whose
 * answer was lost. The caller of a request that is never repeated finds out itself.
 */
function ended(refusal: Refusal, work: WorkDone, request: Request): Refusal {
	if (work !== 'unknown' || !isRepeatable(request)) return refusal.with({ work });
	return refusal.with({
		work,
		message: `${refusal.message}. It is not known whether it was done`,
		description: `${refusal.description} Running it again does no harm.`.trim(),
	});
}
