/** Reads `Retry-After`, a number of seconds or a date, as milliseconds from now, by the server's clock where it is known. */
export function readRetryAfterMs(headers: Record<string, unknown>): number | undefined {
	const value = headers['retry-after'];
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const seconds = Number(value);
	if (String(value).trim() !== '' && Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
	const date = Date.parse(String(value));
	if (Number.isNaN(date)) return undefined;
	const serverNow = Date.parse(String(headers.date));
	return Math.max(0, date - (Number.isNaN(serverNow) ? Date.now() : serverNow));
}
