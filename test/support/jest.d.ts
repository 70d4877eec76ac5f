import type { Facts } from './refusals';

declare global {
	namespace jest {
		interface Matchers<R> {
			/** See test/support/refusals.ts. */
			toBeRefused(facts: Facts): R;
		}
	}
}
