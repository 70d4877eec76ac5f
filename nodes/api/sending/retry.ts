import type { Pace } from './pace';
import { Refusal, type WorkDone } from '../errors';
import { settle } from '../result';
import type { Connection, Request, Send } from '../request';

const ATTEMPTS = 5;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
const OWN_WAITING_MS = 45_000;
const LONGEST_ASKED_WAIT_MS = 60_000;

/**
 * Repeats requests that failed because of a busy server or a broken connection. A write is repeated only where it was
 * certainly not done, or where the request says that a repeat does no harm. A request that may have been done already is
 * repeated with `verify`, even when the run has been stopped meanwhile.
 *
 * After a lost answer only a verdict on the repeat settles what became of the write. 40201 does not: it may mean that the
 * first attempt deleted what was asked for, or that it never could. The outcome is then reported as unknown.
 */
export function retrying({ send, verify }: Connection, options: RetryOptions): Send {
	return async <Reply>(request: Request<Reply>): Promise<Reply> => {
		const waiting = new Waiting(options);
		let work: WorkDone = 'undone';
		for (;;) {
			const outcome = await settle((work === 'undone' ? send : verify)(request));
			if (!(outcome instanceof Refusal)) return outcome;
			const refusal = outcome;
			if (isSettledBy(refusal, request)) throw refusal;
			work = lessSure(work, refusal.work);
			const repeats = refusal.work === 'undone' || request.repeat !== 'never';
			if (!refusal.passing || !repeats) throw ended(refusal, work, request);
			const waited = await settle(waiting.after(refusal));
			if (waited instanceof Refusal) throw ended(waited, work, request);
		}
	};
}

const isSettledBy = (refusal: Refusal, { repeat }: Request): boolean =>
	refusal.verdict && !(repeat === 'goneIsDone' && refusal.code === '40201');

const SURENESS: WorkDone[] = ['undone', 'doubtful', 'unknown'];
const lessSure = (one: WorkDone, other: WorkDone): WorkDone =>
	SURENESS[Math.max(SURENESS.indexOf(one), SURENESS.indexOf(other))];

/** The sender of a request that is never repeated looks up its outcome itself. */
function ended(refusal: Refusal, work: WorkDone, { repeat }: Request): Refusal {
	if (work !== 'unknown' || repeat === 'never') return refusal.with({ work });
	return refusal.with({
		work,
		message: `${refusal.message}. It is not known whether it was done`,
		description: `${refusal.description} Running it again does no harm.`.trim(),
	});
}

/** How retries wait. */
export interface RetryOptions {
	pace: Pick<Pace, 'wait'>;
	/** When a poll has to be over, ms since 1970; undefined without such a limit. */
	deadline?: number;
	onRetry(): void;
}

/**
 * Waits between the attempts of one request: at most 5 attempts and 45 s in all, exponential with full jitter, plus what
 * `Retry-After` asks for, up to 60 s each time.
 */
export class Waiting {
	private attempts = 0;
	private waitedMs = 0;

	constructor(private readonly options: RetryOptions) {}

	/** Waits as long as the refusal calls for; throws it when attempts or time are used up. */
	async after(refusal: Refusal): Promise<void> {
		this.attempts += 1;
		const { retryAfterMs } = refusal;
		if (retryAfterMs !== undefined && asksTooLong(refusal)) throw notBefore(refusal, retryAfterMs);
		if (this.attempts >= ATTEMPTS) throw givenUp(refusal, this.attempts);
		const ownMs = Math.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.attempts - 1));
		if (this.waitedMs + ownMs > OWN_WAITING_MS) throw givenUp(refusal, this.attempts);
		const waitMs = ownMs + (retryAfterMs ?? 0);
		if (this.options.deadline !== undefined && Date.now() + waitMs > this.options.deadline)
			throw givenUp(refusal, this.attempts);
		this.waitedMs += ownMs;
		this.options.onRetry();
		await this.options.pace.wait(waitMs);
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
