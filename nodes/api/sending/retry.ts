import type { Pace } from './pace';
import type { Refusal, WorkDone } from '../errors';
import { settle } from '../outcome';
import type { Connection, Request, Send } from '../request';

const ATTEMPTS = 5;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
const OWN_WAITING_MS = 45_000;
const LONGEST_ASKED_WAIT_MS = 60_000;

/**
 * Sends again what a busy server or a broken connection kept from succeeding. A write is repeated only where it was
 * surely not done, or where the request says that repeating it does no harm; what may be done already is brought to its
 * end by `verify`, even when the run has been stopped meanwhile.
 *
 * Where an answer was lost, only a verdict on the repeat settles what became of the write, and 40201 does not: it
 * may say that the first attempt took away what is asked for, or that it never could. Not known is said to be so.
 */
export function retrying({ send, verify }: Connection, patience: Patience): Send {
	return async <Reply>(request: Request): Promise<Reply> => {
		const waiting = new Waiting(patience);
		let work: WorkDone = 'undone';
		for (;;) {
			const outcome = await settle((work === 'undone' ? send : verify)<Reply>(request));
			if (!('refusal' in outcome)) return outcome.reply;
			const { refusal } = outcome;
			if (isSettledBy(refusal, request)) throw refusal;
			work = lessSure(work, refusal.work);
			const repeats = refusal.work === 'undone' || request.repeat !== 'never';
			if (!refusal.passing || !repeats) throw ended(refusal, work, request);
			const waited = await settle(waiting.after(refusal));
			if ('refusal' in waited) throw ended(waited.refusal, work, request);
		}
	};
}

const isSettledBy = (refusal: Refusal, { repeat }: Request): boolean =>
	refusal.verdict && !(repeat === 'goneIsDone' && refusal.code === '40201');

const SURENESS: WorkDone[] = ['undone', 'doubtful', 'unknown'];
const lessSure = (one: WorkDone, other: WorkDone): WorkDone =>
	SURENESS[Math.max(SURENESS.indexOf(one), SURENESS.indexOf(other))];

/** Who sends what is never repeated has a look of its own. */
function ended(refusal: Refusal, work: WorkDone, { repeat }: Request): Refusal {
	if (work !== 'unknown' || repeat === 'never') return refusal.with({ work });
	return refusal.with({
		work,
		message: `${refusal.message}. It is not known whether it was done`,
		description: `${refusal.description} Running it again does no harm.`.trim(),
	});
}

/** What may be waited for, and who is told of it. */
export interface Patience {
	pace: Pick<Pace, 'wait'>;
	/** The moment (ms since 1970) that a poll must be over by, where the host has such a limit. */
	deadline?: number;
	onRetry(): void;
}

/**
 * The waiting of one request between its attempts: at most 5 attempts and 45 s of own waiting, exponential with full
 * jitter, plus what `Retry-After` asks for up to 60 s.
 */
export class Waiting {
	private attempts = 0;
	private waitedMs = 0;

	constructor(private readonly patience: Patience) {}

	/** Waits as long as this refusal calls for; throws it when the request has had its attempts or its time. */
	async after(refusal: Refusal): Promise<void> {
		this.attempts += 1;
		const { retryAfterMs } = refusal;
		if (retryAfterMs !== undefined && asksTooLong(refusal)) throw notBefore(refusal, retryAfterMs);
		if (this.attempts >= ATTEMPTS) throw givenUp(refusal, this.attempts);
		const ownMs = Math.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.attempts - 1));
		if (this.waitedMs + ownMs > OWN_WAITING_MS) throw givenUp(refusal, this.attempts);
		const waitMs = ownMs + (retryAfterMs ?? 0);
		if (this.patience.deadline !== undefined && Date.now() + waitMs > this.patience.deadline)
			throw givenUp(refusal, this.attempts);
		this.waitedMs += ownMs;
		this.patience.onRetry();
		await this.patience.pace.wait(waitMs);
	}
}

export const asksTooLong = ({ retryAfterMs }: Refusal): boolean =>
	retryAfterMs !== undefined && retryAfterMs > LONGEST_ASKED_WAIT_MS;

function givenUp(refusal: Refusal, attempts: number): Refusal {
	return attempts < 2 ? refusal : refusal.with({ message: `${refusal.message}, ${attempts} times in a row` });
}

function notBefore(refusal: Refusal, retryAfterMs: number): Refusal {
	const when = new Date(Date.now() + retryAfterMs)
		.toISOString()
		.replace(/\.\d+Z$/, ' UTC')
		.replace('T', ' ');
	return refusal.with({
		message: `${refusal.message}; it asks to come back in ${Math.ceil(retryAfterMs / 1000)} seconds`,
		description: `DM Hub asks not to be called before ${when}. Run the workflow again after that.`,
	});
}
