import type { Pace } from './pace';
import { Refusal } from '../errors';
import { settle, type Outcome } from '../outcome';
import type { Request, Send } from '../request';

const ATTEMPTS = 5;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
const OWN_WAITING = 45_000;
const LONGEST_ASKED_WAIT = 60_000;

/** What may be waited for, and who is told of it. */
export interface Patience {
	pace: Pace;
	/** The moment (ms since 1970) that a poll must be over by, where the host has such a limit. */
	deadline?: number;
	onRetry(): void;
}

/**
 * Sends again what a busy server or a broken connection kept from succeeding: at most 5 attempts and 45 s of own
 * waiting, exponential with full jitter, plus what `Retry-After` asks for up to 60 s.
 * A write is repeated only where that cannot do harm: when it was surely not done, or when the request says that a
 * repeat finds nothing left to do (`repeat: 'goneIsDone'`; 40201 to the repeat then means that the first one did it).
 */
export function retrying(send: Send, patience: Patience): Send {
	return async <Reply>(request: Request): Promise<Reply> => {
		const waiting = new Waiting(patience);
		let mayBeDone = false;
		for (;;) {
			// What may be done already is brought to its end, even when the run has been stopped meanwhile.
			const again: Request = mayBeDone ? { ...request, settles: true } : request;
			const outcome: Outcome<Reply> = await settle(send<Reply>(again));
			if (!('refusal' in outcome)) return outcome.reply;
			const { refusal } = outcome;
			if (mayBeDone && request.repeat === 'goneIsDone' && refusal.code === '40201') return undefined as Reply;
			const isRead = request.method === 'GET';
			mayBeDone ||= !isRead && refusal.work !== 'undone';
			const repeats = isRead || request.repeat !== undefined || refusal.work === 'undone';
			if (!refusal.passing || !repeats)
				throw request.repeat && refusal.work === 'unknown' ? unknown(refusal) : refusal;
			const waited = await settle(waiting.after(refusal));
			if ('refusal' in waited) throw mayBeDone ? unknown(waited.refusal) : waited.refusal;
		}
	};
}

/** The waiting of one request between its attempts. */
export class Waiting {
	private attempts = 0;
	private waited = 0;

	constructor(private readonly patience: Patience) {}

	/** Waits as long as this refusal calls for; throws it when the request has had its attempts or its time. */
	async after(refusal: Refusal): Promise<void> {
		this.attempts += 1;
		const { retryAfter } = refusal;
		if (retryAfter !== undefined && asksTooLong(refusal)) throw notBefore(refusal, retryAfter);
		if (this.attempts >= ATTEMPTS) throw givenUp(refusal, this.attempts);
		const own = Math.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (this.attempts - 1));
		if (this.waited + own > OWN_WAITING) throw givenUp(refusal, this.attempts);
		const wait = own + (retryAfter ?? 0);
		if (this.patience.deadline !== undefined && Date.now() + wait > this.patience.deadline)
			throw givenUp(refusal, this.attempts);
		this.waited += own;
		this.patience.onRetry();
		await this.patience.pace.wait(wait);
	}
}

export const asksTooLong = ({ retryAfter }: Refusal): boolean =>
	retryAfter !== undefined && retryAfter > LONGEST_ASKED_WAIT;

function givenUp(refusal: Refusal, attempts: number): Refusal {
	return attempts < 2 ? refusal : refusal.with({ message: `${refusal.message}, ${attempts} times in a row` });
}

function unknown(refusal: Refusal): Refusal {
	return refusal.with({
		work: 'unknown',
		message: `${refusal.message}. It is not known whether it was done`,
		description: `${refusal.description} Running it again does no harm.`,
	});
}

function notBefore(refusal: Refusal, retryAfter: number): Refusal {
	const when = new Date(Date.now() + retryAfter)
		.toISOString()
		.replace(/\.\d+Z$/, ' UTC')
		.replace('T', ' ');
	return refusal.with({
		message: `${refusal.message}; it asks to come back in ${Math.ceil(retryAfter / 1000)} seconds`,
		description: `DM Hub asks not to be called before ${when}. Run the workflow again after that.`,
	});
}
