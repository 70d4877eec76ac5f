/**
 * The time of the tests. It stands still while anything is under way, and when all there is waits for a moment, it is
 * that moment: an hour takes no time, and a limit is never reached because the machine is busy. `Date`, `performance`
 * and `setTimeout` are Jest's fakes, in tests, node and sandbox alike; `jest.advanceTimersByTime(ms)` lets time pass.
 */
import { ClientRequest } from 'node:http';
import { UnderWay } from './underWay';

/** Turns of the event loop without traffic after which nothing but time can bring anything on. */
const TURNS = 4;

/** Starts the clock; gives what ends it. */
export function startClock(): () => void {
	jest.useFakeTimers({
		doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'hrtime'],
	});
	const underWay = new UnderWay();
	const restoreLimits = limitRequests();
	let isOver = false;
	let quiet = 0;
	const turn = () => {
		if (isOver) return;
		quiet = jest.getTimerCount() > 0 && underWay.isQuiet ? quiet + 1 : 0;
		if (quiet > TURNS) {
			quiet = 0;
			jest.advanceTimersToNextTimer();
		}
		setImmediate(turn);
	};
	setImmediate(turn);
	return () => {
		isOver = true;
		underWay.end();
		restoreLimits();
		jest.useRealTimers();
	};
}

/** The limit on an answer that n8n's HTTP helper sets is a timer of the socket, deep in Node; it goes by this clock too. */
function limitRequests(): () => void {
	const { prototype } = ClientRequest;
	const { setTimeout: original } = prototype;
	prototype.setTimeout = function (this: ClientRequest, ms: number, expire?: () => void) {
		const limit = ms > 0 ? setTimeout(() => expire?.(), ms) : undefined;
		for (const end of ['response', 'close']) this.once(end, () => clearTimeout(limit));
		return this;
	};
	return () => void (prototype.setTimeout = original);
}

type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** n8n's `sleep` by this clock. */
export const sleepLike = (original: Sleep): Sleep => {
	// n8n 1.x has none that a signal can end.
	const takesSignal = original.length > 1;
	return async (ms, signal) =>
		await new Promise<void>((wake, refuse) => {
			const timer = setTimeout(() => {
				signal?.removeEventListener('abort', end);
				wake();
			}, Math.ceil(ms));
			const end = () => {
				clearTimeout(timer);
				refuse(signal?.reason as Error);
			};
			if (!takesSignal) return;
			if (signal?.aborted) end();
			else signal?.addEventListener('abort', end, { once: true });
		});
};
