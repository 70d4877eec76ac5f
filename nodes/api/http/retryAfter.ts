/** No server asks for more; what does is a date in milliseconds, or a mistake. */
const LONGEST_MS = 365 * 24 * 3_600_000;

/**
 * Reads `Retry-After`, a number of seconds or a date, as milliseconds from now, by the server's clock where it is known;
 * undefined where it is neither, or too large to be meant.
 */
export function readRetryAfterMs(headers: Record<string, unknown>): number | undefined {
	const value = headers['retry-after'];
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const waitMs = String(value).trim() === '' ? NaN : Number(value) * 1000;
	return within(Number.isNaN(waitMs) ? untilDate(String(value), headers.date) : waitMs);
}

function untilDate(value: string, serverDate: unknown): number {
	const serverNow = Date.parse(String(serverDate));
	return Date.parse(value) - (Number.isNaN(serverNow) ? Date.now() : serverNow);
}

const within = (waitMs: number): number | undefined =>
	waitMs <= LONGEST_MS ? Math.max(0, waitMs) : undefined;
