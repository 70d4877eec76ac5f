import fc from 'fast-check';
import type { Fault, FaultKind, LoggedRequest, Sandbox } from '../../sandbox';

/** What becomes of a request: a fault, too many requests, or nothing. */
export type Strike = FaultKind | '429' | 'well';

/** Those that a repeat gets over. */
const passing: Strike[] = ['429', 'busy', 'cut', 'lost', 'lostHtml', 'truncated'];

/**
 * Up to this many strikes.
 * @param lasting those that a repeat need not get over
 */
export const strikes = (maxLength: number, lasting: Strike[] = []): fc.Arbitrary<Strike[]> =>
	fc.array(
		fc.oneof(
			{ weight: 4, arbitrary: fc.constant<Strike>('well') },
			{ weight: 5, arbitrary: fc.constantFrom(...passing) },
			...(lasting.length > 0 ? [{ weight: 1, arbitrary: fc.constantFrom(...lasting) }] : []),
		),
		{ maxLength },
	);

/**
 * Strikes the next requests one after the other.
 * @param instead what strikes a request instead, where it gives anything
 */
export function strike(
	hub: Sandbox,
	planned: Strike[],
	instead: (request: LoggedRequest) => Fault | undefined = () => undefined,
): void {
	const left = [...planned];
	hub.faults.plan((request) => {
		const other = instead(request);
		if (other) return other;
		const next = left.shift();
		if (next === undefined || next === 'well') return undefined;
		if (next === 'refuse') return { kind: 'refuse', body: { error_code: 40004n, error_description: 'no' } };
		return next === '429' ? { kind: 'busy', status: 429, retryAfter: 1 } : next;
	});
}
