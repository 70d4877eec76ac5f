/**
 * Waiting that costs no time. Import it first in a test file: the node's `sleep` then makes the clock jump instead of
 * waiting. Sleepers wake in the order of their times, a moment of real time apart, so that requests under way go on
 * meanwhile; `Date.now()` tells the time that would have passed. Sleeps that a signal can end are limits on answers,
 * not waits, and stay as long as they are.
 */
type Workflow = typeof import('n8n-workflow');

interface Sleeper {
	at: number;
	wake: () => void;
}

const realNow = Date.now.bind(Date);
const BETWEEN_JUMPS = 2;
const sleepers: Sleeper[] = [];
let ahead = 0;
let ticking = false;

Date.now = () => realNow() + ahead;

/** Every wait that the node has begun, ms. */
export const waits: number[] = [];

/** Milliseconds that the node has waited in all, by the clock of the test. */
export const waited = (): number => ahead;

function jump(): void {
	const [next] = sleepers.sort((one, other) => one.at - other.at).splice(0, 1);
	ticking = false;
	if (!next) return;
	ahead += Math.max(0, Math.ceil(next.at - Date.now()));
	next.wake();
	tick();
}

function tick(): void {
	if (ticking || sleepers.length === 0) return;
	ticking = true;
	setTimeout(jump, BETWEEN_JUMPS);
}

jest.mock('n8n-workflow', () => {
	const actual = jest.requireActual<Workflow>('n8n-workflow');
	return {
		...actual,
		sleep: async (ms: number, signal?: AbortSignal) => {
			if (signal) return await actual.sleep(ms, signal);
			waits.push(ms);
			await new Promise<void>((wake) => {
				sleepers.push({ at: Date.now() + ms, wake });
				tick();
			});
		},
	};
});
