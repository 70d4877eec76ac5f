const tokenPath = '/security/accesstoken';

/**
 * How many tokens were fetched, and how many of them too early: while the one before was still alive. The rest is the
 * fewest that could do.
 *
 * @param requests the sandbox's log
 * @param {number} lifetime of a token, ms
 */
export function tokensFetched(requests, lifetime) {
	const times = requests.filter(({ path }) => path === tokenPath).map(({ at }) => Number(at));
	return {
		fetched: times.length,
		tooEarly: times.filter((at, index) => index > 0 && at - times[index - 1] < lifetime).length,
		requests: requests.length - times.length,
	};
}

export const describeTokens = ({ fetched, tooEarly, requests }) =>
	`Tokens fetched: ${fetched} for ${requests} requests; ${fetched - tooEarly} are the fewest that could do, ${tooEarly} came while the one before was still alive.`;
