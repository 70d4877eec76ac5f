import type { LoggedRequest } from '../../harness/sandboxControl';

const tokenPath = '/security/accesstoken';

export interface Tokens {
	fetched: number;
	tooEarly: number;
	/** All others. */
	requests: number;
}

/**
 * How many tokens were fetched, and how many of them too early: while the one before was still alive. The rest is the
 * fewest that could do.
 *
 * @param requests the sandbox's log
 * @param lifetime of a token, ms
 */
export function tokensFetched(requests: LoggedRequest[], lifetime: number): Tokens {
	const times = requests.filter(({ path }) => path === tokenPath).map(({ at }) => at);
	return {
		fetched: times.length,
		tooEarly: times.filter((at, index) => index > 0 && at - times[index - 1] < lifetime).length,
		requests: requests.length - times.length,
	};
}

export const describeTokens = ({ fetched, tooEarly, requests }: Tokens): string =>
	`Tokens fetched: ${fetched} for ${requests} requests; ${fetched - tooEarly} are the fewest that could do, ${tooEarly} came while the one before was still alive.`;
