import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '../../sandbox';

/** How far an answer comes before it stops for ever: to its headers, or to the first byte of its body. */
export type Stall = 'headers' | 'one byte';

/** A gateway in front of the sandbox whose answers stop half-way, though the connection stays open. */
export interface StallingProxy {
	url: string;
	/** Stalls the answers to these requests; they reach the sandbox all the same. */
	stall(how: Stall, isStalled: (request: { method: string; path: string }) => boolean): void;
	/** Answers that stopped and whose connections are open still. */
	readonly open: number;
	close(): Promise<void>;
}

export async function stallingProxy(hub: Sandbox): Promise<StallingProxy> {
	const stalled = new Set<ServerResponse>();
	let stallOf = (_request: { method: string; path: string }): Stall | undefined => undefined;
	const server = createServer((incoming, response) => {
		const { method = '', url = '' } = incoming;
		const forwarded = ask(`${hub.url}${url}`, { method, headers: incoming.headers }, (answer) => {
			const stall = stallOf({ method, path: url.split('?')[0] });
			if (!stall) return void pass(answer, response);
			answer.resume();
			stalled.add(response.once('close', () => stalled.delete(response)));
			response.writeHead(200, { 'Content-Type': 'application/json' });
			if (stall === 'headers') response.flushHeaders();
			else response.write('{');
		});
		incoming.pipe(forwarded);
	});
	server.keepAliveTimeout = 0;
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		stall: (how, isStalled) => (stallOf = (request) => (isStalled(request) ? how : undefined)),
		get open() {
			return stalled.size;
		},
		close: async () =>
			await new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

function pass(answer: IncomingMessage, response: ServerResponse): void {
	response.writeHead(answer.statusCode ?? 0, answer.headers);
	answer.pipe(response);
}
