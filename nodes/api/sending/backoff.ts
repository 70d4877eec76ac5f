import type { Refusal } from '../errors';

const ATTEMPTS = 5;
const FIRST_WAIT_MS = 500;
const MINUTE_MS = 60_000;
const LONGEST_ASKED_WAIT_MS = MINUTE_MS;

/** How retries wait. */
export interface RetryOptions {
	pace: { wait(milliseconds: number): Promise<void> };
	/** When a poll has to be over, ms since 1970; undefined without such a limit. */
	deadline?: number;
	onRetry(): void;
}

/**
 * Waits between the attempts of one request: at most 5 attempts, exponential with full jitter, which is 7.5 s in all, plus
 * what `Retry-After` asks for, up to 60 s each time.
 */
export class Backoff {
	private attempts = 0;

	constructor(private readonly options: RetryOptions) {}

	/** Waits as long as the refusal calls for; throws it when the attempts are used up, or it would wait beyond the deadline. */
	async wait(refusal: Refusal): Promise<void> {
		this.attempts += 1;
		const { retryAfterMs } = refusal;
		if (retryAfterMs !== undefined && exceedsLongestWait(refusal)) throw retryLater(refusal, retryAfterMs);
		if (this.attempts >= ATTEMPTS) throw givenUp(refusal, this.attempts);
		const ownMs = Math.random() * FIRST_WAIT_MS * 2 ** (this.attempts - 1);
		const waitMs = ownMs + (retryAfterMs ?? 0);
		if (this.options.deadline !== undefined && Date.now() + waitMs > this.options.deadline)
			throw givenUp(refusal, this.attempts);
		this.options.onRetry();
		await this.options.pace.wait(waitMs);
	}
}

/** Whether a server asks to be called again so late that the run ends instead of waiting. */
export const exceedsLongestWait = ({ retryAfterMs }: Refusal): boolean =>
	retryAfterMs !== undefined && retryAfterMs > LONGEST_ASKED_WAIT_MS;

function givenUp(refusal: Refusal, attempts: number): Refusal {
	return attempts < 2 ? refusal : refusal.with({ message: `${refusal.message}, ${attempts} times in a row` });
}

function retryLater(refusal: Refusal, retryAfterMs: number): Refusal {
	const when = new Date(Date.now() + retryAfterMs)
		.toISOString()
		.replace(/\.\d+Z$/, ' UTC')
		.replace('T', ' ');
	return refusal.with({
		message: `${refusal.message}; it asks to be called again in ${inWords(retryAfterMs)}`,
		description: `DM Hub asks not to be called before ${when}. Run the workflow again after that.`,
	});
}

/** Rounded up, so that nobody calls too early. */
const inWords = (ms: number): string =>
	ms < 2 * MINUTE_MS ? `${Math.ceil(ms / 1000)} seconds` : `${Math.ceil(ms / MINUTE_MS)} minutes`;
