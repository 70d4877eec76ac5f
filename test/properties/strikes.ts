import fc from 'fast-check';
import type { Fault, FaultKind, LoggedRequest, Sandbox } from '../../sandbox';

/** The switches of whatever changes a group, wherever that is random. */
export const changingGroups = {
	existingMember: fc.constantFrom('same', 'second', 'error', 'omit'),
	unknownCustomer: fc.constantFrom('refuseBatch', 'refuseBatchNaming', 'skip'),
	refusedBatchKeeps: fc.boolean(),
	idsAsStrings: fc.boolean(),
	memberRepeats: fc.constantFrom('never', 'inPage'),
} as const;

/** Faults of a gateway by their status: with the work done, or not. */
const atTheGateway = {
	'429': { kind: 'busy', status: 429, retryAfter: 1 },
	'408': { kind: 'busy', status: 408 },
	'504': { kind: 'busy', status: 504 },
	lost408: { kind: 'lostHtml', status: 408 },
	lost504: { kind: 'lostHtml', status: 504 },
} satisfies Record<string, Fault>;

/** What becomes of a request: a fault, or nothing. */
type AtTheGateway = keyof typeof atTheGateway;
export type Strike = FaultKind | AtTheGateway | 'well';

/** Those that a repeat gets over. */
const passing: Strike[] = [
	...(['busy', 'cut', 'lost', 'lostHtml', 'truncated'] as const),
	...(Object.keys(atTheGateway) as AtTheGateway[]),
];

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

const ATTEMPTS = 5;

/** Whether repeats get over all of these, whichever requests they strike: then a run has to succeed. */
export const isPassing = (planned: Strike[]): boolean => {
	const faults = planned.filter((each) => each !== 'well');
	return faults.length < ATTEMPTS && faults.every((each) => passing.includes(each));
};

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
		return next in atTheGateway ? atTheGateway[next as AtTheGateway] : (next as FaultKind);
	});
}

const writesTo = (hub: Sandbox) => hub.requests.filter(({ method }) => method !== 'GET');

/** The customers of whom anything was sent that writes, by ID. */
export const sentIds = (hub: Sandbox): Set<string> =>
	new Set(
		writesTo(hub).flatMap(({ body, query }) => [
			...[...body.matchAll(/"customerId":"?(\d+)/g)].map(([, one]) => one),
			...(query.customerIds ?? query.customerId ?? '').split(','),
		]),
	);

/** Whether anything was sent that writes and names one of these values. */
export const isSent = (hub: Sandbox, values: string[]): boolean =>
	writesTo(hub).some(({ body }) => values.some((value) => body.includes(`"${value}"`)));

/** What is there right after a run, and has to be there a minute later: nothing that was reported may take effect late. */
export function lookTwice<T>(look: () => T): T {
	const first = look();
	jest.advanceTimersByTime(60_000);
	expect(look()).toEqual(first);
	return first;
}
