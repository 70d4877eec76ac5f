import { subscribe, unsubscribe, type ChannelListener } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';

interface Served {
	request: IncomingMessage;
	response: ServerResponse;
}

/** The requests of this process, which is both client and server, as Node itself tells of them. */
export class UnderWay {
	private readonly asked = new Set<ClientRequest>();
	/** By the port of the client. */
	private readonly served = new Map<number, Served>();

	private readonly listeners: Array<[string, ChannelListener]> = [
		['http.client.request.start', (message) => this.begins((message as { request: ClientRequest }).request)],
		['http.server.request.start', (message) => this.arrives(message as Served)],
	];

	constructor() {
		for (const [name, listener] of this.listeners) subscribe(name, listener);
	}

	end(): void {
		for (const [name, listener] of this.listeners) unsubscribe(name, listener);
	}

	/** Whether bytes are on their way: no request is, or each has arrived whole and the server keeps its answer back. */
	get isQuiet(): boolean {
		return [...this.asked].every(({ socket }) => this.isKeptWaiting(socket?.localPort));
	}

	private isKeptWaiting(port: number | undefined): boolean {
		const exchange = this.served.get(port ?? 0);
		if (!exchange) return false;
		const { request, response } = exchange;
		return request.complete && !response.writableEnded && !response.destroyed;
	}

	private begins(request: ClientRequest): void {
		this.asked.add(request);
		request.once('close', () => this.asked.delete(request));
	}

	private arrives({ request, response }: Served): void {
		const port = request.socket.remotePort ?? 0;
		this.served.set(port, { request, response });
		response.once('close', () => this.served.delete(port));
	}
}
