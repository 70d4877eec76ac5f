const tokenPath = '/security/accesstoken';

/**
 * How many tokens were fetched, against the fewest that could do: whoever works so long without a pause with tokens
 * that live `lifetime` ms. In a longer pause a token dies as well, once.
 *
 * @param requests the sandbox's log
 */
export function tokensFetched(requests, lifetime) {
	const work = requests.filter(({ path }) => path !== tokenPath);
	let busy = 0;
	for (let at = 1; at < work.length; at += 1)
		busy += Math.min(Number(work[at].at) - Number(work[at - 1].at), lifetime);
	return {
		fetched: requests.length - work.length,
		fewest: Math.max(1, Math.ceil(busy / lifetime)),
		seconds: Math.round(busy / 1000),
		requests: work.length,
	};
}
