import type { Facts } from '../support/refusals';

declare global {
	namespace jest {
		interface Matchers<R> {
			/** See test/support/refusals.ts. */
			toBeRefused(facts: Facts): R;
		}
	}
}
