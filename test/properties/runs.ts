import type fc from 'fast-check';

const { TRUST_RUNS, TRUST_SEED } = process.env;

/** A few with `npm test`; thousands with `npm run test:random`. TRUST_SEED repeats a failure. */
export const runs = (few: number): fc.Parameters<unknown> => ({
	numRuns: Number(TRUST_RUNS ?? few),
	...(TRUST_SEED === undefined ? {} : { seed: Number(TRUST_SEED) }),
	// To shrink a failure takes hours: CI says what it found.
	endOnFailure: process.env.CI !== undefined,
});
