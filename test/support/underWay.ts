import { subscribe, unsubscribe, type ChannelListener } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

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
export class UnderWay {
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
