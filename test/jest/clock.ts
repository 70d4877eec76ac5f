/**
 * The time of the tests. It stands still while anything is under way, and when all there is waits for a moment, it is
 * that moment: an hour takes no time, and a limit is never reached because the machine is busy. `Date`, `performance`
 * and `setTimeout` are Jest's fakes, in tests, node and sandbox alike; `jest.advanceTimersByTime(ms)` lets time pass.
 */
import { subscribe, unsubscribe, type ChannelListener } from 'node:diagnostics_channel';
import { ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Turns of the event loop without traffic after which nothing but time can bring anything on. */
const TURNS = 4;

interface Clock {
	run(): void;
	end(): void;
}

/** Stops the time; `run` has it go on whenever nothing else does. */
export function stopTime(): Clock {
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
	return {
		run: () => void setImmediate(turn),
		end: () => {
			isOver = true;
			underWay.end();
			restoreLimits();
			jest.useRealTimers();
		},
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

interface Served {
	request: IncomingMessage;
	response: ServerResponse;
}

/** A request that was sent by `fetch`, as undici tells of it. */
interface Fetched {
	request: object;
	socket?: Socket;
}

/** The requests of this process, which is both client and server, as Node itself tells of them. */
class UnderWay {
	/** With the connection that each goes over, as soon as it has one. */
	private readonly asked = new Map<object, () => Socket | null | undefined>();
	/** By the ports of client and server: two servers may see the same port of a client. */
	private readonly served = new Map<string, Served>();

	private readonly listeners: Array<[string, ChannelListener]> = [
		['http.client.request.start', (message) => this.begins((message as { request: ClientRequest }).request)],
		['http.server.request.start', (message) => this.arrives(message as Served)],
		['undici:request:create', (message) => this.asked.set((message as Fetched).request, () => undefined)],
		['undici:client:sendHeaders', (message) => this.leaves(message as Fetched)],
		['undici:request:trailers', (message) => this.asked.delete((message as Fetched).request)],
		['undici:request:error', (message) => this.asked.delete((message as Fetched).request)],
	];

	constructor() {
		for (const [name, listener] of this.listeners) subscribe(name, listener);
	}

	end(): void {
		for (const [name, listener] of this.listeners) unsubscribe(name, listener);
	}

	/** Whether bytes are on their way: no request is, or each has arrived whole and the server keeps its answer back. */
	get isQuiet(): boolean {
		return [...this.asked.values()].every((socketOf) => {
			const socket = socketOf();
			return this.isKeptWaiting(`${socket?.localPort}-${socket?.remotePort}`);
		});
	}

	private isKeptWaiting(ports: string): boolean {
		const exchange = this.served.get(ports);
		if (!exchange) return false;
		const { request, response } = exchange;
		return request.complete && !response.writableEnded && !response.destroyed;
	}

	private begins(request: ClientRequest): void {
		this.asked.set(request, () => request.socket);
		request.once('close', () => this.asked.delete(request));
	}

	private leaves({ request, socket }: Fetched): void {
		this.asked.set(request, () => socket);
	}

	private arrives({ request, response }: Served): void {
		const { remotePort, localPort } = request.socket;
		const ports = `${remotePort}-${localPort}`;
		this.served.set(ports, { request, response });
		response.once('close', () => this.served.delete(ports));
	}
}
